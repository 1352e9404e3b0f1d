"""A view with the curves of a run."""

import pytest
from drawn_curves import add_epoch

from kgraph.gui.training.curves import CurvesView
from kgraph.messages import TrainingBegan


@pytest.fixture
def view(qtbot, theme):
    """Three epochs of ten batches."""
    view = CurvesView(theme, clock=lambda: 0.0)
    qtbot.addWidget(view)
    view.resize(900, 260)
    view.show()
    qtbot.waitExposed(view)
    view.begin(TrainingBegan("0007", 4, 10, 320, ("accuracy",)))
    for epoch in range(3):
        add_epoch(view, epoch)
    view.draw()
    return view
