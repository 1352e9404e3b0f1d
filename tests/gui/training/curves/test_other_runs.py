"""Runs of before are drawn over the one that goes on, or without one."""

import pytest
from drawn_curves import LEFT, x_range
from PySide6.QtTest import QTest

from kgraph.gui.training.curves import CurvesView
from kgraph.messages import TrainingBegan
from kgraph.runs import Epoch


def test_other_runs_are_drawn_over_this_one(view):
    epochs = [Epoch(e, 5 * e + 5, 1.0, {"loss": 4.0 - e}) for e in range(6)]
    view.overlay("0003", "wide", epochs, {"loss": [1.0] * 30})
    view.draw()
    losses = view.pair.losses
    assert view.runs.texts == ["this run 0007", "wide"]
    assert x_range(losses)[1] == pytest.approx(6 * 1.01), "by epochs of its own"
    colors = {
        run: line._curve.opts["pen"].color().name()
        for (run, _), line in losses._lines.items()
    }
    assert len(set(colors.values())) == 2
    QTest.mouseClick(view.runs.button("0003"), LEFT)
    view.draw()
    assert x_range(losses)[1] == pytest.approx(3 * 1.01)
    view.remove_overlay("0003")
    view.remove_overlay("0003")
    assert view.overlays == ()
    assert not view.runs.isVisible()


def test_clear_leaves_this_run_alone(view, qtbot):
    for run in ("0001", "0002"):
        view.overlay(run, run, [Epoch(0, 10, 1.0, {"loss": 1.0})], {})
    removed = []
    view.overlay_removed.connect(removed.append)
    QTest.mouseClick(view.clear, LEFT)
    assert removed == ["0001", "0002"]
    assert not view.clear.isVisible()


def test_a_run_that_begins_is_drawn_once(view):
    view.overlay("0008", "before", [Epoch(0, 10, 1.0, {"loss": 1.0})], {})
    removed = []
    view.overlay_removed.connect(removed.append)
    view.begin(TrainingBegan("0008", 4, 10, 320))
    assert (view.overlays, removed) == ((), ["0008"])


def test_a_window_without_a_run_shows_others(qtbot, theme):
    view = CurvesView(theme)
    qtbot.addWidget(view)
    view.show()
    view.overlay("0001", "one", [Epoch(0, 10, 1.0, {"accuracy": 1.0})], {})
    view.draw()
    view.pair._point_at(0.5)
    assert view.pair.shown == [view.pair.metrics]
    assert view.runs.texts == ["one"]


def test_a_run_of_before_is_recalled_and_goes_on(view):
    epochs = [Epoch(0, 10, 1.0, {"loss": 2.0})]
    view.recall("0005", epochs, {"loss": [2.0] * 13})
    view.begin(TrainingBegan("0005", 2, 10, 320, first_step=10))
    assert view.series("loss", is_batch=True).last_step == 10
