"""Files that are torn or overwritten cost what was in them, and one clear sentence."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.document.errors import KgraphError
from kgraph.document.project import new_project
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    Stop,
    TrainingBegan,
    TrainingEnded,
    Warned,
)
from kgraph.runs import RunStore
from kgraph.runs.folder.commands import CommandReader, ask
from kgraph.runs.folder.death import how_it_died
from kgraph.runs.folder.journal import Journal, told_until
from kgraph.runs.storing.recovering import recover

JUNK = (
    b"\0" * 50,
    b"\xff\xfe\x00",
    "é".encode("latin-1"),
    b"\n",
    b"\r\n",
    b'{"',
    b"[" * 100_000,
    b"9" * 30,
    b"-1",
    b"1e999",
    b'"\\ud800"',
    b'{"type":"BatchesEnded","epoch":0,"batch":0,"step":-5,"logs":{"loss":["x"]}}\n',
    b'{"type":"EpochEnded","epoch":1%s,"step":1,"seconds":1,"logs":{}}\n' % (b"0" * 20),
    b'{"type":"TrainingBegan","run":"","epochs":1,"batches":1,"samples":1}\n',
)
RUN_FILES = ("events.jsonl", "commands.jsonl", "run.json", "notes.txt")


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """The folder of a store: a run that has ended, and one that was killed."""
    store = RunStore(tmp_path_factory.mktemp("sound") / "net.runs")
    for has_ended in (True, False):
        run = store.begin(new_project(), seed=1, versions={}, notes=["A note."])
        folder = Path(run.folder)
        journal = Journal(folder)
        journal.write(TrainingBegan(run.id, 2, 2, 10))
        for epoch in range(2):
            losses = {"loss": [1.0, "nan"]}
            journal.write(BatchesEnded(epoch, 1, 2 * epoch, losses))
            journal.write(EpochEnded(epoch, 2 * epoch + 2, 0.1, {"loss": 1.0}))
            journal.write(Warned("flat", 2, "It is flat."))
        ask(folder, Stop())
        if has_ended:
            journal.write(TrainingEnded(run.id, "finished", 2, 0.2))
            store.end(run.id, "finished")
        else:
            store._held.pop(run.id).close()
        journal.close()
    return store.folder


def damages(size: int):
    """Ways to damage a file: where, how much is lost there, what is in its place."""
    places = st.integers(0, size)
    return st.tuples(places, places, st.sampled_from(JUNK) | st.binary(max_size=20))


def damage(path: Path, where: int, lost: int, junk: bytes) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:where] + junk + data[where + lost :])


def look_at(folder: Path) -> list[str]:
    """Does all that opening a drawing does; returns the ids of its runs."""
    recover(folder)
    store = RunStore(folder)
    runs = store.list()
    for run in runs:
        store.batches(run.id)
        place = Path(run.folder)
        assert run.notes is not None
        assert how_it_died(place, None)
        for event in told_until(place, 10**9, 10**9):
            if isinstance(event, BatchesEnded):
                assert all(len(list(map(float, v))) for v in event.logs.values())
        reader = CommandReader(place)
        reader._position = 0
        reader.read()
    return [run.id for run in runs]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(RUN_FILES), damages(700))
def test_a_damaged_file_of_a_run_costs_no_run(sound, tmp_path, name, how):
    folder = copied(sound, tmp_path)
    damage(folder / "0002" / name, *how)
    assert look_at(folder) == ["0001", "0002"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damages(40_000))
def test_a_damaged_store_is_one_sentence_and_is_made_again(sound, tmp_path, how):
    folder = copied(sound, tmp_path)
    damage(folder / "runs.sqlite", *how)
    with suppress(KgraphError):
        look_at(folder)
    for file in folder.glob("runs.sqlite*"):
        file.unlink()
    assert look_at(folder) == ["0001", "0002"]


def copied(sound: Path, target: Path) -> Path:
    shutil.rmtree(target / "net.runs", ignore_errors=True)
    return Path(shutil.copytree(sound, target / "net.runs"))
