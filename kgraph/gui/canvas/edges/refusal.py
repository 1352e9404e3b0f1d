"""A sentence beside the cursor: why what is dragged may not end here."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from kgraph.gui.canvas.style import Style

MOST_WIDTH = 300


class Refusal(QLabel):
    """Floats over the canvas, and never takes a mouse event."""

    def __init__(self, parent: QWidget, style: Style) -> None:
        super().__init__(parent)
        self._canvas = parent
        self._style = style
        self._role = "error"
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.restyle(style)
        self.hide()

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self._style = style
        color = getattr(style.theme, self._role).name()
        self.setStyleSheet(
            f"background: {style.theme.surface.name()}; color: {color};"
            f"border: 1px solid {color}; border-radius: 6px;"
            "padding: 5px 8px;"
        )

    def say(
        self, text: str | None, at: QPoint | None = None, role: str = "error"
    ) -> None:
        """Shows a sentence beside a point of the canvas, or nothing.

        Args:
            role: Of its colour in the theme.
        """
        if not text or at is None:
            self.hide()
            return
        if role != self._role:
            self._role = role
            self.restyle(self._style)
        if text != self.text():
            self.setText(text)
            width = self.fontMetrics().horizontalAdvance(text) + 24
            self.setFixedWidth(min(width, MOST_WIDTH))
            self.adjustSize()
        space = self._canvas.size() - self.size()
        self.move(
            max(0, min(at.x() + 16, space.width())),
            max(0, min(at.y() + 18, space.height())),
        )
        self.show()
