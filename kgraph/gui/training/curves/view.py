"""Losses and metrics of a run, drawn while it goes on, beside those of other runs."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kgraph.gui.saving import Saving
from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.bar import CurvesBar
from kgraph.gui.training.curves.items.legend import Entry, Legend
from kgraph.gui.training.curves.numbers import table
from kgraph.gui.training.curves.numbers.series import Series
from kgraph.gui.training.curves.numbers.told import RATE, Key, Told, recorded
from kgraph.gui.training.curves.pair import PlotPair
from kgraph.gui.training.curves.picture import picture
from kgraph.gui.training.curves.shown import Shown
from kgraph.messages import BatchesEnded, EpochEnded, Marked, TrainingBegan

if TYPE_CHECKING:
    from kgraph.runs import Epoch

LOW = 120  # pixels in which the curves need all the room
INTERVAL = 50  # milliseconds between two repaints: 20 a second is all the eye needs


class CurvesView(QWidget):
    """Choices above two plots.

    Events only fill buffers; a timer draws what is new, so that however fast batches
    end, the window has time for its user.
    """

    broken = Signal(str)
    """A sentence: some value was no number for the first time."""

    said = Signal(str, str)
    """What became of an export, and how severe that is."""

    overlay_removed = Signal(str)
    """Id of a run that the person no longer wants to see."""

    def __init__(
        self, theme: Theme, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._run = ""
        self._told = Told()
        self._overlays: dict[str, Shown] = {}
        self._known = 0
        self._growth = QTimer(self, singleShot=True, interval=0)
        self._growth.timeout.connect(self._show_structure)
        self.bar = CurvesBar(theme)
        self.runs = Legend("Runs", theme)
        self.clear = QToolButton(text="Clear", toolTip="Show this run alone")
        self.pair = PlotPair(theme)
        self.saving = Saving(self, "curves", self._take_down)
        self.saving.fill(self.bar.export.menu())
        self._arrange()
        self._connect()
        self._show_structure()

    def begin(self, event: TrainingBegan) -> None:
        """Forgets the last run, unless it is this one that goes on."""
        if event.first_step and event.run == self._run:
            self._told.go_on(event)
        else:
            self._told = Told(event.batches)
            self.pair.follow()
        self._run = event.run
        if self._overlays.pop(event.run, None) is not None:
            self.overlay_removed.emit(event.run)
        self._show_structure()

    def renumber(self, run: str) -> None:
        """Knows the run that is shown by another id."""
        self._run = run
        self._show_structure()

    def recall(
        self, run: str, epochs: "Iterable[Epoch]", batches: dict[str, list[float]]
    ) -> None:
        """Shows what a run told before this window was there; it may go on."""
        self._run, self._told = run, recorded(epochs, batches)
        self._show_structure()

    def add_batches(self, event: BatchesEnded) -> None:
        """Takes batch-level values in."""
        self._take(self._told.add_batches(event, self._clock()))

    def add_epoch(self, event: EpochEnded) -> None:
        """Takes epoch-level values in."""
        self._take(self._told.add_epoch(event))

    def add_mark(self, event: Marked) -> None:
        """Marks what happened."""
        self._told.add_mark(event)
        self._take([])

    def overlay(
        self,
        run: str,
        title: str,
        epochs: "Iterable[Epoch]",
        batches: dict[str, list[float]],
    ) -> None:
        """Draws the curves of another run over those of this one.

        Args:
            title: What its legend reads.
            batches: Name to one value per batch of the whole run.
        """
        used = {shown.number for id, shown in self._overlays.items() if id != run}
        number = next(n for n in range(1, len(used) + 2) if n not in used)
        self._overlays[run] = Shown(run, title, recorded(epochs, batches), number)
        self._show_structure()

    def remove_overlay(self, run: str) -> None:
        """Takes the curves of another run away; nothing if there are none."""
        if self._overlays.pop(run, None) is not None:
            self._show_structure()

    @property
    def overlays(self) -> tuple[str, ...]:
        """Ids of the other runs that are drawn."""
        return tuple(self._overlays)

    def draw(self) -> None:
        """Draws what is new, at once."""
        if self._growth.isActive():
            self._show_structure()
        self.pair.draw()

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._theme = theme
        for part in (self.bar, self.runs, self.pair):
            part.set_theme(theme)
        self._show_structure()

    def series(self, name: str, *, is_batch: bool = False) -> Series | None:
        """Returns the numbers of a curve, None if it has none yet."""
        if name == RATE:
            return self._told.rates if len(self._told.rates) else None
        return self._told.curves.get(Key(name, is_batch))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what there is no room for."""
        super().resizeEvent(event)
        self.bar.setVisible(self.height() >= LOW)
        self._share_room()

    def _runs(self) -> list[Shown]:
        """Returns what is drawn: this window's run if there is one, and others."""
        own = Shown("", f"this run {self._run}".rstrip(), self._told)
        others = list(self._overlays.values())
        return [own, *others] if self._told.curves or not others else others

    def _run_entries(self) -> list[Entry]:
        hidden = self.bar.choices.hidden_runs
        return [
            Entry(r.id, r.title, self._theme.curve(r.number), r.id not in hidden)
            for r in self._runs()
            if self._overlays
        ]

    def _show_structure(self) -> None:
        """Shows which curves there are, and how they are to be drawn."""
        self._growth.stop()
        self._known = self._told.count
        self.pair.show_runs(self._runs(), self.bar.choices)
        self.runs.show_entries(self._run_entries())
        for part in (self.runs, self.clear):
            part.setVisible(bool(self._overlays))
        self._share_room()

    def _take_down(self, kind: str) -> Callable[[], bytes]:
        """Returns what makes bytes of what is there now, whatever comes."""
        if kind == "csv":
            runs = [(shown.id or self._run, shown.told) for shown in self._runs()]
            return partial(table.csv, [table.points_of(*run) for run in runs])
        data = picture(kind, self.pair.shown, self._run_entries(), self._theme)
        return lambda: data

    def _share_room(self) -> None:
        self.bar.show_room(self.width(), has_two=self.pair.has_two)
        self.pair.share_room(self.bar.plot)

    def _take(self, broken: list[Key]) -> None:
        if self._told.count != self._known:
            self._growth.start()  # once for all that comes now, and not on its time
        if self._told.has_rate_changed:
            self.bar.show_rate()
        for key in broken:
            self.broken.emit(self._told.sentence(key))
        self.pair.draw_within(INTERVAL)

    def _switch(self, name: str, is_on: bool) -> None:
        hidden = self.bar.choices.hidden
        self.bar.choose(hidden=hidden - {name} if is_on else hidden | {name})

    def _switch_run(self, run: str, is_on: bool) -> None:
        hidden = self.bar.choices.hidden_runs
        self.bar.choose(hidden_runs=hidden - {run} if is_on else hidden | {run})

    def _clear(self) -> None:
        for run in self.overlays:
            self.remove_overlay(run)
            self.overlay_removed.emit(run)

    def _arrange(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 8, 0)
        above.addWidget(self.runs, 1)
        above.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.bar)
        layout.addLayout(above)
        layout.addWidget(self.pair, 1)

    def _connect(self) -> None:
        self.bar.chosen.connect(lambda _: self._show_structure())
        self.bar.follow_requested.connect(self.pair.follow)
        self.bar.plot_chosen.connect(self._share_room)
        self.saving.said.connect(self.said)
        self.pair.following_changed.connect(self.bar.show_following)
        self.clear.clicked.connect(self._clear)
        self.runs.switched.connect(self._switch_run)
        for plot in self.pair.plots:
            plot.legend.switched.connect(self._switch)
