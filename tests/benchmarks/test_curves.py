"""How fast millions of points are drawn, and what taking them in costs the window.

A frame is what a person sees: the curves are drawn anew and the widget is painted.
"""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QSize

from kgraph.gui.theme import DARK
from kgraph.gui.training.curves import CurvesView
from kgraph.messages import BatchesEnded, TrainingBegan

MANY = 10_000_000
PORTION = 100_000  # points of one event, while the buffers are filled
BATCHES = 10_000  # of an epoch
SIZE = QSize(1060, 280)  # of the panel in a window of 1440 x 900


def values(count):
    return np.random.default_rng(0).normal(1.0, 0.1, count).tolist()


def filled(qtbot, count, names):
    """Returns a view with so many points in each curve."""
    view = CurvesView(DARK)
    qtbot.addWidget(view)
    view.resize(SIZE)
    view.show()
    qtbot.waitExposed(view)
    view.begin(TrainingBegan("1", count // BATCHES, BATCHES, 320_000, ("accuracy",)))
    logs = {name: values(PORTION) for name in names}
    for step in range(0, count, PORTION):
        view.add_batches(BatchesEnded(step // BATCHES, BATCHES - 1, step, logs))
    return view


@pytest.fixture(scope="module")
def one_event():
    return {name: values(1000) for name in ("loss", "accuracy")}


def paint(view):
    """Draws into a picture: the same work as on a screen, without waiting for one."""
    view.draw()
    view.grab()


@pytest.mark.parametrize("smoothing", [0, 90])
def test_a_frame_while_the_curves_grow(benchmark, qtbot, one_event, smoothing):
    """Wanted: under 33 ms with ten million points of the loss, all of them in view."""
    view = filled(qtbot, MANY, ["loss"])
    view.bar.slider.setValue(smoothing)
    while view.pair.is_behind:
        view.draw()
    steps = itertools.count(MANY, 1000)

    def frame():
        view.add_batches(BatchesEnded(0, 0, next(steps), one_event))
        paint(view)

    benchmark.pedantic(frame, rounds=60, warmup_rounds=5)


def test_a_frame_while_the_person_pans(benchmark, qtbot):
    """Wanted: under 33 ms; a twentieth of ten million points is seen at a time."""
    view = filled(qtbot, MANY, ["loss"])
    places = itertools.cycle(np.linspace(0, 950, 60))

    def frame():
        left = next(places)
        view.pair.look_at(left, left + 50)
        paint(view)

    benchmark.pedantic(frame, rounds=120, warmup_rounds=5)


def test_a_frame_of_a_million_points_in_twelve_curves(benchmark, qtbot):
    """Wanted: under 33 ms; a model with several outputs has that many."""
    names = [f"{part}_{what}" for part in "abcdef" for what in ("loss", "accuracy")]
    view = filled(qtbot, 1_000_000, names)
    benchmark.pedantic(lambda: paint(view), rounds=60, warmup_rounds=5)


def test_take_in_one_event(benchmark, qtbot, one_event):
    """Wanted: far under 50 ms for two curves and a thousand values each."""
    view = filled(qtbot, 1_000_000, ["loss", "accuracy"])
    steps = itertools.count(1_000_000, 1000)
    benchmark(lambda: view.add_batches(BatchesEnded(0, 0, next(steps), one_event)))
