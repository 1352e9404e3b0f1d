"""How fast a run is, told once it is as fast as it will be."""

import pytest
from clocks import Clock

from kgraph.training.reporting.meter import Meter


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def meter(clock):
    return Meter(32, clock)


def test_what_compiling_takes_is_no_measure_of_speed(meter, clock):
    clock.now = 8.0
    assert meter.measure(1) is None
    clock.now = 8.5
    assert meter.measure(50) is None, "that is not long ago"
    clock.now = 10.0
    assert meter.measure(201).samples_per_second == 200 * 32 / 2
    clock.now = 11.0
    assert meter.measure(301).samples_per_second == 100 * 32


def test_a_pause_makes_a_run_no_slower(meter, clock):
    meter.measure(1)
    clock.now = 62.0
    assert meter.measure(201, waited=60.0).samples_per_second == 200 * 32 / 2
