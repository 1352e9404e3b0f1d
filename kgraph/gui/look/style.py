"""The style sheet: spacing and lines that a palette cannot say."""

from string import Template

from kgraph.gui.theme import Theme, roles
from kgraph.resources import resource

_SHEET = Template("""
QMainWindow::separator { background: $window; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }

QMenuBar { background: $window; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }

QToolBar { background: $window; border: none; padding: 3px 6px; spacing: 2px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 6px; }
QToolButton { padding: 4px 7px; border: none; border-radius: 5px; }
QToolBarExtension { padding: 0; }
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $selection; }

QToolButton[role="crumb"], QToolButton[role="here"] { padding: 1px 5px; }
QToolButton[role="crumb"] { color: $muted; }
QToolButton[role="crumb"]:hover { color: $text; }
QToolButton[role="here"]:hover { background: transparent; }
QToolButton[role="tab-close"] { padding: 2px; }

QDockWidget { color: $muted; font-weight: 600; }
QDockWidget::title { background: $window; padding: 6px 8px; }
QDockWidget > QWidget { background: $surface; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { padding: 6px 8px; color: $muted; background: $window; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar[role="pages"], QTabBar[role="pages"]::tab { background: transparent; }
QTabBar[role="pages"]::tab { padding: 6px 7px; }

QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel, QStatusBar QToolButton { color: $muted; padding: 2px 8px; }
QStatusBar QToolButton:hover { color: $text; }

QLineEdit, QPlainTextEdit, QTextEdit {
  background: $surface; border: 1px solid $border; border-radius: 4px; padding: 3px 6px;
  selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QPlainTextEdit[role="code"] { border: none; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: $raised; border: 1px solid $border; border-radius: 5px;
  padding: 5px 14px; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $selection; }
QPushButton:disabled { color: $muted; background: $surface; }
QPushButton[role="primary"] { background: $accent; color: $on_color;
  border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:disabled { background: $raised; color: $muted;
  border-color: $border; }

QTreeView, QListView, QTableView { background: $surface; border: none; outline: 0;
  alternate-background-color: $raised; gridline-color: $border; }
QTreeView::item, QListView::item { padding: 3px 2px; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover {
  background: $raised; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
  background: $selection; color: $text; }
QTableCornerButton::section { background: $surface; border: none;
  border-bottom: 1px solid $border; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $border; padding: 5px 8px; font-weight: 600; }

QCheckBox::indicator, QListView::indicator, QTableView::indicator {
  width: 14px; height: 14px;
  background: $window; border: 1px solid $muted; border-radius: 3px; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked, QListView::indicator:checked,
QTableView::indicator:checked { background: $checked; border-color: $accent;
  image: url("$check"); }

QProgressBar { background: $raised; border: none; border-radius: 4px; height: 8px;
  max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="title"] { font-weight: 600; }
QFrame[role="popup"] { background: $surface; border: 1px solid $border;
  border-radius: 8px; }
QFrame[role="popup"] QLabel { padding: 0 6px; color: $muted; }
QFrame[role="popup"] QTreeView { background: transparent; }
QFrame[role="popup"] QTreeView::item { padding: 3px 6px; }
QFrame[role="notice"] { background: $raised; border: 1px solid $border;
  border-radius: 6px; }
QFrame[role="notice"][severity="error"] { border-color: $error; }
QFrame[role="notice"][severity="warning"] { border-color: $warning; }
QFrame[role="notice"][severity="success"] { border-color: $success; }
""")


def style_sheet(theme: Theme) -> str:
    """Returns the style sheet of the whole window."""
    names = {name: color.name() for name, color in roles(theme).items()}
    # The mark is white: it could not be read on the light accent of a dark theme.
    names["checked"] = (theme.selection if theme.is_dark else theme.accent).name()
    names["check"] = resource("icons/field-check.svg").as_posix()
    return _SHEET.substitute(names)
