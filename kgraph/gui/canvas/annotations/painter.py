"""How frames and notes look, at each level of detail."""

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
)

from kgraph.document.arranging.framing import TITLE

if TYPE_CHECKING:
    from kgraph.gui.canvas.annotations.item import AnnotationItem

FAR = 0.3  # scale under which corners are sharp
LEGIBLE = 0.45  # scale under which the text of a note is bars
NEAR = 0.8  # scale from which a title is as large as it is drawn
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
    if scale < LEGIBLE:
        _paint_greeked(painter, item)
        return
    painter.setPen(item.look.theme.text)
    for line in item.lines:
        line.draw(painter, QPointF(0, 0))


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


def _paint_greeked(painter: QPainter, item: "AnnotationItem") -> None:
    """Paints a bar for each line of text: somebody has written here."""
    for layout in item.lines:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number).naturalTextRect()
            third = line.height() / 3
            painter.fillRect(line.adjusted(0, third, 0, -third), item.tones.line)


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
