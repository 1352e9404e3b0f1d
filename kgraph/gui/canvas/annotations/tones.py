"""The colours of frames and notes: names in the document, roles in the theme."""

from PySide6.QtGui import QBrush, QColor, QPen

from kgraph.gui.canvas.style import mixed
from kgraph.gui.theme import Theme

ROLES = {
    "blue": 1,
    "teal": 7,
    "green": 0,
    "yellow": 4,
    "orange": 5,
    "pink": 6,
    "purple": 2,
}
"""Name of a colour to its number among the theme's; every theme has all of them."""


class Tones:
    """One colour as what frames and notes are painted with.

    Attributes:
        color: Strong; `on_color` of the theme is legible on it.
        ground: Of a frame; title: of its title bar; paper: of a note. The theme's
            `text` is legible on all three.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        self.color = color_of(theme, name)
        self.ground = QBrush(mixed(self.color, theme.window, 0.07))
        self.title = QBrush(mixed(self.color, theme.window, 0.2))
        self.paper = QBrush(mixed(self.color, theme.surface, 0.14 if name else 0.04))
        self.line = QBrush(mixed(theme.muted, self.paper.color(), 0.5))
        self.border = QPen(mixed(self.color, theme.window, 0.5), 1.2)
        self.solid = QBrush(self.color)


def color_of(theme: Theme, name: str) -> QColor:
    """Returns a theme's colour of this name; a name that is not known has none."""
    role = ROLES.get(name)
    return theme.muted if role is None else theme.categories[role]
