"""The snowflake of a node whose layer does not train."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kgraph.gui.canvas.style import Style
from kgraph.gui.look import glyphs

SIZE = 15.0  # of the badge, in scene units
LARGEST = 1.8  # times that size, from afar
NEAR = 0.6  # scale from which the badge is no larger than that
FAR_SIGN = 44.0  # size of the snowflake on a block of colour
FARTHEST = 0.1  # scale under which a snowflake would be a dot


def paint_badge(painter: QPainter, look: Style, rect: QRectF, scale: float) -> None:
    """Paints a snowflake at the lower left corner; a larger one from afar."""
    size = SIZE * min(max(NEAR / scale, 1.0), LARGEST)
    middle = QPointF(rect.left() + 8, rect.bottom() - 1)
    painter.setPen(look.frozen_border)
    painter.setBrush(look.surface)
    painter.drawEllipse(middle, size / 2, size / 2)
    _paint_flake(painter, middle, size * 0.68, look.flake)


def paint_far_sign(painter: QPainter, look: Style, rect: QRectF, scale: float) -> None:
    """Paints a snowflake that can be seen where the node is but a block of colour."""
    if scale >= FARTHEST:
        _paint_flake(painter, rect.center(), FAR_SIGN, look.flake_far)


def _paint_flake(painter: QPainter, middle: QPointF, size: float, pen: QPen) -> None:
    scale = size / glyphs.SIZE
    corner = middle - QPointF(size / 2, size / 2)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(corner)
    painter.scale(scale, scale)
    painter.drawPath(glyphs.glyph("frozen"))
    painter.scale(1 / scale, 1 / scale)
    painter.translate(-corner)
