"""A person reads why a run's process is gone, and what it held."""

import pytest

from kgraph.messages import BatchesEnded, Measured
from kgraph.runs.folder import death
from kgraph.runs.folder.death import how_it_died
from kgraph.runs.folder.journal import Journal


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(death, "_memory", lambda: 8 * 10**9)
    return tmp_path


def measure(folder, *memory: float) -> None:
    journal = Journal(folder)
    for held in memory:
        journal.write(Measured(100.0, 0.5, int(held)))
        journal.write(BatchesEnded(0, 0, 0, {"loss": [1.0]}))
    journal.close()


@pytest.mark.parametrize(
    ("code", "how"),
    [
        (0, "exit code 0"),
        (139, "exit code 139"),
        (-11, "it was ended by signal 11"),
        (-9, "it was killed"),
        (None, "it was killed, or the machine went down"),
    ],
)
def test_each_end_has_its_words(folder, code, how):
    assert how_it_died(folder, code) == how


def test_a_run_that_held_little_says_how_much(folder):
    measure(folder, 5e9, 1e9)
    assert how_it_died(folder, -9) == "it was killed; it held 1.0 of 8.0 GB"


def test_a_run_that_held_much_was_perhaps_killed_for_it(folder):
    measure(folder, 1e9, 7.4e9)
    assert how_it_died(folder, -9) == (
        "it was killed, as a system does whose memory runs out; it held 7.4 of 8.0 GB"
    )


def test_a_folder_that_is_gone_is_named(folder):
    gone = folder / "0001"
    assert how_it_died(gone, 0) == f"its folder {gone} is gone"
