"""What can be placed: found by category and by search, dragged by name."""

import pytest
from PySide6.QtCore import Qt

from kgraph import catalog
from kgraph.gui import mime
from kgraph.gui.panels import PalettePanel
from kgraph.gui.placeables import Placeable
from kgraph.gui.theme import LIGHT


@pytest.fixture
def palette(qtbot, theme):
    panel = PalettePanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def leaves(palette):
    found = []
    for item in palette._items:
        children = [item.child(i) for i in range(item.childCount())]
        found += children or [item]
    return found


def test_everything_that_can_be_placed_is_there_once(palette):
    names = [item.text(0) for item in leaves(palette)]
    assert sorted(names) == sorted(s.name for s in catalog.load().all("layer", "op"))
    assert palette._items[0].text(0) == "Input and output"


def test_search_shows_what_fits_best_first(palette, qtbot):
    qtbot.keyClicks(palette._search, "fc")
    assert palette._items[0].text(0) == "Dense"
    palette._search.clear()
    assert palette._items[0].childCount()


def test_enter_chooses_and_arrows_walk(palette, qtbot):
    qtbot.keyClicks(palette._search, "conv")
    names = [item.text(0) for item in palette._items]
    chosen = []
    palette.chosen.connect(chosen.append)
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    qtbot.keyClick(palette._search, Qt.Key.Key_Down)
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    assert chosen == names[:2]


def test_a_search_without_a_match_chooses_nothing(palette, qtbot):
    qtbot.keyClicks(palette._search, "zzzz")
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette._search, Qt.Key.Key_Return)


def test_a_double_click_chooses_a_layer_and_opens_a_category(palette, qtbot):
    category = palette._items[2]
    with qtbot.assertNotEmitted(palette.chosen):
        palette._tree.itemActivated.emit(category, 0)
    assert category.isExpanded()
    with qtbot.waitSignal(palette.chosen) as chosen:
        palette._tree.itemActivated.emit(category.child(0), 0)
    assert chosen.args == [category.child(0).text(0)]


def test_a_drag_carries_the_name(palette):
    item = leaves(palette)[0]
    data = palette._tree.mimeData([item])
    assert data.formats() == [mime.OPERATION]
    assert bytes(data.data(mime.OPERATION).data()).decode() == item.text(0)
    assert palette._tree.mimeData([palette._items[0]]).formats() == []


def test_tooltips_say_what_it_is(palette):
    dense = next(i for i in leaves(palette) if i.text(0) == "Dense")
    assert catalog.load().operation("Dense").summary in dense.toolTip(0)


def test_another_theme_recolours_the_categories(palette):
    before = palette._items[0].icon(0).cacheKey()
    palette.set_theme(LIGHT)
    assert palette._items[0].icon(0).cacheKey() != before


MORE = (
    Placeable("graph:g1", "encoder", "1 input"),
    Placeable("graph:g2", "decoder", refusal="It is broken."),
)


def test_more_categories_come_after_the_first(palette):
    before = len(palette._items)
    palette.show_more("Submodels", MORE)
    assert [i.text(0) for i in palette._items[:2]] == ["Input and output", "Submodels"]
    assert palette._items[1].isExpanded()
    palette.show_more("Submodels", ())
    assert len(palette._items) == before


def test_what_was_opened_stays_open(palette):
    palette._items[3].setExpanded(True)
    name = palette._items[3].text(0)
    palette.show_more("Submodels", MORE)
    again = next(i for i in palette._items if i.text(0) == name)
    assert again.isExpanded()


def test_more_is_found_and_what_is_refused_is_not_chosen(palette, qtbot):
    palette.show_more("Submodels", MORE)
    qtbot.keyClicks(palette._search, "coder")
    assert [i.text(0) for i in palette._items[:2]] == ["encoder", "decoder"]
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    assert chosen.args == ["graph:g1"]
    qtbot.keyClick(palette._search, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    assert "It is broken." in palette._items[1].toolTip(0)


def test_a_menu_is_asked_for_by_key(palette, qtbot):
    palette.show_more("Submodels", MORE)
    tree = palette._tree
    place = tree.visualItemRect(palette._items[1].child(0)).center()
    with qtbot.waitSignal(palette.menu_requested) as asked:
        tree.customContextMenuRequested.emit(place)
    assert asked.args[0] == "graph:g1"
    with qtbot.assertNotEmitted(palette.menu_requested):
        tree.customContextMenuRequested.emit(
            tree.visualItemRect(palette._items[1]).center()
        )
