"""A store of runs, and a training that is watched."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kgraph.document.project import Project
from kgraph.messages import Event
from kgraph.runs import Run, RunStore
from kgraph.training import fit


@dataclass
class Watched:
    """What a training told, and the run that it left."""

    events: list[Event] = field(default_factory=list)
    run: Run | None = None

    def of(self, type):
        return [event for event in self.events if isinstance(event, type)]


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
            should_stop=lambda: should_stop(watched),
        )
        return watched

    return train
