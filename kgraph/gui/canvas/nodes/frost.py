"""How a node looks whose layer does not train: cool, with a snowflake."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from kgraph.gui.canvas.style import Style, mixed
from kgraph.gui.look import glyphs
from kgraph.gui.theme import Theme

ON_DARK, ON_LIGHT = QColor("#86c5ea"), QColor("#2878a8")
SIZE = 15.0  # of the badge, in scene units
NEAR = 0.6  # scale from which the badge is no larger than that
FAR_SIGN = 44.0  # size of the snowflake on a block of colour
FARTHEST = 0.1  # scale under which a snowflake would be a dot


def color(theme: Theme) -> QColor:
    """Returns the colour of ice."""
    return ON_DARK if theme.is_dark else ON_LIGHT


def ground(look: Style, *, is_far: bool = False) -> QBrush:
    """Returns what a node is filled with."""
    return QBrush(mixed(color(look.theme), look.theme.surface, 0.38 if is_far else 0.1))


def border(look: Style) -> QPen:
    """Returns what is drawn around a node."""
    return QPen(mixed(color(look.theme), look.theme.border, 0.55), 1.2)


def paint_badge(painter: QPainter, look: Style, rect: QRectF, scale: float) -> None:
    """Paints a snowflake at the lower left corner; a larger one from afar."""
    size = SIZE * min(max(NEAR / scale, 1.0), 1.8)
    middle = QPointF(rect.left() + 8, rect.bottom() - 1)
    painter.setPen(border(look))
    painter.setBrush(look.surface)
    painter.drawEllipse(middle, size / 2, size / 2)
    _paint_flake(painter, middle, size * 0.68, color(look.theme), 1.4)


def paint_far_sign(painter: QPainter, look: Style, rect: QRectF, scale: float) -> None:
    """Paints a snowflake that can be seen where the node is but a block of colour."""
    if scale >= FARTHEST:
        ink = mixed(color(look.theme), look.theme.text, 0.5)
        _paint_flake(painter, rect.center(), FAR_SIGN, ink, 1.6)


def _paint_flake(
    painter: QPainter, middle: QPointF, size: float, ink: QColor, width: float
) -> None:
    scale = size / glyphs.SIZE
    corner = middle - QPointF(size / 2, size / 2)
    painter.setPen(QPen(ink, width, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(corner)
    painter.scale(scale, scale)
    painter.drawPath(glyphs.glyph("frozen"))
    painter.scale(1 / scale, 1 / scale)
    painter.translate(-corner)
