"""In the window: files are dropped, columns are dragged to the drawing, images vary."""

import dropping
import pytest
from msgspec import json
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.project import DataSource
from kgraph.document.submodels import make_submodel
from kgraph.gui import mime
from kgraph.messages import Describe, Described, Downloading

from .conftest import DATA


@pytest.fixture
def full(shown, drawn, engines, qtbot):
    """A window with a drawing and data that is known."""
    source = DataSource("csv", "people.csv")
    shown.panels.data.sourcing.choose(source)
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) != [])
    engines.last.received.emit(Described(source, DATA))
    drawn.undo()  # takes back what was bound by itself
    assert drawn.project.data.bindings == {}
    return shown


def columns(*names: str) -> QMimeData:
    data = QMimeData()
    data.setData(mime.COLUMNS, json.encode(names))
    return data


def at(window, type: str) -> QPoint:
    """Where the node of a type is seen."""
    (node,) = window.document.graph.of_type(type)
    item = window.panels.canvas.sync.nodes[node.id]
    return window.panels.canvas.viewer.mapFromScene(item.sceneBoundingRect().center())


def nowhere(window) -> QPoint:
    """A point of the canvas at which there is nothing."""
    viewer = window.panels.canvas.viewer
    points = (QPoint(x, y) for x in range(8, 400, 40) for y in range(8, 400, 40))
    return next(p for p in points if not viewer.items(p))


def drop(window, data: QMimeData, point: QPoint, modifiers=None) -> None:
    before = window.document.project
    dropping.drop(window.panels.canvas.viewer, data, point, modifiers)
    assert window.document.project is before  # nothing runs inside a drag
    QApplication.processEvents()


def hover(window, data: QMimeData, point: QPoint) -> tuple[bool, str]:
    """Drags something over a point; returns whether it is taken, and what is said."""
    viewer = window.panels.canvas.viewer
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(viewer.viewport(), QDragEnterEvent(point, *how, none))
    move = QDragMoveEvent(point, *how, none)
    QApplication.sendEvent(viewer.viewport(), move)
    label = window.data.drop._label
    return move.isAccepted(), label.text() if label.isVisible() else ""


def bound(window, type: str):
    (node,) = window.document.graph.of_type(type)
    binding = window.document.project.data.bindings.get(node.layer)
    return binding.columns if binding else ()


def test_columns_are_bound_where_they_are_dropped(full):
    drop(full, columns("image"), at(full, "Input"))
    assert bound(full, "Input") == ("image",)
    assert full.document.undo_label == "Bind image to input"
    full.document.undo()
    assert bound(full, "Input") == ()
    drop(full, columns("pet"), at(full, "Output"))
    assert bound(full, "Output") == ("pet",)


def test_a_node_says_whether_columns_fit(full):
    is_taken, said = hover(full, columns("image"), at(full, "Input"))
    assert is_taken
    assert "8 × 8" in said
    is_taken, said = hover(full, columns("image", "age"), at(full, "Input"))
    assert not is_taken
    assert "one shape" in said
    is_taken, said = hover(full, columns("age"), at(full, "Dense"))
    assert not is_taken
    assert "Received: Dense" in said
    QApplication.sendEvent(full.panels.canvas.viewer.viewport(), QDragLeaveEvent())
    assert not full.data.drop._label.isVisible()
    assert not full.data.drop._outline.isVisible()


def test_what_does_not_fit_is_not_taken(full):
    before = full.document.project
    drop(full, columns("age"), at(full, "Dense"))
    drop(full, columns("image", "age"), at(full, "Input"))
    assert full.document.project is before


def test_columns_on_the_empty_canvas_make_an_input(full):
    point = nowhere(full)
    _, said = hover(full, columns("age"), point)
    assert said == "A new Input for age."
    where = full.panels.canvas.viewer.mapToScene(point)
    drop(full, columns("age"), point)
    (_, node) = full.document.graph.of_type("Input")
    layer = full.document.graph.layers[node.layer]
    assert (layer.name, layer.config["shape"]) == ("age", [1])
    assert full.panels.canvas.selected() == [node.id]
    middle = full.panels.canvas.sync.nodes[node.id].sceneBoundingRect().center()
    assert (middle - QPointF(where)).manhattanLength() < 12
    full.document.undo()
    assert len(full.document.graph.of_type("Input")) == 1


def test_shift_makes_an_output(full):
    point = nowhere(full)
    drop(full, columns("pet"), point, Qt.KeyboardModifier.ShiftModifier)
    (_, node) = full.document.graph.of_type("Output")
    assert full.document.project.data.bindings[node.layer].columns == ("pet",)


def test_the_menu_places_an_input_where_there_is_room(full):
    full.panels.data.placing_wished.emit("Input", ("age",))
    (_, node) = full.document.graph.of_type("Input")
    items = full.panels.canvas.sync.nodes
    own = items.pop(node.id).sceneBoundingRect()
    assert not any(own.intersects(i.sceneBoundingRect()) for i in items.values())


def test_data_belongs_to_the_main_graph(full, drawn):
    (node,) = drawn.graph.of_type("Dense")
    drawn.edit("Make", lambda p: make_submodel(p, "main", [node.id], "inner")[0])
    inner = next(id for id in drawn.project.graphs if id != "main")
    drawn.show_graph(inner)
    is_taken, said = hover(full, columns("age"), QPoint(20, 20))
    assert not is_taken
    assert "main graph" in said


def test_another_programs_bytes_are_no_columns(full):
    for content in (b"", b"[1]", b"\xff"):
        data = QMimeData()
        data.setData(mime.COLUMNS, content)
        assert hover(full, data, at(full, "Input")) == (False, "")


def test_data_that_is_dropped_is_the_source(shown, document, qtbot, tmp_path):
    (tmp_path / "samples" / "cat").mkdir(parents=True)
    (tmp_path / "samples" / "cat" / "1.png").touch()
    (tmp_path / "people.csv").touch()
    for name, kind in (("people.csv", "csv"), ("samples", "images")):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        dropping.drop(shown.panels.canvas.viewer, data, QPoint(60, 60))
        source = DataSource(kind, str(tmp_path / name))
        qtbot.waitUntil(lambda source=source: document.project.data.source == source)
    assert shown.panels.data.isVisible()


def test_the_commands_lead_to_the_panel(full, drawn):
    actions = full.actions_by_name
    actions["bind_columns"].trigger()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    assert full.panels.data.isVisible()


def test_the_inspector_opens_the_data_or_what_there_is_to_choose(full):
    combo = full.panels.data.chooser.combo
    full.panels.inspector.data_requested.emit()
    assert full.panels.data.isVisible()
    assert not combo.view().isVisible()
    full.panels.data.sourcing.choose(None)
    full.panels.inspector.data_requested.emit()
    assert combo.view().isVisible()
    combo.hidePopup()


def test_data_is_read_again(full, engines):
    count = len(engines.last.of_type(Describe))
    full.actions_by_name["read_data"].trigger()
    assert len(engines.last.of_type(Describe)) == count + 1
    assert "being read" in full.panels.data.empty.text.text()


def test_images_are_augmented_by_layers(full, drawn):
    drop(full, columns("image"), at(full, "Input"))
    full.actions_by_name["augment"].trigger()
    said = full.panels.notice
    assert not drawn.graph.of_type("RandomFlip")
    assert said.isVisible()  # 8 × 8 without channels is no image for Keras
    (node,) = drawn.graph.of_type("Input")
    drawn.edit_graph(
        "Shape", lambda g: edits.set_parameter(g, node.layer, "shape", [8, 8, 1])
    )
    full.actions_by_name["augment"].trigger()
    assert len(drawn.graph.of_type("RandomFlip")) == 1
    assert drawn.undo_label == "Add Augmentation"


def test_a_download_is_seen(shown, engines):
    shown.panels.data.sourcing.choose(DataSource("keras", "mnist"))
    engines.last.received.emit(Downloading("MNIST", 2_000_000, 8_000_000))
    assert shown.panels.data.empty.bar.value() == 250


def test_a_description_of_the_engine_reaches_the_panel(shown, engines, document):
    shown.panels.data.sourcing.choose(DataSource("csv", "people.csv"))
    engines.last.received.emit(Described(DataSource("csv", "people.csv"), DATA))
    assert shown.panels.data.description == DATA
