"""Paints what a sample looks like: images, curves and sounds as small pictures."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from kgraph.document.data import Part
from kgraph.document.looks import Curves, Look, Picture, Waveform
from kgraph.gui.theme import Theme

SIDE = 88
SQUARE = QSize(SIDE, SIDE)
WIDE = QSize(2 * SIDE, SIDE)
MARK = 3  # pixels
SMOOTH = 32  # pixels from which on enlarging smoothly looks better than squares


def thumbnail(look: Look, theme: Theme) -> QPixmap | None:
    """Returns a small picture of a sample; None for what is told in words."""
    return painted(look, theme, SQUARE if isinstance(look, Picture) else WIDE)


def painted(look: Look, theme: Theme, room: QSize) -> QPixmap | None:
    """Returns a picture of a sample; None for what is told in words.

    Args:
        room: What it fills; an image keeps its proportions in it.
    """
    if isinstance(look, Picture):
        return fitted(look, room)
    if isinstance(look, Curves):
        return _of_curves(look, theme, room)
    if isinstance(look, Waveform):
        return _of_waveform(look, theme, room)
    return None


def with_mark(pixmap: QPixmap, part: Part | None, theme: Theme) -> QPixmap:
    """Returns a picture with a line below that says which part a sample is in."""
    marked = QPixmap(pixmap.width(), pixmap.height() + MARK + 2)
    marked.fill(Qt.GlobalColor.transparent)
    painter = QPainter(marked)
    painter.drawPixmap(0, 0, pixmap)
    color = mark(part, theme)
    if color is not None:
        painter.fillRect(0, pixmap.height() + 2, pixmap.width(), MARK, color)
    painter.end()
    return marked


def mark(part: Part | None, theme: Theme) -> QColor | None:
    """Returns the colour of a part that is held back, None for what is trained on."""
    return {"validation": theme.accent, "test": theme.warning}.get(part or "")


def image(picture: Picture) -> QImage:
    """Returns the pixels as an image."""
    is_grey = picture.channels == 1
    formats = QImage.Format
    kind = formats.Format_Grayscale8 if is_grey else formats.Format_RGB888
    line = picture.width * picture.channels
    size = (picture.width, picture.height)
    return QImage(picture.pixels, *size, line, kind).copy()


def fitted(picture: Picture, room: QSize) -> QPixmap:
    """Returns an image as large as there is room for it."""
    is_smooth = min(picture.width, picture.height) >= SMOOTH
    modes = Qt.TransformationMode
    mode = modes.SmoothTransformation if is_smooth else modes.FastTransformation
    whole = Qt.AspectRatioMode.KeepAspectRatio
    return QPixmap.fromImage(image(picture)).scaled(room, whole, mode)


def _of_curves(curves: Curves, theme: Theme, room: QSize) -> QPixmap:
    pixmap, painter = _begin(theme, room)
    area = QRectF(0, 0, room.width(), room.height()).adjusted(5, 6, -5, -6)
    for number, line in enumerate(curves.lines):
        painter.setPen(QPen(theme.curve(number), 1.4))
        step = area.width() / max(len(line) - 1, 1)
        run: list[QPointF] = []
        for place, height in enumerate((*line, None)):
            if height is None:
                _paint_run(painter, run)
                run = []
            else:
                y = area.bottom() - height * area.height()
                run.append(QPointF(area.left() + place * step, y))
    painter.end()
    return pixmap


def _paint_run(painter: QPainter, points: list[QPointF]) -> None:
    if len(points) == 1:
        painter.drawEllipse(points[0], 1.0, 1.0)
    elif points:
        painter.drawPolyline(QPolygonF(points))


def _of_waveform(sound: Waveform, theme: Theme, room: QSize) -> QPixmap:
    pixmap, painter = _begin(theme, room)
    middle, reach = room.height() / 2, room.height() / 2 - 5
    step = (room.width() - 8) / max(len(sound.highs), 1)
    painter.setPen(QPen(theme.border, 1.0))
    painter.drawLine(QPointF(4, middle), QPointF(room.width() - 4, middle))
    for place, (low, high) in enumerate(_joined(sound)):
        top, bottom = middle - high * reach, middle - low * reach
        height = max(bottom - top, 1.0)
        bar = QRectF(4 + place * step, top, max(step - 0.4, 0.6), height)
        painter.fillRect(bar, theme.accent)
    painter.end()
    return pixmap


def _joined(sound: Waveform) -> Iterator[tuple[float, float]]:
    """Yields how far each piece reaches: at least to where the one before it ended."""
    before: tuple[float, float] | None = None
    for low, high in zip(sound.lows, sound.highs, strict=True):
        last_low, last_high = before or (low, high)
        yield min(low, last_high), max(high, last_low)
        before = low, high


def _begin(theme: Theme, room: QSize) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(room)
    pixmap.fill(theme.window)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
