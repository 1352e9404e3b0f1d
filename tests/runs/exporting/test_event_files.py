"""What TensorBoard reads of a run, as TensorBoard itself reads it."""

import subprocess
import sys
from types import ModuleType

import pytest

from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunError, RunStore
from kgraph.runs.exporting import event_files
from kgraph.runs.exporting.event_files import write_events
from kgraph.runs.exporting.recipe import with_batches


@pytest.fixture(autouse=True)
def no_tensorflow(monkeypatch):
    """Lets TensorBoard read without TensorFlow, which takes seconds to import."""
    monkeypatch.setitem(sys.modules, "tensorboard.compat.notf", ModuleType("notf"))


@pytest.fixture
def store(tmp_path) -> RunStore:
    return RunStore(tmp_path / "net.runs")


def epoch(number, value):
    logs = {"loss": value, "val_loss": 2 * value, "learning_rate": 0.5}
    return Epoch(number, 2 * number + 2, 1.0, logs, {"loss": [value + 1, value]})


@pytest.fixture
def run(store):
    begun = store.begin(new_project("net"), seed=0, versions={})
    store.record(begun.id, [epoch(0, 1.0), epoch(1, 0.5)])
    store.end(begun.id, "finished", scores={"loss": 0.25})
    return with_batches(store, store.get(begun.id))


def values(folder):
    """Returns tag to (step, value) of all event files of a folder."""
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

    found = {}
    for file in folder.glob("events.out.tfevents.*"):
        for event in EventFileLoader(str(file)).Load():
            for value in event.summary.value:
                known = found.setdefault(value.tag, [])
                known.append((event.step, *value.tensor.float_val))
    return found


def test_curves_have_the_names_that_keras_gives_them(run):
    folder = write_events(run)
    assert folder.name == "tensorboard"
    assert values(folder / "train") == {
        "batch_loss": [(0, 2.0), (1, 1.0), (2, 1.5), (3, 0.5)],
        "epoch_loss": [(0, 1.0), (1, 0.5)],
        "epoch_learning_rate": [(0, 0.5), (1, 0.5)],
    }
    assert values(folder / "validation") == {
        "epoch_loss": [(0, 2.0), (1, 1.0)],
        "evaluation_loss_vs_iterations": [(2, 2.0), (4, 1.0)],
    }
    assert values(folder / "test") == {"epoch_loss": [(1, 0.25)]}


def test_logs_are_written_anew_only_once_there_is_more(run, store):
    def stamp():
        return (write_events(run) / "kgraph.json").stat().st_mtime_ns

    before = stamp()
    assert stamp() == before
    store.record(run.id, [epoch(2, 0.25)])
    longer = with_batches(store, store.get(run.id))
    assert values(write_events(longer) / "train")["epoch_loss"][-1] == (2, 0.25)


def test_what_keras_wrote_while_the_run_went_on_stays(run):
    folder = write_events(run)
    (folder / "kgraph.json").unlink()
    (folder / "train" / "mine").write_text("live")
    assert write_events(run) == folder
    assert (folder / "train" / "mine").exists()


def test_a_run_without_an_epoch_has_logs_without_values(store):
    begun = store.begin(new_project("net"), seed=0, versions={})
    store.end(begun.id, "failed")
    assert values(write_events(store.get(begun.id)) / "train") == {}


def test_without_tensorboard_it_is_said_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(RunError, match=r'pip install "kgraph\[tensorboard\]"'):
        write_events(run)
    assert not (event_files.Path(run.folder) / "tensorboard").exists()


WRITING = """
import sys
from pathlib import Path
from kgraph.runs import RunStore
from kgraph.runs.exporting.event_files import write_events
write_events(RunStore(Path(sys.argv[1])).get("latest"))
print("tensorflow" in sys.modules or "keras" in sys.modules)
"""


def test_writing_needs_no_tensorflow(run, store):
    command = [sys.executable, "-c", WRITING, str(store.folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
