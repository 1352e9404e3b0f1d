"""A part of the inspector under a heading."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class SectionPanel(QWidget):
    """A heading and what belongs to it, one below the other."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 6, 0, 0)
        self.rows.setSpacing(5)
        self.heading = QLabel(title)
        self.heading.setIndent(0)
        self.heading.setProperty("role", "section")
        self.rows.addWidget(self.heading)

    def add(self, widget: QWidget) -> None:
        """Adds a widget at the end."""
        self.rows.addWidget(widget)


def muted(text: str = "") -> QLabel:
    """Returns a label for what need not be read at once."""
    label = QLabel(text, wordWrap=True)
    label.setProperty("role", "muted")
    return label
