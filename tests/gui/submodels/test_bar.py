"""The bar shows any names and any depth, and no window grows by it."""

import pytest
from PySide6.QtCore import Qt

from kgraph.gui.submodels import GraphBar
from kgraph.gui.submodels.breadcrumb import MORE
from kgraph.gui.theme import LIGHT


@pytest.fixture
def bar(qtbot, theme):
    bar = GraphBar(theme)
    qtbot.addWidget(bar)
    return bar


def shown(bar):
    row = bar.crumbs._row
    widgets = [row.itemAt(i).widget() for i in range(row.count() - 1)]
    return [w.text() for w in widgets][::2]


def test_names_are_shown_as_they_are(bar):
    bar.show_graphs([("main", "a&b"), ("g1", "<b>x</b>")], "g1", ["a&b", "<b>x</b>"])
    assert bar.tabs.tabText(0) == "a&&b"
    assert "&lt;b&gt;" in bar.tabs.tabToolTip(1)
    assert shown(bar) == ["a&&b", "<b>x</b>"]


def test_a_long_way_leaves_its_middle_out(bar):
    way = [f"level{n}" for n in range(12)]
    bar.show_graphs([("main", "level0"), ("g11", "level11")], "g11", way)
    assert shown(bar) == ["level0", MORE, "level8", "level9", "level10", "level11"]
    bar.show_graphs([("main", "level0"), ("g1", "level1")], "g1", way[:5])
    assert shown(bar) == way[:5]


def test_long_names_make_no_window_wider(bar):
    way = ["n" * 2000] * 4
    bar.show_graphs([("main", way[0]), ("g1", way[1])], "g1", way)
    assert bar.minimumSizeHint().width() < 300


def test_the_last_steps_lead_to_their_place(bar, qtbot):
    way = [f"level{n}" for n in range(12)]
    bar.show_graphs([("main", "level0"), ("g11", "level11")], "g11", way)
    with qtbot.waitSignal(bar.crumb_chosen) as chosen:
        qtbot.mouseClick(bar.crumbs.steps[2], Qt.MouseButton.LeftButton)
    assert chosen.args == [9]


def test_another_theme_draws_the_buttons_anew(bar):
    bar.show_graphs([("main", "a"), ("g1", "b")], "g1", ["a", "b"])
    before = bar.tabs._button(1).icon().cacheKey()
    bar.set_theme(LIGHT)
    assert bar.tabs._button(1).icon().cacheKey() != before
