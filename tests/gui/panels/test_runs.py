"""The table of runs."""

import pytest

from kgraph.gui.panels import RunsPanel
from kgraph.runs import Epoch, RunStore


@pytest.fixture
def panel(qtbot, theme):
    panel = RunsPanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def path(tmp_path, document):
    path = tmp_path / "digits.kgraph"
    store = RunStore.beside(path)
    for _ in range(2):
        run = store.begin(document.project, seed=1, versions={})
        logs = [{"loss": 2.0, "val_loss": 1.0}, {"loss": 1.0, "val_loss": float("nan")}]
        store.record(run.id, [Epoch(i, i, 0.5, log) for i, log in enumerate(logs)])
        store.end(run.id, "finished", scores={"loss": 0.25})
    return path


def rows(panel):
    tree = panel._table
    return [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]


def test_the_latest_run_comes_first(panel, path, qtbot):
    panel.show_runs_of(path)
    qtbot.waitUntil(lambda: len(rows(panel)) == 2)
    texts = [rows(panel)[0].text(column) for column in range(7)]
    assert [row.text(0) for row in rows(panel)] == ["0002", "0001"]
    assert texts[2] == "finished"
    assert texts[4] == "2"
    assert texts[5] == "1: loss 2   val_loss 1"
    assert texts[6] == "loss 0.25"


def test_no_runs_is_said(panel, tmp_path, qtbot):
    panel.show_runs_of(tmp_path / "other.kgraph")
    qtbot.waitUntil(lambda: "No runs yet" in panel._none.text())
    assert panel.currentWidget() is panel._none


def test_a_broken_store_is_said(panel, path, qtbot):
    (path.with_suffix(".runs") / "runs.sqlite").write_bytes(b"not a database" * 100)
    panel.show_runs_of(path)
    qtbot.waitUntil(lambda: "runs.sqlite" in panel._none.text())
