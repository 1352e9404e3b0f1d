"""The menu from which a frame's or a note's colour is chosen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from kgraph.document.arranging.annotations import COLORS
from kgraph.gui.canvas.annotations.tones import Tones
from kgraph.gui.theme import Theme

SIZE = 16  # pixels of a swatch


def color_menu(parent: QWidget, theme: Theme, chosen: str) -> QMenu:
    """Returns a menu of all colours, by swatch and by name; it goes when it is closed.

    Each action's data is the name of its colour.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in COLORS:
        icon = QIcon(_swatch(Tones(theme, name), parent.devicePixelRatioF()))
        action = menu.addAction(icon, name.capitalize() or "No Color")
        action.setData(name)
        if name == chosen:
            menu.setActiveAction(action)
    return menu


def _swatch(tones: Tones, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tones.border)
    painter.setBrush(tones.solid)
    painter.drawRoundedRect(QRectF(1, 1, SIZE - 2, SIZE - 2), 4, 4)
    painter.end()
    return pixmap
