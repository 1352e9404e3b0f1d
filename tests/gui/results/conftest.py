"""A panel that asks an engine that obeys."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from drawings import digits
from judged_results import EVALUATION

from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.results import AskingRuns, ResultsPanel
from kgraph.messages import Evaluated
from kgraph.runs import RunStore


@pytest.fixture
def panel(qtbot, engines, theme, tmp_path):
    path = tmp_path / "animals.kgraph"
    keep_run(path)
    document = SimpleNamespace(path=path)
    panel = ResultsPanel(AskingRuns(document, LastingEngine(engines)), theme)
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    qtbot.waitUntil(lambda: panel.head.button.isEnabled())
    return panel


def keep_run(path: Path) -> None:
    store = RunStore.beside(path)
    run = store.begin(digits(), seed=1, versions={})
    run.last_weights.write_bytes(b"")
    store.end(run.id, "finished")


@pytest.fixture
def answer(engines):
    """Lets the engine answer the last request."""

    def answer(event, **fields) -> None:
        number = engines.last.requests[-1].number
        engines.last.received.emit(event(number, **fields))

    return answer


@pytest.fixture
def judged(panel, answer):
    """A panel that shows an evaluation."""
    panel.evaluate()
    answer(Evaluated, evaluation=EVALUATION)
    return panel
