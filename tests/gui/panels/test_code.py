"""The Python of the drawing, live."""

import ast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from kgraph.document import edits
from kgraph.gui.panels import CodePanel
from kgraph.gui.panels.highlighter import PythonHighlighter
from kgraph.gui.theme import LIGHT


@pytest.fixture
def panel(qtbot, drawn, theme):
    panel = CodePanel(drawn, theme)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.text))
    return panel


def test_code_follows_the_drawing(panel, drawn, qtbot):
    ast.parse(panel.text)
    layer = drawn.graph.nodes["n2"].layer
    drawn.edit_graph("Rename", lambda g: edits.rename(g, layer, "hidden_layer"))
    qtbot.waitUntil(lambda: "hidden_layer" in panel.text)


def test_code_that_nobody_looks_at_is_not_written(panel, drawn, qtbot):
    before = panel.text
    panel.hide()
    drawn.undo()
    qtbot.wait(300)
    assert panel.text == before
    drawn.redo()


def test_what_is_not_finished_is_a_draft_and_says_why(panel, drawn, qtbot):
    whole = panel.text
    drawn.edit_graph("Disconnect", lambda g: edits.delete(g, ["n1"]))
    qtbot.waitUntil(lambda: "..." in panel.text)
    assert "Input" in panel.sentence
    assert not panel._save.isEnabled()
    drawn.undo()
    qtbot.waitUntil(lambda: panel.text == whole)
    assert panel._save.isEnabled()


def test_selected_nodes_mark_their_lines(panel):
    panel.show_selection(["n2"])
    marks = panel._text.extraSelections()
    assert any("dense" in mark.cursor.block().text().lower() for mark in marks)
    panel.show_selection([])
    assert not panel._text.extraSelections()


def click(panel, word):
    """Clicks the first line that holds a word."""
    text = panel._text
    block = text.document().find(word).block()
    rect = text.cursorRect(QTextCursor(block))
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_a_click_on_a_line_chooses_the_node_that_it_calls(panel):
    chosen = []
    panel.node_chosen.connect(lambda *ids: chosen.append(ids))
    click(panel, "layers.Dense(")
    assert chosen == [("main", "n2")]
    click(panel, "import keras")
    assert len(chosen) == 1


def test_copy_puts_it_on_the_clipboard(panel):
    panel._copy.click()
    assert QGuiApplication.clipboard().text() == panel.text


def colors(document, line):
    formats = document.findBlockByNumber(line).layout().formats()
    return [(f.start, f.length, f.format.foreground().color().name()) for f in formats]


def test_highlighting_tells_words_apart(qapp, theme):
    document = QTextDocument()
    highlighter = PythonHighlighter(document, theme)
    document.setPlainText(
        'def f(x):  # why\n    """Doc\n    more."""\n    return "a" + 12'
    )
    highlighter.rehighlight()
    accent, muted = theme.accent.name(), theme.muted.name()
    string, number = theme.success.name(), theme.warning.name()
    assert colors(document, 0) == [(0, 3, accent), (4, 1, accent), (11, 5, muted)]
    assert colors(document, 1) == [(4, 6, string)]
    assert colors(document, 2) == [(0, 12, string)]
    assert colors(document, 3) == [(4, 6, accent), (11, 3, string), (17, 2, number)]
    highlighter.set_theme(LIGHT)
    assert colors(document, 1) == [(4, 6, LIGHT.success.name())]


def test_turns_to_what_was_selected_while_it_was_hidden(panel, qtbot):
    panel.resize(400, 110)
    panel.hide()
    panel._text.verticalScrollBar().setValue(0)
    panel.show_selection(["n2"])
    panel._text.verticalScrollBar().setValue(0)
    panel.show()
    text = panel._text

    def is_seen():
        marks = text.extraSelections()
        cursor = QTextCursor(marks[0].cursor)
        return text.viewport().rect().contains(text.cursorRect(cursor).center())

    qtbot.waitUntil(is_seen)


def test_what_it_turned_to_stays_in_sight_while_it_opens(panel):
    text = panel._text
    panel.resize(400, 500)
    text.setPlainText("\n".join(map(str, range(200))))
    cursor = QTextCursor(text.document().findBlockByNumber(100))
    panel._turn_to(cursor)
    panel.resize(400, 120)
    QGuiApplication.processEvents()
    assert text.viewport().rect().contains(text.cursorRect(cursor).center())


def test_the_style_is_chosen_remembered_and_explained(panel, drawn, theme, qtbot):
    choose = panel.findChild(QComboBox)
    choose.setCurrentIndex(choose.findData("subclass"))
    assert "keras.Model):" in panel.text
    line = 1 + next(
        i for i, text in enumerate(panel.text.splitlines()) if "layers.Dense(" in text
    )
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        panel._choose_line(line)
    assert drawn.project.main.layer_of(chosen.args[1]).type == "Dense"
    again = CodePanel(drawn, theme)
    qtbot.addWidget(again)
    assert again.style_of_code == "subclass"
    choose.setCurrentIndex(choose.findData("functional"))
