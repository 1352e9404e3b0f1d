"""Labels of dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def label(text: str, role: str = "") -> QLabel:
    """Returns a label for text that may be anybody's: wrapped, and never markup.

    Args:
        role: As style sheets name it: `title`, `muted`; empty for the usual.
    """
    made = QLabel(text, wordWrap=True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    return made
