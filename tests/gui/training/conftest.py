"""A panel, and a run that tells it what a test wants told."""

import pytest

from kgraph.gui.training import TrainingPanel, TrainingSession
from kgraph.messages import BatchesEnded, TrainingBegan


@pytest.fixture
def session(qapp, engines):
    return TrainingSession(engines)


@pytest.fixture
def panel(qtbot, session, theme, clock):
    panel = TrainingPanel(session, theme, clock)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def head(panel):
    return panel.head


@pytest.fixture
def run(session, engines, document, panel):
    """A run that has begun; call it with the events that follow."""
    session.start(document.project, None)

    def tell(*events):
        for event in events:
            engines.last.received.emit(event)

    tell(TrainingBegan("0001", 3, 10, 320, ("accuracy",)))
    return tell


@pytest.fixture
def batches():
    """Makes the event that some batches ended, of ten in an epoch."""

    def make(step, *losses):
        logs = {"loss": list(losses), "accuracy": [0.5] * len(losses)}
        return BatchesEnded(step // 10, step % 10 + len(losses) - 1, step, logs)

    return make
