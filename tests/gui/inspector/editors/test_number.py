"""A number is typed, stepped and refused."""

from hypothesis import given
from hypothesis import strategies as st
from inspector_editors import make, of, retype
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kgraph.gui.inspector.editors.number import float_step, read_float, read_integer


def test_a_number_is_passed_on_as_it_is_typed(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "units"), 3)
    retype(qtbot, editor, "128")
    assert wishes == [1, 12, 128]


def test_a_tiny_float_keeps_its_digits(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("optimizer", "Adam", "epsilon"), 1e-7)
    assert editor.findChild(QLineEdit).text() == "1e-07"
    retype(qtbot, editor, "3e-9")
    assert wishes[-1] == 3e-9


def test_arrow_keys_step_a_number(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dropout", "rate"), 0.5)
    qtbot.keyClick(editor.findChild(QLineEdit), Qt.Key.Key_Up)
    assert wishes == [0.6]


def test_an_emptied_nullable_number_is_none(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dropout", "seed"), 3)
    retype(qtbot, editor, "")
    assert wishes == [None]


def test_what_is_no_number_is_refused_in_words_and_not_passed_on(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "units"), 3)
    errors: list[str] = []
    editor.refused.connect(errors.append)
    retype(qtbot, editor, "x")
    qtbot.keyClick(editor.findChild(QLineEdit), Qt.Key.Key_Return)
    assert wishes == []
    assert errors[-1] == "A whole number is expected. Received: 'x'."


def test_showing_a_value_that_is_typed_already_leaves_the_text_alone(
    qtbot: QtBot,
) -> None:
    editor, wishes = make(qtbot, of("optimizer", "Adam", "epsilon"), 0.5)
    retype(qtbot, editor, "1e-3")
    editor.set_value(0.001)
    assert editor.findChild(QLineEdit).text() == "1e-3"
    assert wishes[-1] == 0.001


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_float_is_read_as_it_is_written(number: float) -> None:
    assert read_float(repr(number)) == number


@given(st.integers())
def test_an_integer_is_read_as_it_is_written(number: int) -> None:
    assert read_integer(str(number)) == number


@given(st.floats(min_value=1e-9, max_value=1e9))
def test_a_step_up_is_larger_and_a_step_down_is_smaller(number: float) -> None:
    assert float_step(number, -1) < number < float_step(number, 1)
