"""What is under way is said, with its time and a way out."""

import pytest

from kgraph.gui.panels.working import SOON, Working


@pytest.fixture
def working(qtbot, clock):
    working = Working(clock)
    qtbot.addWidget(working)
    return working


def test_it_is_there_for_as_long_as_something_is_under_way(working):
    assert working.isHidden()
    working.begin("Reading a.keras…")
    assert working.text == "Reading a.keras…"
    working.end()
    assert working.isHidden()
    assert working.text == ""


def test_what_takes_long_says_how_long(working, clock):
    working.begin("Reading…")
    working._show_time()
    assert working.text == "Reading…"
    clock.now += SOON
    working._show_time()
    assert working.text == f"Reading…  {SOON} s"


def test_it_can_be_cancelled(working, qtbot):
    working.begin("Reading…")
    with qtbot.waitSignal(working.cancelled):
        working.button.click()
