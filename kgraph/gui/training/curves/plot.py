"""One plot: the curves of some values, of one run or several."""

from collections.abc import Callable
from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.items.axis import PlotAxis
from kgraph.gui.training.curves.items.flags import FlagsItem
from kgraph.gui.training.curves.items.legend import Legend
from kgraph.gui.training.curves.items.lines import Line, View
from kgraph.gui.training.curves.items.rate_axis import RateAxis
from kgraph.gui.training.curves.items.readout import Readout
from kgraph.gui.training.curves.numbers.told import Key
from kgraph.gui.training.curves.shown import Scene, Shown

AXIS, PADDING, SHARE = 60, 6, 3
"""Pixels below the curves and in a row of names; what part the names may take."""
SIDES = ("left", "bottom", "right")
BELOW, ABOVE = 0.05, 0.1  # of the range that is seen; above, there are flags


class Plot(QWidget):
    """Losses, or metrics, above the same x axis as the other plot.

    Args:
        has: Whether values of a name belong here.
        has_rates: Whether the learning rate does.
    """

    taken = Signal(float, float)
    """The person zoomed or panned; this is what is seen of the x axis."""

    follow_requested = Signal()
    """The person wants to see all again, and what is new."""

    pointed = Signal(object)
    """A place of the x axis; None where the mouse has left."""

    def __init__(
        self, title: str, theme: Theme, has: Callable[[str], bool], *, has_rates: bool
    ) -> None:
        super().__init__()
        self._scene = Scene((), Choices(), theme, has, has_rates)
        self._name = title
        self._lines: dict[tuple[str, Key], Line] = {}
        self.legend = Legend(title, theme)
        axes = {side: PlotAxis(side) for side in SIDES}
        self.view = pg.PlotWidget(axisItems=axes)
        self.view.setMinimumSize(1, 1)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are for both plots
        self.item = self.view.getPlotItem()
        self._box = self.item.getViewBox()
        self._box.setMenuEnabled(False)
        self._box.disableAutoRange()
        self.item.showGrid(x=True, y=True, alpha=0.12)
        self.item.hideButtons()
        for side in ("left", "bottom"):  # two levels of grid lines say enough
            self.item.getAxis(side).setStyle(maxTickLevel=1)
        self._flags = FlagsItem(self._box, theme)
        self._rates = RateAxis(self.item)
        self._cursor = pg.InfiniteLine()
        self._cursor.hide()
        for extra in (self._flags, self._cursor):
            self.item.addItem(extra, ignoreBounds=True)
        self._readout = Readout(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        layout.addWidget(self.view, 1)
        self._box.sigRangeChangedManually.connect(self._tell_taken)
        self.view.scene().sigMouseMoved.connect(self._point)
        self.view.viewport().installEventFilter(self)
        self.set_theme(theme)

    @property
    def title(self) -> str:
        """What it shows, and by what."""
        return self.legend.title

    @property
    def scene(self) -> Scene:
        """What is shown, and how."""
        return self._scene

    def show_runs(self, runs: list[Shown], choices: Choices) -> None:
        """Takes the runs to draw, and how; to be called when either has changed."""
        self._scene = replace(self._scene, runs=tuple(runs), choices=choices)
        wanted = self._scene.curves
        for place, line in list(self._lines.items()):
            if wanted.get(place) is not line.series:
                self._lines.pop(place).remove()
        for place, series in wanted.items():
            if place not in self._lines:
                self._lines[place] = Line(self.item, series)
        self.item.getAxis("left").setLogMode(y=choices.is_log)
        self._paint()

    def show_unit(self, word: str, scale: float) -> None:
        """Says what the x axis counts.

        Args:
            scale: What one of it is on the axis.
        """
        self.legend.title = f"{self._name} by {word}"
        self.item.getAxis("bottom").setScale(scale)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._scene = replace(self._scene, theme=theme)
        self.view.setBackground(theme.surface)
        for side in SIDES:
            axis = self.item.getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.muted)
        self._cursor.setPen(theme.muted, width=1)
        for part in (self._flags, self._rates, self.legend, self._readout):
            part.set_theme(theme)
        self._paint()

    def draw(self, left: float, right: float, *, is_following: bool) -> bool:
        """Draws what is new; whether averages still lag behind.

        Args:
            left, right: What is to be seen of the x axis.
            is_following: Whether the y axis follows the curves too.
        """
        scene = self._scene
        self._box.setXRange(left, right, padding=0)
        view = View(left, right, width=int(self._box.width()))
        lines = {told.id: told.told.timeline for told in scene.runs}
        extents: list[tuple[float, float]] = []
        is_behind = False
        for (run, key), line in self._lines.items():
            if scene.is_on(run, key):
                is_behind = line.follow() or is_behind
                extents += line.draw(lines[run], view, scene.choices)
        if is_following and extents:
            self._show_extent(extents)
        self._flags.show_flags(scene.flags())
        if scene.rates is not None:
            self._rates.draw(scene.rates, view, scene.choices)
        return is_behind

    def point_at(self, x: float | None) -> None:
        """Shows a line, and the values there; None takes both away."""
        is_there = x is not None and bool(self._scene.runs)
        self._cursor.setVisible(is_there)
        if x is None or not is_there:
            self._readout.hide()
            return
        self._cursor.setPos(x)
        at = self.view.mapFromScene(self._box.mapViewToScene(QPointF(x, 0))).x()
        events = self._flags.texts_at(x)
        said = self._scene.place_in_words(x)
        self._readout.tell(said, list(self._scene.rows(x)), events, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves most of the room to the curves."""
        super().resizeEvent(event)
        row = self.legend.fontMetrics().height() + PADDING
        self.legend.allow_rows(max(1, (self.height() - AXIS) // (SHARE * row)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears the mouse leave, and a double click."""
        match event.type():
            case QEvent.Type.Leave:
                self.pointed.emit(None)
            case QEvent.Type.MouseButtonDblClick:
                self.follow_requested.emit()
                return True
        return super().eventFilter(watched, event)

    def _point(self, place: QPointF) -> None:
        if self._box.sceneBoundingRect().contains(place):
            self.pointed.emit(self._box.mapSceneToView(place).x())
        else:
            self.pointed.emit(None)

    def _tell_taken(self) -> None:
        self.taken.emit(*self._box.viewRange()[0])

    def _show_extent(self, extents: list[tuple[float, float]]) -> None:
        low = min(low for low, _ in extents)
        high = max(high for _, high in extents)
        range = high - low or abs(high) or 1.0
        self._box.setYRange(low - BELOW * range, high + ABOVE * range, padding=0)

    def _paint(self) -> None:
        scene = self._scene
        for (run, key), line in self._lines.items():
            line.paint(scene.look(run, key), scene.smoothing(run, key))
            line.show(scene.is_on(run, key))
        self._rates.show(scene.shows_rates)
        self.legend.show_entries(scene.entries())
