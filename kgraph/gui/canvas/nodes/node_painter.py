"""How a node looks from its card, at each level of detail but the farthest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from kgraph.gui.canvas.changes import marks
from kgraph.gui.canvas.nodes import frost
from kgraph.gui.canvas.nodes.collapsed_painter import Line
from kgraph.gui.canvas.nodes.node_texts import PADDING, TILE, Texts
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.style import RADIUS, mixed
from kgraph.gui.look import glyphs

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.node_item import NodeItem

MIDDLE = 0.42  # scale from which there are two lines: type, shape and parameters
NEAR = 0.6  # scale from which there is all text
DOT = 4.0
WARNING = QPolygonF([QPointF(8.5, -2.5), QPointF(19.0, 16.5), QPointF(-2.0, 16.5)])


def lay_out(item: "NodeItem") -> Texts | Line:
    """Lays out what a node says."""
    return Line(item) if item.card.is_collapsed else Texts(item)


def paint(
    painter: QPainter, item: "NodeItem", texts: Texts | Line, scale: float
) -> None:
    """Paints the card, its ports and its badges; from afar fewer and larger texts."""
    _paint_ground(painter, item)
    if isinstance(texts, Line):
        texts.paint(painter, item, _glyph(item), scale >= NEAR)
    else:
        _paint_inside(painter, item, texts, scale)
    for port in filter(PortItem.isVisible, (*item.inputs, *item.outputs)):
        _paint_port(painter, item, port)
    if scale >= NEAR or item.card.change:
        _paint_badges(painter, item)
    if item.card.frozen:
        frost.paint_badge(painter, item.look, item.card_rect(), scale)


def _paint_inside(
    painter: QPainter, item: "NodeItem", texts: Texts, scale: float
) -> None:
    _paint_tile(painter, item)
    if scale >= NEAR:
        _paint_texts(painter, item, texts)
    elif scale >= MIDDLE:
        _paint_lines(painter, item, texts)
    else:
        painter.setFont(texts.headline_font)
        painter.setPen(item.look.theme.text)
        painter.drawStaticText(texts.headline_place, texts.headline)


def _paint_ground(painter: QPainter, item: "NodeItem") -> None:
    look, rect, radius = item.look, item.card_rect(), _radius(item)
    painter.setPen(Qt.PenStyle.NoPen)
    for grow, brush in zip((3.0, 1.5), look.shadow, strict=True):
        painter.setBrush(brush)
        spread = rect.adjusted(-grow / 2, 1, grow / 2, grow + 0.5)
        painter.drawRoundedRect(spread, radius + 1, radius + 1)
    if item.isSelected():
        painter.setPen(look.glow)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
    if item.is_found:
        painter.setPen(look.found)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), radius + 6, radius + 6)
    painter.setBrush(_ground(item))
    painter.setPen(_border(item))
    painter.drawRoundedRect(rect, radius, radius)
    if item.card.heat:
        _paint_share(painter, item, item.card.heat)
    if item.card.calls > 1:
        painter.setPen(look.ring_lit if item.is_sibling else look.ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), radius + 4, radius + 4)


def _ground(item: "NodeItem") -> QBrush:
    look = item.look
    if item.card.change:
        return marks.ground(look, item.card.change)
    if item.card.heat is not None:
        return look.heat(item.card.heat)
    if item.card.frozen:
        return look.frozen
    is_end = item.card.form in ("input", "output")
    return look.tint(_category(item)).ground if is_end else look.surface


def _paint_share(painter: QPainter, item: "NodeItem", heat: float) -> None:
    """Paints a bar as long as the share of the dearest node's cost."""
    rect, radius = item.card_rect(), _radius(item)
    length = (rect.width() - 2 * radius) * heat**2
    painter.fillRect(
        QRectF(radius, rect.bottom() - 4, max(length, 1.0), 2.5),
        mixed(item.look.theme.error, item.look.theme.warning, heat),
    )


def _border(item: "NodeItem") -> QPen:
    look = item.look
    if item.card.severity:
        pen = QPen(item.look.problem(item.card.severity))
        if item.card.form == "placeholder":
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen
    if item.isSelected():
        return look.selected
    if item.card.change:
        return marks.pen(look, item.card.change)
    if item.card.form == "placeholder":
        return look.unknown
    if item.is_hovered or item.invites:
        return look.hovered
    if item.card.frozen:
        return look.frozen_border
    is_end = item.card.form in ("input", "output")
    return look.tint(_category(item)).border if is_end else look.border


def _paint_tile(painter: QPainter, item: "NodeItem") -> None:
    tint = item.look.tint(_category(item))
    top = item.outline.body + 11
    rect = QRectF(PADDING, top, TILE, TILE)
    is_end = item.card.form in ("input", "output")
    radius = TILE / 2 if is_end else 7.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint.tile)
    painter.drawRoundedRect(rect, radius, radius)
    inset = (TILE - glyphs.SIZE) / 2
    painter.setPen(tint.line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(PADDING + inset, top + inset)
    painter.drawPath(glyphs.glyph(_glyph(item)))
    painter.translate(-PADDING - inset, -top - inset)


def _paint_texts(painter: QPainter, item: "NodeItem", texts: Texts) -> None:
    look = item.look
    title, name, parameters, shape = texts.places
    painter.setFont(look.title)
    painter.setPen(look.theme.text)
    painter.drawStaticText(title, texts.title)
    painter.setFont(look.text)
    painter.drawStaticText(shape, texts.shape)
    painter.setPen(look.theme.muted)
    painter.drawStaticText(name, texts.name)
    painter.drawStaticText(parameters, texts.parameters)
    painter.setFont(look.small)
    for place, label in texts.labels:
        painter.drawStaticText(place, label)


def _paint_lines(painter: QPainter, item: "NodeItem", texts: Texts) -> None:
    look = item.look
    for font, color, line in zip(
        (texts.line_font, look.line, look.line),
        (look.theme.text, look.theme.text, look.theme.muted),
        texts.lines,
        strict=True,
    ):
        place, text = line
        painter.setFont(font)
        painter.setPen(color)
        painter.drawStaticText(place, text)


def _paint_port(painter: QPainter, item: "NodeItem", port: PortItem) -> None:
    look = item.look
    is_lit = port.hovered or item.invites is port
    is_taken = bool(port.connected_pipes)
    is_small = port.place is not None and port.place.is_spare
    radius = DOT + 2 if is_lit else DOT - 1.2 if is_small else DOT
    if is_lit:
        painter.setPen(look.selected)
        painter.setBrush(look.theme.accent)
    elif port.place is not None and port.place.key in item.card.faults:
        pen = _fault_pen(item, port.place.key)
        painter.setPen(pen)
        painter.setBrush(pen.color() if is_taken else look.surface)
    elif is_taken:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.edge)
    else:
        painter.setPen(QPen(look.theme.muted, 1.4 if not is_small else 1.0))
        painter.setBrush(look.window if is_small else look.surface)
    painter.drawEllipse(port.pos(), radius, radius)


def _paint_badges(painter: QPainter, item: "NodeItem") -> None:
    look = item.look
    if item.card.severity:
        corner = QRectF(item.width - 12, -8, 17, 17)
        color = look.problem(item.card.severity).color()
        _paint_badge(painter, item, corner, "!", color, _sign(item))
    if item.card.change:
        marks.paint_badge(painter, look, item.card_rect(), item.card.change)
    if item.card.calls > 1:
        text = f"×{item.card.calls}"
        width = look.small_metrics.horizontalAdvance(text) + 12
        corner = QRectF(item.width - width - 8, item.height - 5, width, 15)
        _paint_badge(painter, item, corner, text, look.theme.accent)


def _sign(item: "NodeItem") -> QPolygonF | None:
    """Returns the triangle of a warning; an error is round, as everywhere."""
    return None if item.card.severity == "error" else WARNING


def _paint_badge(
    painter: QPainter,
    item: "NodeItem",
    rect: QRectF,
    text: str,
    color: object,
    sign: QPolygonF | None = None,
) -> None:
    radius = rect.height() / 2
    painter.setPen(QPen(item.look.theme.window, 1.5))
    painter.setBrush(color)
    if sign is None:
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.drawPolygon(sign.translated(rect.topLeft()))
    painter.setPen(item.look.theme.on_color)
    painter.setFont(item.look.badge)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _fault_pen(item: "NodeItem", key: tuple[str, int]) -> QPen:
    return item.look.problem(item.card.faults[key].severity)


def _radius(item: "NodeItem") -> float:
    return RADIUS * 2.6 if item.card.form in ("input", "output") else RADIUS


def _category(item: "NodeItem") -> str:
    return item.card.category


def _glyph(item: "NodeItem") -> str:
    if item.card.form == "output":
        return "output"
    return item.card.category or "unknown"
