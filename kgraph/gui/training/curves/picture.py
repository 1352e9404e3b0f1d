"""Curves as a picture: what is seen of them, with its legend."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from kgraph.gui import saving
from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.items.legend import Entry, draw_spot
from kgraph.gui.training.curves.plot import Plot

MARGIN = 12
SPOT = 20  # and what is between it and its name
FAR = 1000.0  # wider than any name
APART = 14  # between two names


def picture(
    kind: str, plots: Sequence[Plot], runs: Sequence[Entry], theme: Theme
) -> bytes:
    """Returns the plots as they are seen.

    Args:
        kind: `png` or `svg`.
        runs: What the legend of runs reads; empty for none.
    """
    page = _page(plots, runs, theme)
    if kind == "png":
        return saving.png(page.size, partial(_paint, page))
    return saving.svg(page.size, partial(_paint, page), "Curves of runs")


class _Legend(NamedTuple):
    """A title, and entries with the places of their spots."""

    title: str
    entries: list[tuple[QPointF, Entry]]
    height: float


def _legend(title: str, entries: Iterable[Entry], width: float) -> _Legend:
    """Puts a title and entries into rows of a width."""
    measure = QFontMetricsF(QFont())
    row = measure.height() + 4
    x, y = measure.horizontalAdvance(title) + APART, 0.0
    placed = []
    for entry in entries:
        wide = SPOT + measure.horizontalAdvance(entry.text)
        if x + wide > width:
            x, y = 0.0, y + row
        placed.append((QPointF(x, y), entry))
        x += wide + APART
    return _Legend(title, placed, y + row)


class _Page(NamedTuple):
    """What is painted, and where."""

    plots: Sequence[Plot]
    legends: list[_Legend]
    runs: _Legend | None
    theme: Theme

    @property
    def top(self) -> float:
        """Where the legends of the plots begin."""
        return MARGIN + (self.runs.height if self.runs else 0)

    @property
    def ground(self) -> float:
        """Where the plots begin."""
        return self.top + max(legend.height for legend in self.legends)

    @property
    def size(self) -> QSize:
        wide = sum(plot.view.width() + MARGIN for plot in self.plots) + MARGIN
        high = self.ground + max(plot.view.height() for plot in self.plots) + MARGIN
        return QSize(wide, int(high))


def _page(plots: Sequence[Plot], runs: Sequence[Entry], theme: Theme) -> _Page:
    for plot in plots:
        plot.point_at(None)  # the mouse is no part of the picture
    legends = [
        _legend(plot.title, filter(_is_on, plot.scene.entries()), plot.view.width())
        for plot in plots
    ]
    wide = sum(plot.view.width() for plot in plots)
    return _Page(plots, legends, _legend("Runs", runs, wide) if runs else None, theme)


def _is_on(entry: Entry) -> bool:
    return entry.is_on


def _paint(page: _Page, painter: QPainter) -> None:
    painter.fillRect(QRectF(QPointF(), page.size.toSizeF()), page.theme.surface)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = float(MARGIN)
    if page.runs:
        _write(painter, QPointF(left, MARGIN), page.runs, page.theme)
    for plot, legend in zip(page.plots, page.legends, strict=True):
        _write(painter, QPointF(left, page.top), legend, page.theme)
        wide, high = plot.view.width(), plot.view.height()
        target = QRectF(left, page.ground, wide, high)
        plot.view.render(painter, target, plot.view.viewport().rect())
        left += wide + MARGIN


def _write(painter: QPainter, place: QPointF, legend: _Legend, theme: Theme) -> None:
    row = QFontMetricsF(QFont()).height() + 4
    painter.save()  # a brush that is left over would fill the curves
    painter.translate(place)
    painter.setPen(theme.text)
    painter.drawText(QRectF(0, 0, FAR, row), _CENTRED, legend.title)
    for at, entry in legend.entries:
        spot = QRectF(at.x(), at.y(), SPOT - 4, row)
        draw_spot(painter, spot, entry, theme)
        painter.setPen(theme.text)
        painter.drawText(QRectF(at.x() + SPOT, at.y(), FAR, row), _CENTRED, entry.text)
    painter.restore()


_CENTRED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
