"""How frames and notes look, at each level of detail."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
    QTransform,
)

from kgraph.document.framing import TITLE

if TYPE_CHECKING:
    from kgraph.gui.canvas.annotations.item import AnnotationItem

FAR = 0.3  # scale under which corners are sharp and text is lines
NEAR = 0.8  # scale from which a title is as large as it is drawn
PLATE = 0.56  # scale under which a title has a ground of its own
NARROW = 40  # pixels of a frame that is too small for a title
INSET = 12.0
RADIUS = 8.0
LONGEST = 20_000  # letters of a note that are looked at, however long it is


def paint_frame(painter: QPainter, item: "AnnotationItem", scale: float) -> None:
    """Paints the ground, and from near the title bar."""
    rect, tones = item.rect(), item.tones
    painter.setPen(_border(item))
    painter.setBrush(tones.ground)
    if scale < FAR:
        painter.drawRect(rect)
        return
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    bar = QRectF(rect.left(), rect.top(), rect.width(), min(TITLE, rect.height()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tones.title)
    painter.drawPath(_rounded_above(bar.adjusted(0.6, 0.6, -0.6, 0)))
    if scale >= NEAR:
        painter.setFont(item.look.title)
        painter.setPen(item.look.theme.text)
        room = bar.adjusted(INSET, 0, -INSET, 0)
        title = item.look.title_metrics.elidedText(
            item.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _FLAGS, title)


def paint_note(painter: QPainter, item: "AnnotationItem", scale: float) -> None:
    """Paints the paper and as much of the text as it has room for."""
    rect = item.rect()
    painter.setPen(_border(item))
    painter.setBrush(item.tones.paper)
    if scale < FAR:
        painter.drawRect(rect)
    else:
        painter.drawRoundedRect(rect, RADIUS / 2, RADIUS / 2)
    if scale < FAR:
        for line in item.lines:
            bounds = line.boundingRect().translated(line.position())
            painter.fillRect(bounds.adjusted(0, 5, 0, -5), item.tones.line)
        return
    painter.setPen(item.look.theme.text)
    for line in item.lines:
        line.draw(painter, QPointF(0, 0))


def paint_labels(
    painter: QPainter, items: Iterable["AnnotationItem"], view: QTransform
) -> None:
    """Paints titles over all that lies in the frames, so large that they can be read.

    Args:
        painter: In pixels.
        view: From the scene to pixels.
    """
    for item in items:
        painter.setFont(item.look.label)
        metrics = item.look.label_metrics
        rect = view.mapRect(item.mapRectToScene(item.rect()))
        _paint_label(painter, item, metrics, rect, view.m11())


def lay_out(text: str, font: QFont, room: QRectF) -> list[QTextLayout]:
    """Breaks plain text into what fits, paragraph by paragraph."""
    spacing = QFontMetricsF(font).lineSpacing()
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found, top = [], room.top()
    for paragraph in text[:LONGEST].split("\n"):
        if top + spacing > room.bottom():
            break
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while top + spacing <= room.bottom():
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            line.setPosition(QPointF(room.left(), top))
            top += spacing
        layout.endLayout()
        found.append(layout)
    return found


def _paint_label(
    painter: QPainter,
    item: "AnnotationItem",
    metrics: QFontMetricsF,
    rect: QRectF,
    scale: float,
) -> None:
    if rect.width() < NARROW or not item.text:
        return
    title = metrics.elidedText(
        item.text, Qt.TextElideMode.ElideRight, rect.width() - INSET
    )
    height = max(metrics.height() + 4, TITLE * scale)
    inset = max(INSET * scale, INSET / 2)
    width = metrics.horizontalAdvance(title) + 2 * inset
    plate = QRectF(rect.left(), rect.top(), min(width, rect.width()), height)
    painter.setPen(item.look.theme.text)
    if scale < PLATE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(item.tones.solid)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(item.look.theme.on_color)
    painter.drawText(plate.adjusted(inset, 0, 0, 0), _FLAGS, title)


def _border(item: "AnnotationItem") -> QPen:
    if item.isSelected():
        return item.look.selected
    return item.look.hovered if item.is_hovered else item.tones.border


def _rounded_above(rect: QRectF) -> QPainterPath:
    path = QPainterPath(rect.bottomLeft())
    path.lineTo(rect.left(), rect.top() + RADIUS)
    path.quadTo(rect.topLeft(), QPointF(rect.left() + RADIUS, rect.top()))
    path.lineTo(rect.right() - RADIUS, rect.top())
    path.quadTo(rect.topRight(), QPointF(rect.right(), rect.top() + RADIUS))
    path.lineTo(rect.bottomRight())
    return path


_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextSingleLine
)
