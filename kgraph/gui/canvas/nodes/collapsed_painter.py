"""How a node looks of which no more than the title is shown: one line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from kgraph.gui.canvas.nodes.node_texts import PADDING, fitting
from kgraph.gui.look import glyphs

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.node_item import NodeItem

GAP = 8.0
SHARE = 0.8  # of the glyph's size in a node that is shown whole


class Line:
    """The type of a node and its name beside it, laid out once."""

    def __init__(self, item: "NodeItem") -> None:
        card, look = item.card, item.look
        left = PADDING + glyphs.SIZE * SHARE + GAP
        right = item.width - PADDING
        middle = item.height / 2
        metrics = look.title_metrics
        used = metrics.horizontalAdvance(card.type)
        self._type = fitting(metrics, card.type, right - left)
        rest = right - left - used - GAP
        self._name = fitting(look.text_metrics, card.name, rest)
        far = QFontMetricsF(look.line_title)
        self._headline = fitting(far, card.type, right - left)
        self._headline_place = QPointF(left, middle - far.height() / 2)
        self._glyph_place = QPointF(PADDING, middle - glyphs.SIZE * SHARE / 2)
        self._type_place = QPointF(left, middle - metrics.height() / 2)
        self._name_place = QPointF(
            left + used + GAP, middle - look.text_metrics.height() / 2 + 1
        )

    def paint(
        self, painter: QPainter, item: "NodeItem", glyph: str, is_near: bool
    ) -> None:
        """Paints the glyph and the title; the name from near, larger text from afar."""
        look = item.look
        painter.setPen(look.tint(item.card.category).line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.translate(self._glyph_place)
        painter.scale(SHARE, SHARE)
        painter.drawPath(glyphs.glyph(glyph))
        painter.restore()
        painter.setPen(look.theme.text)
        if not is_near:
            painter.setFont(look.line_title)
            painter.drawStaticText(self._headline_place, self._headline)
            return
        painter.setFont(look.title)
        painter.drawStaticText(self._type_place, self._type)
        painter.setFont(look.text)
        painter.setPen(look.theme.muted)
        painter.drawStaticText(self._name_place, self._name)
