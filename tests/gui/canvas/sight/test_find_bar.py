"""Find lights what fits and goes from one to the next, in all graphs."""

import pytest
from keyboard import NONE, SHIFT
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.graph import Graph
from kgraph.gui.canvas.sight.find_bar import FindBar
from kgraph.gui.theme import DARK, LIGHT

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def canvas(show, chained):
    """Input, three Dense; one more Dense in a submodel."""
    canvas = show(chained("Input", "Dense", "Dense", "Dense")[0])
    part, _ = edits.add(Graph("part", "Part"), "Dense", name="hidden")
    canvas.document.edit("Add", lambda p: replace(p, graphs={**p.graphs, "part": part}))
    return canvas


@pytest.fixture
def bar(canvas):
    bar = FindBar(canvas.panel, canvas.document, DARK)
    canvas.panel.activateWindow()
    bar.open()
    return bar


def write(bar, text: str) -> None:
    bar.field.selectAll()
    QTest.keyClicks(bar.field, text)


def press(bar, key=Qt.Key.Key_Return, modifiers=NONE) -> None:
    QTest.keyClick(bar.field, key, modifiers)


def lit(canvas) -> list[str]:
    return [id for id, item in canvas.items.items() if item.is_found]


def test_typing_lights_what_fits_and_shows_the_first(canvas, bar):
    write(bar, "dense")
    assert lit(canvas) == ["n2", "n3", "n4"]
    assert canvas.panel.selected() == ["n2"]
    assert bar.count.text() == "1 of 4"
    write(bar, "input")
    assert lit(canvas) == ["n1"]
    assert bar.count.text() == "1 of 1"
    write(bar, "nothing")
    assert lit(canvas) == []
    assert bar.count.text() == "No matches"


def test_enter_goes_on_and_back_through_all_graphs(canvas, bar):
    write(bar, "dense")
    for expected in ("n3", "n4"):
        press(bar)
        assert canvas.panel.selected() == [expected]
    press(bar)
    assert canvas.document.graph_id == "part"
    assert canvas.panel.selected() == ["n1"]
    assert lit(canvas) == ["n1"]
    assert bar.count.text() == "4 of 4"
    press(bar)
    assert canvas.document.graph_id == "main"
    assert canvas.panel.selected() == ["n2"]
    press(bar, modifiers=SHIFT)
    assert canvas.document.graph_id == "part"


def test_the_found_node_is_in_the_middle(canvas, bar):
    write(bar, "dense")
    press(bar)
    viewer = canvas.panel.viewer
    middle = viewer.mapToScene(viewer.viewport().rect().center())
    assert (middle - canvas.middle("n3")).manhattanLength() < 4


def test_escape_leaves_what_was_found_selected(canvas, bar):
    write(bar, "dense")
    press(bar)
    press(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert lit(canvas) == []
    assert canvas.panel.selected() == ["n3"]
    assert canvas.panel.viewer.hasFocus()


def test_goes_on_with_what_was_sought_last_when_it_is_closed(canvas, bar):
    write(bar, "dense")
    press(bar, Qt.Key.Key_Escape)
    bar.go_on()
    assert bar.isVisible()
    assert canvas.panel.selected() == ["n3"]
    assert lit(canvas) == ["n2", "n3", "n4"]


def test_alt_enter_selects_all_on_this_canvas(canvas, bar):
    write(bar, "dense")
    press(bar, modifiers=ALT)
    assert canvas.panel.selected() == ["n2", "n3", "n4"]


def test_shapes_are_found_once_they_are_known(canvas, bar):
    write(bar, "28x28")
    assert bar.count.text() == "No matches"
    known = NodeAnalysis((Tensor((None, 28, 28, 1)),))
    bar.show_analysis(Analysis({"main": GraphAnalysis({"n1": known})}))
    assert bar.count.text() == "0 of 1"
    assert lit(canvas) == ["n1"]
    press(bar)
    assert canvas.panel.selected() == ["n1"]
    assert bar.count.text() == "1 of 1"


def test_follows_edits_without_moving(canvas, bar):
    write(bar, "dense")
    press(bar)
    canvas.document.edit_graph("Delete", lambda g: edits.delete(g, ["n2"]))
    assert bar.count.text() == "1 of 3"
    assert canvas.panel.selected() == ["n3"]
    canvas.document.undo()
    assert sorted(lit(canvas)) == ["n2", "n3", "n4"]
    assert bar.count.text() == "2 of 4"


def test_other_matches_of_another_graph_wait_for_enter(canvas, bar):
    write(bar, "hidden")
    assert canvas.document.graph_id == "main"
    assert bar.count.text() == "0 of 1"
    press(bar, modifiers=SHIFT)
    assert canvas.document.graph_id == "part"


def test_buttons_do_it_too(canvas, bar):
    write(bar, "dense")
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(bar._buttons["next"], left)
    assert canvas.panel.selected() == ["n3"]
    QTest.mouseClick(bar._buttons["previous"], left)
    assert canvas.panel.selected() == ["n2"]
    QTest.mouseClick(bar._buttons["close"], left)
    assert not bar.isVisible()


def test_lies_within_the_canvas(canvas, bar):
    for size in ((1000, 800), (300, 300)):
        canvas.panel.resize(*size)
        canvas.panel.layout().activate()
        assert canvas.panel.rect().contains(bar.geometry())
    bar.set_theme(LIGHT)


def test_what_is_found_can_be_seen(canvas, bar):
    before = canvas.panel.viewer.viewport().grab().toImage()
    write(bar, "dense")
    canvas.panel.select([])
    bar.open()
    canvas.panel.zoom_to_fit()
    after = canvas.panel.viewer.viewport().grab().toImage()
    assert before != after
    colors = {
        after.pixelColor(x, y).name()
        for x in range(300, 700, 2)
        for y in range(0, 800, 2)
    }
    assert any(_is_near(color, DARK.warning.name()) for color in colors)


def _is_near(one: str, other: str) -> bool:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(a - b) < 48 for a, b in pairs)
