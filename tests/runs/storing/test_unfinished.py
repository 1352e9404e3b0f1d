"""The latest run of a drawing is found where it has not come to its end."""

from pathlib import Path

import pytest
from drawings import training

from kgraph.document.project import new_project
from kgraph.messages import EpochEnded
from kgraph.runs import Epoch, RunStore
from kgraph.runs.folder.journal import Journal
from kgraph.runs.storing.recovering import recover
from kgraph.runs.storing.unfinished import unfinished


@pytest.fixture
def store(tmp_path):
    return RunStore(tmp_path / "net.runs")


def ended(store: RunStore, state: str, told: int, **settings) -> str:
    """Adds a run that has told of some epochs and left a checkpoint."""
    run = store.begin(training(new_project(), **settings), seed=0, versions={})
    first = settings.get("initial_epoch", 0)
    epochs = [Epoch(first + n, n + 1, 1.0, {"loss": 1.0}) for n in range(told)]
    store.record(run.id, epochs)
    store.end(run.id, state)
    Path(run.checkpoint).touch()
    return run.id


@pytest.mark.parametrize(
    ("state", "told", "settings", "sentence"),
    [
        ("interrupted", 2, {"epochs": 10}, "was interrupted in epoch 3 of 10."),
        ("interrupted", 0, {"epochs": 10}, "was interrupted in epoch 1 of 10."),
        ("interrupted", 10, {"epochs": 10}, "was interrupted after its last epoch."),
        ("interrupted", 12, {"epochs": 10}, "was interrupted in epoch 13."),
        ("failed", 2, {"epochs": 10}, "has failed in epoch 3 of 10."),
        ("stopped", 2, {"epochs": 10}, "was stopped in epoch 2 of 10."),
        (
            "stopped",
            2,
            {"epochs": 10, "initial_epoch": 5},
            "was stopped in epoch 7 of 10.",
        ),
    ],
)
def test_it_is_said_where_a_run_was_left(store, state, told, settings, sentence):
    run = ended(store, state, told, **settings)
    assert unfinished(store.folder).sentence == f"Run {run} {sentence}"


def test_what_only_the_journal_knows_is_said_too(store):
    run = store.begin(training(new_project(), epochs=4), seed=0, versions={})
    journal = Journal(Path(run.folder))
    journal.write(EpochEnded(0, 2, 1.0, {"loss": 0.5}))
    journal.close()
    run.checkpoint.touch()
    store._held.pop(run.id).close()  # the system does so for a process that is killed
    recover(store.folder)
    assert "was interrupted in epoch 2 of 4" in unfinished(store.folder).sentence


def test_nothing_is_offered_where_nothing_can_go_on(store):
    assert unfinished(store.folder) is None
    ended(store, "interrupted", 2)
    ended(store, "finished", 2)
    assert unfinished(store.folder) is None, "the latest run has come to its end"
    run = store.begin(new_project(), seed=0, versions={})
    run.checkpoint.touch()
    assert unfinished(store.folder) is None, "it is under way"
    store.end(run.id, "interrupted")
    assert unfinished(store.folder).run.id == run.id
    run.checkpoint.unlink()
    assert unfinished(store.folder) is None, "there is nothing to go on from"
