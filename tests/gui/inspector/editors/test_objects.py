"""A list of objects grows, is sorted and shrinks."""

from inspector_editors import make, retype
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kgraph import catalog
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.theme import DARK


def test_a_list_of_objects_grows_moves_and_shrinks(qtbot: QtBot) -> None:
    parameter = catalog.load().find("settings", "Training").parameter("callbacks")
    editor, wishes = make(qtbot, parameter, [])
    editor.changed.connect(editor.set_value)
    menu = editor.adder.menu()
    menu.aboutToShow.emit()
    for action in menu.actions():
        if action.text() in ("EarlyStopping", "TerminateOnNaN"):
            action.trigger()
    assert [w["class_name"] for w in wishes[-1]] == ["EarlyStopping", "TerminateOnNaN"]
    qtbot.mouseClick(editor.items[1].up, Qt.MouseButton.LeftButton)
    assert [w["class_name"] for w in wishes[-1]] == ["TerminateOnNaN", "EarlyStopping"]
    editor.items[1].open()
    retype(qtbot, editor.items[1].nested.form.rows["patience"].editor, "5")
    assert wishes[-1][1]["config"] == {"patience": 5}
    qtbot.mouseClick(editor.items[0].remove, Qt.MouseButton.LeftButton)
    assert [w["class_name"] for w in wishes[-1]] == ["EarlyStopping"]


def test_what_needs_code_is_not_offered(qtbot: QtBot) -> None:
    parameter = catalog.load().find("settings", "Training").parameter("callbacks")
    editor, _ = make(qtbot, parameter, [])
    menu = editor.adder.menu()
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert "ModelCheckpoint" in names
    assert "LearningRateScheduler" not in names


def test_tab_leads_out_of_the_button_that_adds(qtbot: QtBot) -> None:
    form = EditorFactory(DARK).form(catalog.load().operation("Output").parameters)
    qtbot.addWidget(form)
    form.show()
    adder = form.rows["metrics"].editor.adder
    adder.setFocus()
    qtbot.keyClick(adder, Qt.Key.Key_Tab)
    assert not adder.hasFocus()
