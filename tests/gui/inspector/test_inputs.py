"""The order of a list of tensors is changed with the keyboard and the mouse."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Port, Source

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def merged(shown):
    """Three Inputs that lead into one Add, which is shown."""
    layers = [("Input", {})] * 3 + [("Add", {})]
    document, panel, ids = shown(*layers, select=0)

    def connect(graph):
        for index, source in enumerate(ids[:3]):
            graph = edits.connect(graph, Source(source), Port(ids[3], "inputs", index))
        return graph

    document.edit_graph("Connect", connect)
    panel.show_selection([ids[3]])
    return document, panel, ids


def order(document, node: str) -> list[str]:
    return [s.node for s in document.graph.nodes[node].inputs.get("inputs", ())]


def texts(view) -> list[str]:
    return [view.item(row).text() for row in range(view.count())]


def test_the_sources_are_listed_in_their_order(merged):
    _, panel, _ = merged
    view = panel.page.inputs.lists["inputs"]
    assert view.isVisible()
    assert texts(view) == ["1  input", "2  input_1", "3  input_2"]


def test_alt_and_an_arrow_move_a_row_and_the_edge_with_it(merged):
    document, panel, (a, b, c, add) = merged
    view = panel.page.inputs.lists["inputs"]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    assert order(document, add) == [a, b, c]
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert order(document, add) == [b, c, a]
    assert texts(view) == ["1  input_1", "2  input_2", "3  input"]
    assert view.currentRow() == 2
    document.undo()
    assert order(document, add) == [b, a, c]


@pytest.mark.parametrize(
    ("row", "place", "expected"), [(0, 3, "bca"), (2, 0, "cab"), (0, 2, "bac")]
)
def test_a_dragged_row_takes_its_edge_along(merged, row, place, expected):
    document, panel, (*ids, add) = merged
    model = panel.page.inputs.lists["inputs"].model()
    model.moveRow(QModelIndex(), row, QModelIndex(), place)
    QApplication.processEvents()
    assert order(document, add) == [ids["abc".index(letter)] for letter in expected]


def test_del_takes_an_edge_away_and_one_alone_has_no_order(merged):
    document, panel, (a, _, c, add) = merged
    view = panel.page.inputs.lists["inputs"]
    view.setFocus()
    view.setCurrentRow(1)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert order(document, add) == [a, c]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert order(document, add) == [a]
    assert not panel.page.inputs.isVisible()
