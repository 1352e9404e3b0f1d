"""What the inspector's fields look like beyond the window's own style sheet."""

from string import Template

from kgraph.gui.theme import Theme, roles
from kgraph.resources import resource

_SHEET = Template("""
QScrollArea, QWidget#inspector_ground { background: $surface; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $error; }
QLabel[role="title"] { font-weight: 600; font-size: large; }
QLabel[role="section"] { font-weight: 600; border-top: 1px solid $border;
  padding-top: 7px; }
QLabel[role="group"] { color: $muted; font-weight: 600; padding-top: 6px; }
QFrame[role="nested"] { border: none; border-left: 2px solid $border;
  margin-left: 5px; }

QComboBox, QAbstractSpinBox, QLineEdit { background: $window; color: $text;
  border: 1px solid $border; border-radius: 4px; min-height: 18px; padding: 2px 5px;
  selection-background-color: $selection; selection-color: $text;
  placeholder-text-color: $muted; }
QLineEdit { padding: 2px 4px; }
QComboBox { padding-right: 2px; }
QComboBox:hover, QAbstractSpinBox:hover, QLineEdit:hover { border-color: $muted; }
QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url("$down"); width: 13px; height: 13px; }
QComboBox QAbstractItemView { background: $surface; color: $text; outline: 0;
  border: 1px solid $border; selection-background-color: $selection;
  selection-color: $text; }
QAbstractSpinBox { padding: 2px 16px 2px 0; max-height: 18px; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0;
  min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 16px;
  background: transparent; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {
  background: $raised; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: 10px; height: 10px; }

QCheckBox { min-height: 24px; }
QCheckBox:focus { outline: none; }
QCheckBox::indicator:indeterminate { background: $muted; border: 4px solid $window;
  width: 8px; height: 8px; }
QListView { border: 1px solid $border; border-radius: 4px; background: $window; }

QPushButton[role="adder"] { background: $window; border: 1px solid $border;
  border-radius: 4px; padding: 2px 8px; min-height: 18px; text-align: left; }
QPushButton[role="adder"]:hover { border-color: $muted; }
QPushButton[role="adder"]:focus { border-color: $accent; }
QPushButton[role="adder"]::menu-indicator { image: url("$down"); width: 13px;
  height: 13px; subcontrol-position: right center; right: 3px; }

QToolButton[role="fold"] { padding: 3px 4px; color: $muted; border-radius: 4px; }
QToolButton[role="fold"]:checked { background: transparent; }
QToolButton[role="fold"]:hover { background: $raised; color: $text; }
QToolButton[role="small"] { padding: 2px; border-radius: 4px; min-width: 16px;
  max-width: 20px; }
QToolButton[role="small"]:checked { background: transparent; }
QToolButton[role="small"]:hover { background: $raised; }
QToolButton[role="small"]:disabled { color: $border; }
""")


def style_sheet(theme: Theme) -> str:
    """Returns the style sheet of the inspector."""
    names = {name: color.name() for name, color in roles(theme).items()}
    for name in ("down", "up"):
        names[name] = resource(f"icons/field-{name}.svg").as_posix()
    return _SHEET.substitute(names)
