"""How a node looks from afar: a block of colour, and a sign where it is special."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from kgraph.gui.canvas.changes import marks
from kgraph.gui.canvas.nodes import frost

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.node_item import NodeItem

FAR = 0.28  # scale under which a node is a block of its category's colour


def paint_far(painter: QPainter, item: "NodeItem", scale: float) -> None:
    """Paints a block of colour that stands for a node."""
    card, look, rect = item.card, item.look, item.card_rect()
    painter.fillRect(rect, _brush(item))
    if card.frozen:
        frost.paint_far_sign(painter, look, rect, scale)
    if card.change:
        marks.paint_far_sign(painter, look, rect, card.change)
    if card.severity:
        _paint_exclamation(painter, item)
    pen = _pen(item)
    if pen is not None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def _brush(item: "NodeItem") -> QBrush:
    """Returns the colour of what matters most about a node."""
    card, look = item.card, item.look
    if card.severity:
        return look.problem(card.severity).brush()
    if item.isSelected():
        return look.selected.brush()
    if card.change:
        return marks.ground(look, card.change, is_far=True)
    if card.heat is not None:
        return look.heat(card.heat, is_far=True)
    if card.frozen:
        return look.frozen_far
    return look.tint(card.category).far


def _paint_exclamation(painter: QPainter, item: "NodeItem") -> None:
    """Paints the mark that tells a problem from a category of a like colour."""
    middle, color = item.card_rect().center(), item.look.theme.on_color
    for top, height in ((-19.0, 24.0), (11.0, 8.0)):
        painter.fillRect(QRectF(middle.x() - 4.0, middle.y() + top, 8.0, height), color)


def _pen(item: "NodeItem") -> QPen | None:
    """Returns what is drawn around a block that is special."""
    if item.is_found:
        return item.look.found_far
    if item.isSelected():
        return item.look.selected_far
    return item.look.problem_far if item.card.severity else None
