"""A sample as large as there is room."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kgraph.document.looks import Look, Words
from kgraph.gui.look.thumbnails import painted
from kgraph.gui.theme import Theme

LEAST = QSize(160, 120)
USUAL = QSize(420, 360)


class LargeView(QWidget):
    """Paints a sample in the middle of itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: Look | None = None
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding)
        self.setMinimumSize(LEAST)

    def show_look(self, look: Look | None) -> None:
        """Shows a sample, or nothing."""
        self._look = look
        size = "" if look is None or isinstance(look, Words) else look.size
        self.setAccessibleName(f"Sample, {size}" if size else "Sample")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Returns what a sample can be seen well in."""
        return USUAL

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sample."""
        if self._look is None:
            return
        ratio = self.devicePixelRatioF()
        picture = painted(self._look, self._theme, self.size() * ratio)
        if picture is None:
            return
        picture.setDevicePixelRatio(ratio)
        free = self.size() - picture.deviceIndependentSize().toSize()
        place = QPoint(free.width() // 2, free.height() // 2)
        QPainter(self).drawPixmap(place, picture)
