"""One curve on the screen: a few thousand points of however many it has."""

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.numbers.series import Series
from kgraph.gui.training.curves.numbers.smoothing import Smoothed
from kgraph.gui.training.curves.numbers.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

Item = TypeVar("Item", bound=pg.GraphicsObject)

DOTS = 60  # as many points are told apart
FAINT = 70  # opacity of what lies behind its own average, of 255
DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)


class Look(NamedTuple):
    """How a curve is drawn.

    Attributes:
        dash: Number of its dash pattern.
        ground: What rings are filled with; None for full dots.
        is_thin: Whether it is of batches.
    """

    color: QColor
    dash: int = 0
    ground: QColor | None = None
    is_thin: bool = False


class View(NamedTuple):
    """What part of the x axis is seen, and on how many pixels."""

    left: float
    right: float
    width: int


class Line:
    """A series and the items that show it."""

    def __init__(self, plot: pg.PlotItem, series: Series) -> None:
        self.series = series
        self._plot = plot
        self._items: list[pg.GraphicsObject] = []
        self._has_dots = False
        self._smoothed: Smoothed | None = None

    @cached_property
    def _curve(self) -> "_CurveItem":
        return self._add(_CurveItem())

    @cached_property
    def _average(self) -> "_CurveItem":
        return self._add(_CurveItem())

    @cached_property
    def _dots(self) -> pg.ScatterPlotItem:
        return self._add(pg.ScatterPlotItem(size=5))

    def _add(self, item: Item) -> Item:
        """Adds an item when it is first needed: most lines do with one of the three."""
        self._plot.addItem(item, ignoreBounds=True)
        self._items.append(item)
        return item

    def remove(self) -> None:
        """Takes the items away."""
        for item in self._items:
            self._plot.removeItem(item)

    def paint(self, look: Look, smoothing: float) -> None:
        """Colours the curve; one that is averaged is faint behind its average."""
        is_averaged = smoothing > 0
        faint = QColor(look.color)
        faint.setAlpha(FAINT if is_averaged else 130 if look.is_thin else 255)
        width = 1 if look.is_thin else 2
        dash = DASHES[look.dash % len(DASHES)]
        level = 0 if look.is_thin else 2
        self._curve.setPen(faint, width=1 if is_averaged else width, style=dash)
        self._curve.setZValue(level)
        self._smooth(smoothing)
        if is_averaged:
            above = 1.5 if look.is_thin else 2.0
            self._average.setPen(look.color, width=above, style=dash)
            self._average.setZValue(level + 1)
        self._has_dots = not look.is_thin
        if self._has_dots:
            color = faint if is_averaged else look.color
            self._dots.setPen(color)
            self._dots.setBrush(look.ground or color)
            self._dots.setZValue(level + 1)

    def _smooth(self, weight: float) -> None:
        if weight > 0 and (self._smoothed is None or self._smoothed.weight != weight):
            self._smoothed = Smoothed(self.series, weight)
        elif weight == 0 and self._smoothed is not None:
            self._smoothed = None
            self._average.show_nothing()

    def show(self, is_shown: bool) -> None:
        """Switches the curve on or off."""
        for item in self._items:
            item.setVisible(is_shown)

    def follow(self) -> bool:
        """Averages some of what is new; whether there is more."""
        return self._smoothed is not None and self._smoothed.follow()

    def draw(
        self, timeline: Timeline, view: View, choices: Choices
    ) -> "Iterator[tuple[float, float]]":
        """Draws the part that is seen; yields what is lowest and highest in it."""
        x, y = points(self.series, timeline, view, choices)
        yield from self._curve.show_points(x, y)
        if self._has_dots:
            is_dot = np.isfinite(y) & (len(x) <= DOTS)
            self._dots.setData(x[is_dot], y[is_dot])
        if self._smoothed is not None:
            smooth = self._smoothed.series
            x, y = points(smooth, timeline, view, choices, is_smooth=True)
            yield from self._average.show_points(x, y)


def points(
    series: Series,
    timeline: Timeline,
    view: View,
    choices: Choices,
    *,
    is_smooth: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Returns what stands for a curve on so many pixels, in the plot's coordinates."""
    margin = (view.right - view.left) / 4  # there already when the person pans
    first = timeline.step_at(view.left - margin, choices.unit)
    last = timeline.step_at(view.right + margin, choices.unit)
    cells = max(view.width, 1)
    steps, y = series.window(first, last, cells, is_smooth=is_smooth)
    x = timeline.places(steps, choices.unit)
    if choices.is_log:
        with np.errstate(divide="ignore", invalid="ignore"):
            y = np.log10(np.where(y > 0, y, np.nan))
    return x, y


class _CurveItem(pg.PlotCurveItem):
    """A curve with gaps, which does not search its points for its bounds again."""

    def __init__(self) -> None:
        self._bounds: tuple[tuple[float | None, float | None], ...] = _NOWHERE
        super().__init__(connect="finite")

    def show_points(
        self, x: np.ndarray, y: np.ndarray
    ) -> "Iterator[tuple[float, float]]":
        """Takes points in the order of x; yields what is lowest and highest."""
        low = float(np.fmin.reduce(y, initial=np.inf))
        high = float(np.fmax.reduce(y, initial=-np.inf))
        if low > high:  # nothing but gaps
            self.show_nothing()
            return
        self._bounds = (float(x[0]), float(x[-1])), (low, high)
        self.setData(x, y)
        yield low, high

    def show_nothing(self) -> None:
        """Shows nothing."""
        self._bounds = _NOWHERE
        self.setData(np.empty(0), np.empty(0))

    def dataBounds(
        self, ax: int, *fraction_and_range: object
    ) -> tuple[float | None, float | None]:
        """Returns the ends of an axis."""
        return self._bounds[ax]


_NOWHERE = ((None, None), (None, None))
