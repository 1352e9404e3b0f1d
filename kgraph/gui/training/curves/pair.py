"""Two plots above the same x axis: what is seen of it, in both at once."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.bar import NARROW
from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.gui.training.curves.numbers.told import is_loss
from kgraph.gui.training.curves.plot import Plot
from kgraph.gui.training.curves.shown import Shown

AT_ONCE = 15  # milliseconds, where the person moves the curves
STEP = 0.1  # of what is seen, that an arrow key moves it
ROOM = 0.01  # of the x axis, behind the last point
SCALES = ((10_800, 3600, "hour"), (180, 60, "minute"), (0, 1, "second"))


class PlotPair(QWidget):
    """Losses and metrics beside each other, or one of them where there is no room.

    They follow what is new until the person zooms or pans; then they stay, until they
    are asked to follow again.
    """

    following_changed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(focusPolicy=Qt.FocusPolicy.StrongFocus)
        self._runs: list[Shown] = []
        self._choices = Choices()
        self._is_following = True
        self._is_behind = False
        self._range = (0.0, 1.0)
        self._chosen = 0
        self._waiting: list[Plot] = []
        self._is_stale = False
        self.losses = Plot("Loss", theme, is_loss, has_rates=True)
        self.metrics = Plot("Metrics", theme, is_metric, has_rates=False)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw_next)
        self.setMinimumWidth(1)  # one plot is left out where both have no room
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 8, 2)
        for plot in self.plots:
            layout.addWidget(plot, 1)
            plot.taken.connect(self.look_at)
            plot.follow_requested.connect(self.follow)
            plot.pointed.connect(self._point_at)

    @property
    def plots(self) -> tuple[Plot, Plot]:
        """Both of them."""
        return self.losses, self.metrics

    @property
    def shown(self) -> list[Plot]:
        """Those that can be seen."""
        return [plot for plot in self.plots if not plot.isHidden()]

    @property
    def has_two(self) -> bool:
        """Whether there are losses and metrics."""
        return all(plot.scene.names for plot in self.plots)

    @property
    def is_following(self) -> bool:
        """Whether the axes follow what is new; not once the person has zoomed."""
        return self._is_following

    @property
    def is_behind(self) -> bool:
        """Whether averages still lag behind the curves."""
        return self._is_behind

    @property
    def is_drawing(self) -> bool:
        """Whether something will be drawn soon."""
        return self._timer.isActive()

    def show_runs(self, runs: list[Shown], choices: Choices) -> None:
        """Takes the runs to draw, and how; to be called when either has changed."""
        if choices.unit is not self._choices.unit:
            self.follow()  # a place of one axis is none of the other
        self._runs, self._choices = runs, choices
        for plot in self.plots:
            plot.show_runs(runs, choices)
        self.share_room(self._chosen)

    def share_room(self, chosen: int) -> None:
        """Shows the metrics if there are any, and one plot where two have no room.

        Args:
            chosen: Number of the plot that is shown alone.
        """
        self._chosen = chosen
        is_narrow = self.width() < NARROW
        for number, plot in enumerate(self.plots):
            has_room = not is_narrow or number == chosen
            has_names = bool(plot.scene.names)
            is_alone = has_names or (
                plot is self.losses and not self.metrics.scene.names
            )
            plot.setVisible(has_room if self.has_two else is_alone)
        self.draw_within(AT_ONCE)

    def follow(self) -> None:
        """Shows all again, and what is new."""
        self._set_following(True)

    def look_at(self, left: float, right: float) -> None:
        """Shows what the person has chosen to see, and follows no more."""
        self._range = (left, right)
        self._set_following(False)

    def draw(self) -> None:
        """Draws what is new, at once."""
        self._begin_frame()
        while self._waiting:
            self._draw_one()

    def _draw_next(self) -> None:
        """Draws one of the plots: both at once would hold up the window for longer."""
        if not self._waiting:
            self._begin_frame()
        self._draw_one()
        if self._waiting:
            self._timer.start(0)
        elif self._is_stale:
            self.draw_within(AT_ONCE)

    def _begin_frame(self) -> None:
        if self._is_following:
            self._range = (0.0, self._end())
        self._is_behind = self._is_stale = False
        self._waiting = self.shown

    def _draw_one(self) -> None:
        plot = self._waiting.pop(0)
        plot.show_unit(*_scale(self._choices.unit, self._range[1]))
        lags = plot.draw(*self._range, is_following=self._is_following)
        self._is_behind = self._is_behind or lags
        if self._is_behind and not self._waiting:
            self.draw_within(AT_ONCE)

    def draw_within(self, milliseconds: int) -> None:
        """Sees to it that what is new is drawn so soon, once it can be seen."""
        self._is_stale = bool(self._waiting)  # the plots before know nothing of it
        left = self._timer.remainingTime()  # less than 0 while it does not run
        if self.isVisible() and not 0 <= left <= milliseconds:
            self._timer.start(milliseconds)

    def set_theme(self, theme: Theme) -> None:
        """Colours the plots anew."""
        for plot in self.plots:
            plot.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what came while nobody looked."""
        super().showEvent(event)
        self.draw_within(AT_ONCE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pans with arrows, zooms with plus and minus, follows with Home."""
        left, right = self._range
        step = STEP * (right - left)
        match event.key():
            case Qt.Key.Key_Home:
                self.follow()
            case Qt.Key.Key_Left:
                self.look_at(left - step, right - step)
            case Qt.Key.Key_Right:
                self.look_at(left + step, right + step)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.look_at(left + step, right - step)
            case Qt.Key.Key_Minus:
                self.look_at(left - step, right + step)
            case _:
                super().keyPressEvent(event)

    def _set_following(self, is_following: bool) -> None:
        if is_following != self._is_following:
            self._is_following = is_following
            self.following_changed.emit(is_following)
        self.draw_within(AT_ONCE)

    def _end(self) -> float:
        """Returns where the longest of the runs is."""
        unit = self._choices.unit
        told = [
            run.told for run in self._runs if run.id not in self._choices.hidden_runs
        ]
        ends = (t.timeline.place(t.last_step, unit) for t in told)
        return max(ends, default=0.0) * (1 + ROOM) or 1.0

    def _point_at(self, x: Any) -> None:
        for plot in self.shown:
            plot.point_at(x)


def is_metric(name: str) -> bool:
    """Whether a value of the log belongs among the metrics."""
    return not is_loss(name)


def _scale(unit: Unit, end: float) -> tuple[str, float]:
    """Returns what an axis counts, in words, and how much of it one place is."""
    if unit is not Unit.TIME:
        return unit.value.lower(), 1.0
    return next((word, 1 / size) for least, size, word in SCALES if end >= least)
