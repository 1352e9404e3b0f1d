"""A store of runs that differ, and the panel that shows them."""

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.document import edits
from kgraph.document.project import with_graphs
from kgraph.gui.runs import RunsPanel
from kgraph.runs import Epoch, RunStore
from kgraph.runs.storing.labelling import set_tags

DIGITS = templates.load("digits")
RATES = (0.01, 0.1, 0.001)


def adam(rate):
    return {"class_name": "Adam", "config": {"learning_rate": rate}}


def logs(value):
    return {"loss": value, "val_loss": value, "val_accuracy": 1 - value}


@pytest.fixture
def path(tmp_path):
    """Three finished runs with other rates and results; the last one of more layers."""
    path = tmp_path / "digits.kgraph"
    store = RunStore.beside(path)
    for number, rate in enumerate(RATES):
        project = DIGITS
        if number == 2:
            graph, _ = edits.add(DIGITS.main, "Dropout", config={"rate": 0.5})
            project = with_graphs(DIGITS, graph)
        training = replace(project.training, optimizer=adam(rate))
        run = store.begin(replace(project, training=training), seed=1, versions={})
        best = (0.5, 0.25, 10.0)[number]
        epochs = [Epoch(i, i, 0.5, logs(v)) for i, v in enumerate([20.0, best])]
        store.record(run.id, epochs)
        store.end(run.id, "finished", scores={"loss": best})
    set_tags(store.folder, "0002", ["wide"])
    return path


@pytest.fixture
def store(path):
    return RunStore.beside(path)


@pytest.fixture
def empty(qtbot, theme):
    """The panel, of no drawing yet."""
    panel = RunsPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1000, 300)
    panel.show()
    return panel


@pytest.fixture
def panel(empty, path, qtbot):
    """The panel, as it shows the three runs."""
    empty.show_runs_of(path)
    qtbot.waitUntil(lambda: len(empty.model.rows) == 3)
    return empty
