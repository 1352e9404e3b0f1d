"""How what came, went and changed is painted: by a colour, a sign and a line."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from kgraph.document.comparing import Kind
from kgraph.gui.canvas.style import Style, mixed
from kgraph.gui.theme import Theme

SIGNS: dict[Kind, str] = {"added": "+", "removed": "\N{MINUS SIGN}", "changed": "~"}
WIDTH = 2.2
SIZE = 20.0  # of a badge, in scene units
FAR_SIGN = 44  # pixels of the font, in scene units


def color(theme: Theme, kind: Kind) -> QColor:
    """Returns the colour that stands for a kind of change."""
    colors = {"added": theme.success, "removed": theme.error, "changed": theme.warning}
    return colors[kind]


def ground(look: Style, kind: Kind, *, is_far: bool = False) -> QBrush:
    """Returns what a node is filled with."""
    share = 0.55 if is_far else 0.14
    return QBrush(mixed(color(look.theme, kind), look.theme.surface, share))


def pen(look: Style, kind: Kind) -> QPen:
    """Returns what a node's border, or an edge, is drawn with."""
    is_gone = kind == "removed"
    line = Qt.PenStyle.DashLine if is_gone else Qt.PenStyle.SolidLine
    return QPen(color(look.theme, kind), WIDTH, line)


def paint_badge(painter: QPainter, look: Style, rect: QRectF, kind: Kind) -> None:
    """Paints a sign at the corner of a card that has no other badge."""
    corner = QRectF(rect.left() - 8, rect.top() - 8, SIZE, SIZE)
    painter.setPen(QPen(look.theme.window, 1.5))
    painter.setBrush(color(look.theme, kind))
    painter.drawEllipse(corner)
    painter.setPen(look.theme.on_color)
    painter.setFont(look.line_title)
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, SIGNS[kind])


def paint_far_sign(painter: QPainter, look: Style, rect: QRectF, kind: Kind) -> None:
    """Paints a sign that can be read where the node is but a block of colour."""
    font = painter.font()
    font.setPixelSize(FAR_SIGN)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(look.theme.text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, SIGNS[kind])
