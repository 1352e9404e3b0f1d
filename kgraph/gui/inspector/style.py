"""What the inspector's widgets look like beyond the window's own style sheet."""

from string import Template

from kgraph.gui.theme import Theme, roles

_SHEET = Template("""
QScrollArea, QWidget[objectName="inspector ground"] { background: $surface; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $error; }
QLabel[role="title"] { font-weight: 600; font-size: large; }
QLabel[role="section"] { font-weight: 600; border-top: 1px solid $border;
  padding-top: 7px; }
QFrame[role="nested"] { border: none; border-left: 2px solid $border;
  margin-left: 5px; }
""")


def style_sheet(theme: Theme) -> str:
    """Returns the style sheet of the inspector."""
    return _SHEET.substitute({name: c.name() for name, c in roles(theme).items()})
