"""A run as a table shows it: read and judged once, then compared and sorted often."""

from msgspec import Struct
from msgspec.structs import replace

from kgraph.runs import Epoch, Run
from kgraph.runs.comparing.finding import words_of
from kgraph.runs.comparing.settings import Settings, settings_of


class RunRow(Struct, frozen=True):
    """One run.

    Attributes:
        run: Without its epochs.
        epochs: How many it has.
        seconds: How long it was at work on them.
        best: The best of them; None if no value of it is a number.
        monitored: Name of the value that tells the best.
        words: All that it can be found by.
    """

    run: Run
    epochs: int
    seconds: float
    best: Epoch | None
    monitored: str
    settings: Settings
    words: str

    @property
    def is_running(self) -> bool:
        """Whether its process is at work."""
        return self.run.state == "running"

    @property
    def can_go_on(self) -> bool:
        """Whether there is something to continue it from."""
        return not self.is_running and self.run.checkpoint.exists()


def row_of(run: Run) -> RunRow:
    """Returns the row of a run, with its epochs."""
    settings = settings_of(run)
    return RunRow(
        run=replace(run, epochs=()),
        epochs=len(run.epochs),
        seconds=run.seconds,
        best=run.best_epoch,
        monitored=run.monitored,
        settings=settings,
        words=words_of(run, settings),
    )
