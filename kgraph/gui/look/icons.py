"""The icons of the window, drawn in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kgraph.gui.theme import Theme, faded
from kgraph.resources import resource

SIZES = (16, 20, 32, 40)  # what menus and tool bars ask for, and twice that


def icon(name: str, theme: Theme, color: QColor | None = None) -> QIcon:
    """Returns an icon of `resources/icons`.

    Args:
        name: The file's name without its suffix.
        color: Of the strokes; the theme's text colour where it is None.
    """
    return _icon(name, (color or theme.text).name(), faded(theme).name())


def dot(color: QColor) -> QIcon:
    """Returns a round spot of one colour, for categories and curves."""
    return _dot(color.name())


def app_icon() -> QIcon:
    """Returns kgraph's own icon."""
    svg = resource("icons/kgraph.svg").read_bytes()
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_render(svg, size))
    return result


@cache
def _icon(name: str, color: str, disabled: str) -> QIcon:
    svg = resource(f"icons/{name}.svg").read_bytes()
    result = QIcon()
    modes = ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled))
    for mode, stroke in modes:
        colored = svg.replace(b"currentColor", stroke.encode())
        for size in SIZES:
            result.addPixmap(_render(colored, size), mode)
    return result


@cache
def _dot(color: str) -> QIcon:
    pixmap = _blank(20)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(QRectF(4, 4, 12, 12))
    painter.end()
    return QIcon(pixmap)


def _render(svg: bytes, size: int) -> QPixmap:
    pixmap = _blank(size)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return pixmap


def _blank(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
