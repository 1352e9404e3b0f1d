"""What travels in a `.keras` file comes back as it was, or is refused in words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.document.files import dumps
from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunError, RunStore
from kgraph.runs.exporting.recipe import (
    DOCUMENT,
    HISTORY,
    Recipe,
    decode,
    encode,
    with_batches,
)

DRAWING = dumps(new_project("net"))


@pytest.fixture
def store(tmp_path) -> RunStore:
    return RunStore(tmp_path / "net.runs")


@pytest.fixture
def run(store):
    begun = store.begin(new_project("net"), seed=7, versions={"keras": "3"})
    logs = {"loss": 0.5, "val_loss": math.inf}
    store.record(begun.id, [Epoch(0, 2, 0.25, logs, {"loss": [0.5, 0.25]})])
    store.end(begun.id, "finished", scores={"loss": 0.125})
    return with_batches(store, store.get(begun.id))


def test_a_run_comes_back_with_every_batch(run, tmp_path):
    there = decode(encode(Recipe(DRAWING, run)))
    store = RunStore(tmp_path / "other.runs")
    added = store.add(there.run, there.document)
    again = with_batches(store, added)

    assert again.document.read_bytes() == DRAWING
    for name in ("state", "started", "ended", "seed", "settings", "versions", "scores"):
        assert getattr(again, name) == getattr(run, name)
    assert again.epochs == run.epochs
    assert store.batches(again.id) == {"loss": [0.5, 0.25]}


def test_a_run_is_taken_in_once(run, tmp_path):
    store = RunStore(tmp_path / "other.runs")
    first = store.add(run, DRAWING)
    assert store.add(run, DRAWING).id == first.id
    assert store.add(run, dumps(new_project("another"))).id != first.id
    assert len(store.list()) == 2


def test_a_model_without_a_run_carries_its_drawing_alone():
    members = encode(Recipe(DRAWING))
    assert set(members) == {DOCUMENT}
    assert decode(members) == Recipe(DRAWING)
    assert decode({}) is None
    assert decode({HISTORY: b"{}"}) is None


def test_a_run_that_was_under_way_has_been_interrupted(store):
    begun = store.begin(new_project("net"), seed=7, versions={})
    there = decode(encode(Recipe(DRAWING, begun)))
    store.end(begun.id, "stopped")
    assert there.run.state == "interrupted"


@given(st.binary() | st.sampled_from([b"[]", b"{}", b'{"state":"done"}', b"[" * 9999]))
def test_a_history_that_kgraph_did_not_write_is_refused(data):
    with pytest.raises(RunError, match="cannot be read"):
        decode({DOCUMENT: DRAWING, HISTORY: data})


@pytest.mark.parametrize("number", ['"high"', str(10**400), "null"])
def test_a_log_must_be_a_number(number):
    epoch = f'{{"epoch": 0, "step": 1, "seconds": 1, "logs": {{"loss": {number}}}}}'
    history = f'{{"state": "finished", "started": 0, "seed": 0, "epochs": [{epoch}]}}'
    with pytest.raises(RunError, match="cannot be read"):
        decode({DOCUMENT: DRAWING, HISTORY: history.encode()})


def test_a_history_of_two_first_epochs_is_refused():
    history = '{"state": "finished", "started": 0, "seed": 0, "epochs": [%s, %s]}' % (
        ('{"epoch": 0, "step": 1, "seconds": 1, "logs": {"loss": 1e300}}',) * 2
    )
    with pytest.raises(RunError, match="one epoch twice"):
        decode({DOCUMENT: DRAWING, HISTORY: history.encode()})
