"""Which theme the person chose, from one start of the window to the next."""

from kgraph.gui.settings import settings
from kgraph.gui.theme import DARK, LIGHT, Theme, system_theme

SYSTEM = "system"
_THEMES = {"light": LIGHT, "dark": DARK}
_KEY = "theme"


def chosen_name() -> str:
    """Returns `light`, `dark`, or `system` for the desktop's."""
    return str(settings().value(_KEY, SYSTEM))


def choose(name: str) -> None:
    """Remembers a theme by its name."""
    settings().setValue(_KEY, name)


def chosen_theme() -> Theme:
    """Returns the theme that the person chose; the desktop's if none."""
    return _THEMES.get(chosen_name()) or system_theme()
