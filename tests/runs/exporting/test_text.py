"""A run for other programs: every value arrives, whatever it is."""

import csv
import io
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.document.errors import FileError
from kgraph.document.project import new_project
from kgraph.runs import Epoch, Run, RunError, RunStore
from kgraph.runs.exporting.recipe import with_batches
from kgraph.runs.exporting.text import as_csv, as_json, export_run
from kgraph.runs.storing.labelling import set_remarks, set_tags


@pytest.fixture
def run(tmp_path) -> Run:
    store = RunStore(tmp_path / "net.runs")
    begun = store.begin(new_project("net"), seed=7, versions={"keras": "3"})
    logs = {"loss": 0.5, "val_loss": math.nan}
    store.record(begun.id, [Epoch(0, 2, 0.25, logs, {"loss": [0.75, 0.5]})])
    store.record(begun.id, [Epoch(1, 4, 0.25, {"loss": 0.25}, {"loss": [0.5, 0.25]})])
    store.end(begun.id, "finished", scores={"loss": math.inf})
    set_tags(store.folder, begun.id, ["wide"])
    set_remarks(store.folder, begun.id, "One, two\nthree")
    return with_batches(store, store.get(begun.id))


def test_curves_by_epoch_and_by_batch(run):
    assert as_csv(run).splitlines() == [
        "epoch,step,seconds,loss,val_loss",
        "1,2,0.25,0.5,nan",
        "2,4,0.25,0.25,",
    ]
    assert as_csv(run, is_by_batch=True).splitlines() == [
        "step,epoch,loss",
        "1,1,0.75",
        "2,1,0.5",
        "3,2,0.5",
        "4,2,0.25",
    ]


def test_json_has_everything(run):
    found = json.loads(as_json(run))
    assert found["tags"] == ["wide"]
    assert found["remarks"] == "One, two\nthree"
    assert found["scores"] == {"loss": "inf"}
    assert found["epochs"][0]["logs"] == {"loss": 0.5, "val_loss": "nan"}
    assert found["epochs"][1]["batches"] == {"loss": [0.5, 0.25]}
    assert found["settings"]["epochs"] == 10
    assert found["best_epoch"] is None  # what is monitored was never a number
    assert found["versions"] == {"keras": "3"}


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
LOGS = st.dictionaries(NAMES, st.floats(width=32), max_size=3)


@settings(max_examples=50)
@given(st.lists(LOGS, min_size=1, max_size=4))
def test_a_csv_reads_back(logs):
    names = {"epoch", "step", "seconds"}
    epochs = tuple(
        Epoch(i, i, 0.5, {n: v for n, v in log.items() if n not in names})
        for i, log in enumerate(logs)
    )
    run = Run("0001", "", "finished", 0.0, 1.0, 0, {}, {}, epochs)
    rows = list(csv.DictReader(io.StringIO(as_csv(run), newline="")))
    assert len(rows) == len(epochs)
    for row, epoch in zip(rows, epochs, strict=True):
        found = {n: float(v) for n, v in row.items() if n not in names and v != ""}
        assert repr(found) == repr({n: epoch.logs[n] for n in found})
        assert found.keys() == epoch.logs.keys()


def test_the_name_says_what_is_written(run, tmp_path):
    export_run(run, tmp_path / "run.csv")
    export_run(run, tmp_path / "batches.CSV", is_by_batch=True)
    export_run(run, tmp_path / "run.json")
    assert (tmp_path / "batches.CSV").read_text().startswith("step")
    with pytest.raises(RunError, match=r"Received: .*run\.xlsx"):
        export_run(run, tmp_path / "run.xlsx")
    with pytest.raises(FileError):
        export_run(run, tmp_path / "nowhere" / "run.csv")
