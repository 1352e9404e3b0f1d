"""A store of runs, and a training that is watched."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kgraph.document.project import Project
from kgraph.messages import Event, Stop
from kgraph.runs import Run, RunStore
from kgraph.training import fit
from kgraph.training.steering.control import Control


@dataclass
class Watched:
    """What a training told, and the run that it left."""

    events: list[Event] = field(default_factory=list)
    run: Run | None = None

    def of(self, type):
        return [event for event in self.events if isinstance(event, type)]


class Asking(Control):
    """A control that asks a test after each batch whether to stop."""

    def __init__(self, should_stop) -> None:
        super().__init__()
        self._ask = should_stop

    def hear(self) -> None:
        if not self.should_stop and self._ask():
            self.take(Stop())


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "net.runs")


@pytest.fixture
def train(store):
    def train(project: Project, should_stop=lambda watched: False) -> Watched:
        watched = Watched()
        watched.run = fit(
            project,
            store=store,
            report=watched.events.append,
            control=Asking(lambda: should_stop(watched)),
        )
        return watched

    return train
