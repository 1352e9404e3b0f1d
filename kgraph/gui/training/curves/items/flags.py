"""What happened in a run, as small flags at the top of a plot."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.choices import Choices
from kgraph.messages import Marked

APART = 7  # pixels between two flags of a kind that can be told apart
NEAR = 5  # pixels from the mouse to a flag that it points at
BESIDE = 10  # pixels from a flag to its text
FEWEST = 3  # letters of a name that still tell something
ROLES = {
    "stage": "text",
    "rate": "accent",
    "epochs": "muted",
    "best": "success",
    "pause": "muted",
    "resume": "muted",
    "checkpoint": "muted",
    "broken": "error",
}


class Flag(NamedTuple):
    """A place of the x axis and what happened there."""

    x: float
    kind: str
    text: str


def worth_showing(marks: Sequence[Marked], choices: Choices) -> list[Marked]:
    """Returns the marks that tell something: of all best epochs only the last.

    The learning rate that a run begins with is no event.

    Example:

    >>> first, last = Marked("best", 10, "loss 2"), Marked("best", 20, "loss 1")
    >>> worth_showing([first, last], Choices()) == [last]
    True
    """
    if not choices.has_marks:
        return []
    best = max((i for i, mark in enumerate(marks) if mark.kind == "best"), default=-1)
    return [
        mark
        for i, mark in enumerate(marks)
        if (mark.kind != "best" or i == best)
        and (mark.kind != "rate" or mark.step)
        and (mark.kind != "checkpoint" or choices.has_checkpoints)
    ]


class FlagsItem(pg.GraphicsObject):
    """Draws the flags, of each kind no more than can be told apart."""

    def __init__(self, view: pg.ViewBox, theme: Theme) -> None:
        super().__init__()
        self._view = view
        self._theme = theme
        self._flags: list[Flag] = []
        self.setZValue(-1)

    def show_flags(self, flags: Iterable[Flag]) -> None:
        """Takes flags in the order of their places."""
        flags = list(flags)
        if flags != self._flags:
            self._flags = flags
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Colours the flags anew."""
        self._theme = theme
        self.update()

    def texts_at(self, x: float) -> list[str]:
        """Returns what happened where the mouse points at."""
        reach = NEAR * self._view.viewPixelSize()[0]
        return [flag.text for flag in self._flags if abs(flag.x - x) <= reach]

    def boundingRect(self) -> QRectF:
        """Is as large as what is seen."""
        return self._view.viewRect()

    def viewRangeChanged(self) -> None:
        """Moves with what is seen."""
        self.prepareGeometryChange()
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draws in pixels, whatever the scale."""
        seen, transform = self._view.viewRect(), painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        last: dict[str, float] = {}
        shown = [f for f in self._flags if seen.left() <= f.x <= seen.right()]
        for flag in shown:
            top = transform.map(QPointF(flag.x, seen.bottom()))
            bottom = transform.map(QPointF(flag.x, seen.top()))
            if top.x() - last.get(flag.kind, -APART) >= APART:
                last[flag.kind] = top.x()
                self._draw(painter, flag, top, bottom)
        self._write_stages(painter, [f for f in shown if f.kind == "stage"], transform)
        painter.restore()

    def _write_stages(
        self, painter: QPainter, stages: Sequence[Flag], transform: QTransform
    ) -> None:
        """Writes names as far as the next stage, so that none lies over another."""
        seen = self._view.viewRect()
        painter.setPen(QColor(self._theme.muted))
        places = [transform.map(QPointF(flag.x, seen.bottom())) for flag in stages]
        ends = [*(place.x() for place in places[1:]), self._right(transform)]
        for flag, place, end in zip(stages, places, ends, strict=False):
            room = end - place.x() - BESIDE
            text = shortened(flag.text, room, QFontMetricsF(painter.font()))
            painter.drawText(place + QPointF(BESIDE, 11), text)

    def _right(self, transform: QTransform) -> float:
        seen = self._view.viewRect()
        return transform.map(QPointF(seen.right(), seen.bottom())).x()

    def _draw(
        self, painter: QPainter, flag: Flag, top: QPointF, bottom: QPointF
    ) -> None:
        color = QColor(getattr(self._theme, ROLES[flag.kind]))
        is_seam = flag.kind in ("stage", "broken")
        faint = QColor(color)
        faint.setAlpha(110 if is_seam else 60)
        style = Qt.PenStyle.SolidLine if is_seam else Qt.PenStyle.DotLine
        painter.setPen(QPen(faint, 1, style))
        painter.drawLine(top, bottom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(_pennant(top))


def shortened(text: str, room: float, metrics: QFontMetricsF) -> str:
    """Returns what fits of a text: all, its beginning, or nothing."""
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return short if short == text or len(short) > FEWEST else ""


def _pennant(top: QPointF) -> QPolygonF:
    return QPolygonF([top, top + QPointF(7, 3.5), top + QPointF(0, 7)])
