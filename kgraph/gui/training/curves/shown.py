"""How the curves of a plot are told apart, and what they say at the mouse."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt

from kgraph.gui.quantities import duration, measure
from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.items.flags import Flag, worth_showing
from kgraph.gui.training.curves.items.legend import Entry
from kgraph.gui.training.curves.items.lines import DASHES, Look
from kgraph.gui.training.curves.items.readout import Row
from kgraph.gui.training.curves.numbers.series import Series
from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.gui.training.curves.numbers.told import RATE, VALIDATION, Key, Told


@dataclass(frozen=True)
class Shown:
    """A run among those that are drawn.

    Attributes:
        id: Empty for the run of this window.
        number: Of its colour.
    """

    id: str
    title: str
    told: Told
    number: int = 0


@dataclass(frozen=True)
class Scene:
    """What a plot shows, and how; a single run by the colours of its values, several
    by a colour each and a dash pattern for each value.

    Attributes:
        has: Whether values of a name belong into the plot.
        has_rates: Whether the learning rate does.
    """

    runs: Sequence[Shown]
    choices: Choices
    theme: Theme
    has: Callable[[str], bool]
    has_rates: bool

    @cached_property
    def names(self) -> list[str]:
        """The values, in the order in which they were heard of."""
        found = (key.name for run in self.runs for key in run.told.curves)
        return [name for name in dict.fromkeys(found) if self.has(name)]

    @property
    def curves(self) -> dict[tuple[str, Key], Series]:
        """All curves of the plot, by run and value."""
        return {
            (run.id, key): series
            for run in self.runs
            for key, series in run.told.curves.items()
            if self.has(key.name)
        }

    @property
    def shows_rates(self) -> bool:
        """Whether the learning rate is drawn."""
        return self._knows_rates and RATE not in self.choices.hidden

    @property
    def rates(self) -> Told | None:
        """The run whose learning rate is drawn."""
        return self.runs[0].told if self.shows_rates else None

    def is_on(self, run: str, key: Key) -> bool:
        """Whether a curve is drawn."""
        choices = self.choices
        is_wanted = choices.has_batches or not key.is_batch
        is_hidden = key.name in choices.hidden or run in choices.hidden_runs
        return is_wanted and not is_hidden

    def smoothing(self, run: str, key: Key) -> float:
        """Returns how much a curve is smoothed; epochs only where no batches are seen.

        The few points of epochs would lag far behind the batches that they sum up.
        """
        curves, batches = self.curves, key._replace(is_batch=True)
        has_batches = (run, batches) in curves and self.is_on(run, batches)
        is_smoothed = key.is_batch or not has_batches
        return self.choices.smoothing if is_smoothed else 0.0

    def look(self, run: str, key: Key) -> Look:
        """Returns how a curve is drawn."""
        number = self.names.index(key.name)
        by_name = len(self.runs) == 1
        of_run = next(shown.number for shown in self.runs if shown.id == run)
        return Look(
            color=self.theme.curve(number if by_name else of_run),
            dash=number // len(self.theme.curves) if by_name else number,
            ground=self.theme.surface if key.name.startswith(VALIDATION) else None,
            is_thin=key.is_batch,
        )

    def entries(self) -> Iterator[Entry]:
        """Returns what the legend reads."""
        by_name, hidden = len(self.runs) == 1, self.choices.hidden
        for name in self.names:
            look = self.look(self.runs[0].id, Key(name))
            yield Entry(
                id=name,
                text=name,
                color=look.color if by_name else self.theme.text,
                is_on=name not in hidden,
                is_ring=look.ground is not None,
                dash=None if by_name and not look.dash else DASHES[look.dash % 4],
            )
        if self._knows_rates:
            is_on, dash = RATE not in hidden, Qt.PenStyle.DashLine
            muted = self.theme.muted
            yield Entry(RATE, "learning rate", muted, is_on, dash=dash)

    def flags(self) -> list[Flag]:
        """Returns what happened in the run of this window."""
        run = next((run for run in self.runs if not run.id), None)
        if run is None:
            return []
        unit, line = self.choices.unit, run.told.timeline
        flags = [
            Flag(line.place(mark.step, unit), mark.kind, mark.text)
            for mark in worth_showing(run.told.marks, self.choices)
        ]
        for (_, key), series in self.curves.items():
            if series.broken_at is not None:
                text = f"{key.name} is no number from here"
                flags.append(Flag(line.place(series.broken_at, unit), "broken", text))
        return sorted(flags)

    def place_in_words(self, x: float) -> str:
        """Returns where on the x axis that is, in all units."""
        line = self.runs[0].told.timeline
        step = min(line.step_at(x, self.choices.unit), self.runs[0].told.last_step)
        epoch = line.place(step, Unit.EPOCH)
        time = duration(line.place(step, Unit.TIME))
        return f"epoch {epoch:.2f} · step {step:.0f} · {time}"

    def rows(self, x: float) -> Iterator[Row]:
        """Returns the values of all curves that are on."""
        for run in self.runs:
            told = run.told
            step = min(told.timeline.step_at(x, self.choices.unit), told.last_step)
            for name in self.names:
                key, by_batch = Key(name), Key(name, is_batch=True)
                values = [_value(told.curves.get(k), step) for k in (key, by_batch)]
                if any(values) and self.is_on(run.id, key):
                    look = self.look(run.id, key)
                    said = name if len(self.runs) == 1 else f"{run.title}  {name}"
                    yield Row(look.color, look.ground is not None, said, *values)
        if self.rates is not None:
            rate = _value(
                self.rates.rates, self.rates.timeline.step_at(x, self.choices.unit)
            )
            yield Row(self.theme.muted, False, "learning rate", rate)

    @property
    def _knows_rates(self) -> bool:
        return self.has_rates and bool(self.runs and len(self.runs[0].told.rates))


def _value(series: Series | None, step: float) -> str:
    value = None if series is None else series.value_at(step)
    return "" if value is None else measure(value)
