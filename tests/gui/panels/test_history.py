"""The history panel: every step by name, and a click that goes there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kgraph.document import edits
from kgraph.gui.panels import HistoryPanel
from kgraph.gui.theme import LIGHT

Role = Qt.ItemDataRole


@pytest.fixture
def panel(qtbot, document, theme):
    panel = HistoryPanel(document, theme)
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    for type in ("Input", "Dense", "Output"):
        add(document, type)
    return panel


def add(document, type):
    document.edit_graph(f"Add {type}", lambda g: edits.add(g, type)[0])


def rows(panel, role=Role.DisplayRole):
    model = panel.model()
    return [model.index(row).data(role) for row in range(model.rowCount())]


def click(panel, row):
    place = panel.visualRect(panel.model().index(row)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_every_step_is_there_by_name(panel, document):
    assert rows(panel) == ["New", "Add Input", "Add Dense", "Add Output"]
    assert panel.currentIndex().row() == 3


def test_a_click_goes_there_with_one_announcement(panel, document):
    heard = []
    document.changed.connect(lambda *_: heard.append(1))
    click(panel, 0)
    assert not document.graph.nodes
    assert rows(panel) == ["New", "Add Input", "Add Dense", "Add Output"]
    assert panel.currentIndex().row() == 0
    click(panel, 3)
    assert len(document.graph.nodes) == 3
    assert heard == [1, 1]


def test_return_goes_where_the_arrows_lead(panel, document):
    QTest.keyClick(panel, Qt.Key.Key_Up)
    assert document.present == 3
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert document.present == 2


def test_what_was_undone_is_grey_and_the_present_is_bold(panel, document, theme):
    document.go_to(1)
    assert rows(panel, Role.ForegroundRole) == [None, None, theme.muted, theme.muted]
    fonts = rows(panel, Role.FontRole)
    assert [font is not None and font.bold() for font in fonts] == [0, 1, 0, 0]
    assert "undone" in rows(panel, Role.ToolTipRole)[2]
    panel.set_theme(LIGHT)
    assert rows(panel, Role.ForegroundRole)[2] == LIGHT.muted


def test_a_new_edit_takes_the_place_of_what_was_undone(panel, document):
    document.go_to(1)
    add(document, "Flatten")
    assert rows(panel) == ["New", "Add Input", "Add Flatten"]
    assert panel.currentIndex().row() == 2


def test_another_drawing_has_another_history(panel, document):
    document.replace(document.project)
    assert rows(panel) == ["New"]
    assert panel.currentIndex().row() == 0


def test_a_step_that_grows_keeps_its_row(panel, document):
    for x in (1.0, 2.0):
        document.edit_graph("Move", lambda g, x=x: edits.move(g, {"n1": (x, 0)}), "m")
    assert rows(panel)[3:] == ["Add Output", "Move"]


def test_a_thousand_steps_are_not_made_anew_at_each_edit(panel, document):
    for number in range(1100):
        document.edit_graph(
            f"Move {number}", lambda g, n=number: edits.move(g, {"n1": (n, 1.0)})
        )
    assert panel.model().rowCount() == 1001
    renewed = []
    model = panel.model()
    model.rowsInserted.connect(lambda _, first, last: renewed.append((first, last)))
    model.modelReset.connect(lambda: renewed.append("all"))
    model.dataChanged.connect(lambda a, b, _: renewed.append((a.row(), b.row())))
    add(document, "Dense")
    assert renewed == [(1000, 1000), (999, 1000)]
    assert rows(panel)[-1] == "Add Dense"
    assert rows(panel)[0] == "Move 100"
