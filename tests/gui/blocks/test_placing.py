"""Blocks from the palette and the search onto the canvas, through their form."""

from collections.abc import Callable

import dropping
import pytest
from dropping import of_palette
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sketch import Sketch

from kgraph import blocks
from kgraph.document import edits
from kgraph.document.graph import Source
from kgraph.gui.blocks import BlockDialog
from kgraph.modeling import build, infer


@pytest.fixture
def drawn(document):
    """An image on its way to an Output."""
    s = Sketch("image")
    x = s.add("Input", shape=[16, 16, 3])
    s.output(s.add("Conv2D", x, filters=12, kernel_size=3, padding="same"))
    graph = edits.move(s.graph, {"n2": (0.0, 100.0), "n3": (0.0, 200.0)})
    document.replace(replace(s.project(), graphs={"main": graph}))
    return document


@pytest.fixture
def shown(window, drawn, qtbot):
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture(autouse=True)
def no_form(request, monkeypatch):
    """Fails where a test would wait for a person for ever."""

    def fail(dialog):
        pytest.fail("A form opened that the test did not expect.")

    if "answer" not in request.fixturenames:
        monkeypatch.setattr(BlockDialog, "exec", fail)


@pytest.fixture
def answer(qtbot):
    """Returns a function that does something with the next form that opens."""
    seen: list[BlockDialog] = []

    def when_open(act: Callable[[BlockDialog], None]) -> list[BlockDialog]:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, BlockDialog):
                seen.append(dialog)
                act(dialog)
            else:
                QTimer.singleShot(5, look)

        QTimer.singleShot(0, look)
        return seen

    return when_open


def know(window) -> None:
    """Tells the canvas what an engine would find out."""
    window.panels.canvas.show_analysis(infer(window.document.project))


def choose(window, key: str) -> None:
    """What a double click in the palette does."""
    know(window)
    window.panels.palette.chosen.emit(key)


def field(dialog, name):
    return dialog.form.rows[name].editor.findChild(QLineEdit)


def press(key):
    return lambda dialog: QTest.keyClick(dialog.focusWidget(), key)


def submodels(document):
    graph = document.graph
    return [n for n in graph.nodes if graph.layer_of(n).submodel]


def test_the_palette_lists_every_block(shown):
    tree = shown.panels.palette._tree
    (category,) = tree.findItems("Blocks", Qt.MatchFlag.MatchExactly)
    titles = [category.child(i).text(0) for i in range(category.childCount())]
    assert titles == [b.spec.name for b in blocks.all_blocks()]


def test_a_double_click_asks_and_places_behind_the_selected_node(shown, answer, drawn):
    before = drawn.project
    shown.panels.canvas.select(["n2"])
    opened = answer(press(Qt.Key.Key_Return))
    choose(shown, "block:Residual")
    (node,) = submodels(drawn)
    assert field(opened[0], "channels").text() == "12"
    assert drawn.graph.layer_of(node).name == "residual"
    assert drawn.graph.nodes[node].inputs == {"inputs": (Source("n2"),)}
    assert shown.panels.canvas.selected() == [node]
    assert drawn.undo_label == "Add Residual"
    assert build(drawn.project).output_shape == (None, 16, 16, 12)
    drawn.undo()
    assert drawn.project == before


def test_escape_leaves_the_drawing_alone(shown, answer, drawn):
    before = drawn.project
    answer(press(Qt.Key.Key_Escape))
    choose(shown, "block:Residual")
    assert drawn.project is before
    assert drawn.undo_label is None


def test_what_is_typed_into_the_form_is_what_is_placed(shown, answer, drawn):
    def fill(dialog):
        QTest.keyClicks(dialog.focusWidget(), "24")
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    shown.panels.canvas.select(["n2"])
    answer(fill)
    choose(shown, "block:Residual")
    analysis = infer(drawn.project).graphs["main"]
    assert analysis.nodes[submodels(drawn)[0]].outputs[0].shape == (None, 16, 16, 24)


def drop(window, key, point):
    viewer = window.panels.canvas.viewer
    dropping.drop(viewer, of_palette(key), viewer.mapFromScene(point))


def test_the_form_opens_when_the_drop_is_over_and_an_edge_takes_the_block_in(
    shown, answer, drawn, qtbot
):
    canvas = shown.panels.canvas
    edge = next(e for e in canvas.sync.edges.values() if e.edge.target.node == "n3")
    opened = answer(press(Qt.Key.Key_Return))
    know(shown)
    drop(shown, "block:SqueezeExcite", edge.path().pointAtPercent(0.5))
    assert opened == []
    qtbot.waitUntil(lambda: len(submodels(drawn)) == 1)
    (node,) = submodels(drawn)
    assert field(opened[0], "channels").text() == "12"
    assert drawn.graph.nodes[node].inputs == {"inputs": (Source("n2"),)}
    assert drawn.graph.nodes["n3"].inputs == {"inputs": (Source(node),)}


def test_the_search_on_the_canvas_finds_blocks(shown, answer, drawn):
    canvas = shown.panels.canvas
    canvas.select(["n2"])
    answer(press(Qt.Key.Key_Return))
    canvas._placing.search_at(QPoint(200, 300))
    popup = canvas.popup
    QTest.keyClicks(popup.field, "bottleneck")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    (node,) = submodels(drawn)
    assert drawn.graph.layer_of(node).name == "bottleneck"
    assert drawn.graph.nodes[node].inputs == {"inputs": (Source("n2"),)}


def test_dense_is_dense_before_it_is_a_dense_block(shown, drawn):
    shown.panels.palette._search.setText("dense")
    assert shown.panels.palette._tree.currentItem().text(0) == "Dense"
    titles = [item.text(0) for item in shown.panels.palette._items]
    assert titles[-2:] == ["DenseBlock", "DenseTransition"]
    canvas = shown.panels.canvas
    canvas._placing.search_at(QPoint(200, 300))
    popup = canvas.popup
    QTest.keyClicks(popup.field, "dense")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert drawn.undo_label == "Add Dense"


def test_two_selected_nodes_are_what_a_step_up_takes(shown, answer, drawn):
    canvas = shown.panels.canvas
    drawn.edit_graph("Draw", lambda g: edits.add(g, "Input", (300.0, 0.0))[0])
    canvas.select(["n2"])
    canvas.sync.nodes["n4"].setSelected(True)
    canvas.viewer.selection_ended.emit()
    answer(press(Qt.Key.Key_Return))
    choose(shown, "block:UNetUp")
    (node,) = submodels(drawn)
    assert drawn.graph.nodes[node].inputs == {
        "inputs": (Source("n2"),),
        "skip": (Source("n4"),),
    }


def test_the_same_block_twice_is_one_definition_and_two_layers(shown, answer, drawn):
    for _ in range(2):
        shown.panels.canvas.select(["n2"])
        answer(press(Qt.Key.Key_Return))
        choose(shown, "block:Residual")
    assert len(drawn.project.graphs) == 2
    layers = [drawn.graph.layer_of(node) for node in submodels(drawn)]
    assert len({layer.id for layer in layers}) == 2
    assert len({layer.type for layer in layers}) == 1
