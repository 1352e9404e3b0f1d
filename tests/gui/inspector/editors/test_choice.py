"""One of a few values is chosen."""

from inspector_editors import make, of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot


def test_a_check_box(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "use_bias"), True)
    qtbot.mouseClick(
        editor.findChild(QCheckBox), Qt.MouseButton.LeftButton, pos=QPoint(8, 12)
    )
    assert wishes == [False]


def test_a_choice_by_key(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Conv2D", "padding"), "valid")
    qtbot.keyClick(editor.findChild(QComboBox), Qt.Key.Key_Down)
    assert wishes == ["same"]


def test_a_value_that_is_no_choice_is_shown_all_the_same(qtbot: QtBot) -> None:
    editor, _ = make(qtbot, of("layer", "Conv2D", "padding"), "reflect")
    assert editor.findChild(QComboBox).currentText() == "reflect"
    editor.set_value("same")
    assert editor.findChild(QComboBox).findText("reflect") == -1


def test_three_ways_for_a_boolean_that_may_be_none(qtbot: QtBot) -> None:
    editor, wishes = make(
        qtbot, of("layer", "MultiHeadAttention", "flash_attention"), None
    )
    combo = editor.findChild(QComboBox)
    assert [combo.itemText(i) for i in range(combo.count())] == [
        "None",
        "True",
        "False",
    ]
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert wishes == [True]
