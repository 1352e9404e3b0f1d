"""A shape is stepped with arrows, where the text cursor stands."""

import pytest
from inspector_editors import make, of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kgraph.gui.inspector.editors.shape import stepped
from kgraph.gui.inspector.editors.spin_box import SpinBox


@pytest.mark.parametrize(
    ("text", "cursor", "steps", "result"),
    [
        ("3", 0, 1, ("4", 1)),
        ("", 0, 1, ("1", 1)),
        ("28, 28, 1", 0, -1, ("27, 28, 1", 2)),
        ("28, 28, 1", 4, 4, ("28, 32, 1", 6)),
        ("28, 28, 1", 9, 1, ("28, 28, 2", 9)),
        ("9, 9", 0, 1, ("10, 9", 2)),
        ("None, 8", 1, 1, ("1, 8", 1)),
        ("-1", 2, 1, ("0", 1)),
        ("(3, 3), (5, 5)", 8, 1, ("(3, 3), (6, 5)", 10)),
        ("so", 1, 1, ("so", 1)),
    ],
)
def test_an_arrow_steps_the_size_at_the_cursor(text, cursor, steps, result) -> None:
    assert stepped(text, cursor, steps) == result


def test_an_empty_kernel_size_is_filled_with_the_arrows_alone(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Conv2D", "kernel_size"))
    box = editor.findChild(SpinBox)
    for _ in range(3):
        box.stepBy(1)
    assert wishes == [1, 2, 3]
    assert editor.findChild(QLineEdit).text() == "3"


def test_a_shape_of_one_size_stays_a_shape(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Input", "shape"), [10])
    qtbot.keyClick(editor.findChild(QLineEdit), Qt.Key.Key_Up)
    assert wishes == [[11]]


def test_what_is_half_typed_is_not_stepped(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Conv2D", "kernel_size"), [3, 3])
    line = editor.findChild(QLineEdit)
    line.setText("3, x")
    editor.findChild(SpinBox).stepBy(1)
    assert wishes == []
    assert line.text() == "3, x"


def test_a_wheel_over_the_form_changes_no_shape(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Conv2D", "kernel_size"), [3, 3])
    box = editor.findChild(SpinBox)
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert wishes == []
