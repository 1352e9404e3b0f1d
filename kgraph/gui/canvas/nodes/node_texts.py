"""The texts of a node, laid out once for all levels of detail."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from kgraph.gui.canvas.nodes.geometry import HEIGHT
from kgraph.gui.canvas.nodes.port_item import PortItem

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.node_item import NodeItem

PADDING = 9.0
TILE = 30.0


class Texts:
    """The texts of a card, laid out once."""

    def __init__(self, item: "NodeItem") -> None:
        card, look = item.card, item.look
        left = PADDING + TILE + 9
        right = item.width - PADDING - 2
        top = item.outline.body + 8
        parameters = static(card.parameters)
        shape = static(card.shape)
        beside = look.text_metrics.horizontalAdvance(card.parameters)
        below = look.text_metrics.horizontalAdvance(card.shape)
        gap = 8
        self.title = fitting(look.title_metrics, card.type, right - left - beside - gap)
        self.name = fitting(look.text_metrics, card.name, right - left - below - gap)
        self.parameters, self.shape = parameters, shape
        self.places = (
            QPointF(left, top),
            QPointF(left, top + 19),
            QPointF(right - beside, top + 2),
            QPointF(right - below, top + 19),
        )
        width = right - left
        self.headline_font = look.headline_for(card.type, width)
        metrics = QFontMetricsF(self.headline_font)
        self.headline = fitting(metrics, card.type, width)
        middle = item.outline.body + (HEIGHT - metrics.height()) / 2
        self.headline_place = QPointF(left, middle)
        self.line_font = look.line_title_for(card.type, width)
        room = QRectF(left, item.outline.body, width, HEIGHT)
        self.lines = _lines(item, room, QFontMetricsF(self.line_font))
        self.labels = [
            *_labels(
                item, item.inputs, [p.label for p in item.card.ports.inputs], True
            ),
            *_labels(item, item.outputs, list(item.card.ports.outputs), False),
        ]


def _lines(
    item: "NodeItem", room: QRectF, title: QFontMetricsF
) -> list[tuple[QPointF, QStaticText]]:
    """Lays out the type above the shape, and beside it the parameters that fit."""
    card, look = item.card, item.look
    small = QFontMetricsF(look.line)
    rest = room.width() - small.horizontalAdvance(card.parameters)
    fits = small.horizontalAdvance(card.shape) + 10 <= rest
    second = room.top() + 27
    return [
        (
            QPointF(room.left(), room.top() + 4),
            fitting(title, card.type, room.width()),
        ),
        (QPointF(room.left(), second), fitting(small, card.shape, room.width())),
        (
            QPointF(room.left() + rest, second),
            static(card.parameters if fits else ""),
        ),
    ]


def _labels(
    item: "NodeItem", ports: list[PortItem], labels: list[str], is_input: bool
) -> list[tuple[QPointF, QStaticText]]:
    metrics = item.look.small_metrics
    found = []
    for port, label in zip(ports, labels, strict=True):
        if not label:
            continue
        width, point = metrics.horizontalAdvance(label), port.pos()
        if item.direction == "down":
            place = point + QPointF(-width / 2, 5 if is_input else -19)
        else:
            place = point + QPointF(9 if is_input else -width - 9, -7)
        found.append((place, static(label)))
    return found


def fitting(metrics: QFontMetricsF, text: str, width: float) -> QStaticText:
    """Returns a text of at most this width, and at least of a letter's."""
    mode = Qt.TextElideMode.ElideRight
    return static(metrics.elidedText(text, mode, max(width, 12)))


def static(text: str) -> QStaticText:
    """Returns a plain text that is quickly painted again and again."""
    found = QStaticText(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return found
