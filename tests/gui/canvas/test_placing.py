"""Operations are dropped where there is room for them."""

from itertools import pairwise

import dropping
from dropping import of_palette
from keyboard import NONE
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.gui import mime


def drop(canvas, operation: str | bytes, point: QPointF) -> None:
    data = of_palette(operation) if isinstance(operation, str) else QMimeData()
    if isinstance(operation, bytes):
        data.setData(mime.OPERATION, operation)
    dropping.drop(canvas.panel.viewer, data, canvas.mouse.at(point))


def test_bytes_that_are_no_name_place_nothing(show, placed):
    canvas = show(placed("Input")[0])
    before = canvas.graph
    drop(canvas, b"\xff\xfeDense", QPointF(300, 200))
    assert canvas.graph is before


def test_an_operation_is_dropped_where_the_cursor_is(show, placed):
    canvas = show(placed("Input")[0])
    drop(canvas, "Dense", QPointF(300, 200))
    (id,) = [n for n in canvas.graph.nodes if canvas.graph.layer_of(n).type == "Dense"]
    assert (canvas.middle(id) - QPointF(300, 200)).manhattanLength() < 2
    assert canvas.panel.selected() == [id]
    assert canvas.document.undo_label == "Add Dense"


def test_an_operation_dropped_on_an_edge_is_put_into_it(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    graph = edits.move(graph, {b: (0.0, 300.0)})
    canvas = show(graph)
    drop(canvas, "Dropout", canvas.edge(a, b).path().pointAtPercent(0.5))
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]
    assert canvas.sources(b) == [new]
    canvas.document.undo()
    assert canvas.graph == graph


def test_what_is_not_an_operation_is_not_taken(show, placed):
    canvas = show(placed("Input")[0])
    data = QMimeData()
    data.setText("Dense")
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    QApplication.sendEvent(canvas.panel.viewer.viewport(), event)
    assert not event.isAccepted()


def test_an_operation_is_placed_behind_the_selected_node(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.panel.add_operation("Flatten")
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]
    assert canvas.items[new].y() > canvas.items[a].y() + canvas.items[a].height


def test_what_is_placed_stands_below_the_middle_also_if_its_title_is_long(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.panel.add_operation("BatchNormalization")
    new = list(canvas.graph.nodes)[-1]
    assert canvas.items[new].width > canvas.items[a].width
    assert abs(canvas.middle(new).x() - canvas.middle(a).x()) < 1


def test_an_operation_does_not_cover_what_is_there(show, chained):
    graph, (a, _) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.panel.add_operation("Flatten")
    canvas.panel.select([a])
    canvas.panel.add_operation("Dropout")
    cards = [i.mapRectToScene(i.card_rect()) for i in canvas.items.values()]
    assert not any(x.intersects(y) for i, x in enumerate(cards) for y in cards[i + 1 :])


def test_an_edge_makes_room_for_what_is_put_into_it(show, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    drop(canvas, "Dropout", canvas.edge(a, b).path().pointAtPercent(0.5))
    (new,) = canvas.panel.selected()
    tops = [canvas.items[n].y() for n in (a, new, b, c)]
    assert all(y - x > 80 for x, y in pairwise(tops))


def test_what_is_placed_outside_is_brought_into_view(show, chained):
    graph, ids = chained("Input", *["Dense"] * 20)
    canvas = show(graph)
    canvas.panel.select([ids[-1]])
    canvas.panel.add_operation("Flatten")
    (new,) = canvas.panel.selected()
    viewer = canvas.panel.viewer
    seen = viewer.mapToScene(viewer.viewport().rect()).boundingRect()
    assert seen.adjusted(-2, -2, 2, 2).contains(canvas.items[new].sceneBoundingRect())
