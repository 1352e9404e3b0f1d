"""Finds what was left undone: the latest run, where it has not come to its end."""

from pathlib import Path

import msgspec
from msgspec import Struct

from kgraph.document.training import Training
from kgraph.runs.run import Run
from kgraph.runs.storing.listing import latest

HOW = {
    "interrupted": "was interrupted",
    "stopped": "was stopped",
    "failed": "has failed",
}


class Unfinished(Struct, frozen=True):
    """A run that can go on from its checkpoint.

    Attributes:
        run: With its epochs; one that was stopped is among them.
    """

    run: Run

    @property
    def epoch(self) -> int:
        """The epoch in which it ended, from 1."""
        if not self.run.epochs:
            return self.run.settings.get("initial_epoch", 0) + 1
        told = self.run.epochs[-1].epoch + 1
        return told if self.run.state == "stopped" else told + 1

    @property
    def epochs(self) -> int | None:
        """How many it was begun with; None where nobody knows any more."""
        try:
            return msgspec.convert(self.run.settings, Training).all_epochs
        except msgspec.ValidationError:
            return None

    @property
    def sentence(self) -> str:
        """What became of it, for people.

        More epochs may have been added to those that it was begun with.
        """
        said = f"Run {self.run.id} {HOW[self.run.state]}"
        if self.epochs is None or self.epoch > self.epochs + 1:
            return f"{said} in epoch {self.epoch}."
        if self.epoch > self.epochs:
            return f"{said} after its last epoch."
        return f"{said} in epoch {self.epoch} of {self.epochs}."


def unfinished(folder: Path) -> Unfinished | None:
    """Returns the latest run of a store's folder, if it is one to go on with.

    Raises:
        RunError: If there is a store that cannot be read.
    """
    run = latest(folder)
    if run is None or run.state not in HOW or not run.checkpoint.exists():
        return None
    return Unfinished(run)
