"""Steps have a place on each axis, and places have their step."""

import math

import pytest

from kgraph.gui.training.curves.numbers.timeline import Timeline, Unit


@pytest.fixture
def line():
    """Two epochs of ten batches: the second took twice as long."""
    line = Timeline(10)
    line.end_batch(5, now=100.0)
    line.end_epoch(10, 4.0)
    line.end_epoch(20, 8.0)
    return line


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("step", [0.0, 3.0, 10.0, 17.0, 20.0])
def test_there_and_back(line, unit, step):
    assert line.step_at(line.place(step, unit), unit) == pytest.approx(step)


def test_places(line):
    assert line.place(15, Unit.STEP) == 15
    assert line.place(15, Unit.EPOCH) == 1.5
    assert [line.place(step, Unit.TIME) for step in (5, 10, 15, 20)] == [2, 4, 8, 12]


def test_beyond_the_last_batch_time_has_not_come(line):
    assert line.step_at(12.1, Unit.TIME) == math.inf


def test_an_epoch_under_way_is_measured_by_the_clock(line):
    line.end_batch(21, now=200.0)
    line.end_batch(25, now=203.0)
    assert line.place(25, Unit.TIME) == 15.0


def test_what_was_later_is_forgotten(line):
    line.end_batch(25, now=300.0)
    line.truncate(10)
    assert line.place(25, Unit.TIME) == 4.0
    assert line.place(20, Unit.TIME) == 4.0
    line.end_epoch(20, 1.0)
    assert line.place(20, Unit.TIME) == 5.0
