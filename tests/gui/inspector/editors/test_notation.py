"""Shapes and JSON are read as they are written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspector_editors import make, of, retype
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kgraph.gui.inspector.editors import notation

sizes = st.none() | st.integers(-9, 999)


@given(st.integers() | st.lists(sizes | st.lists(sizes, max_size=3), max_size=4))
def test_a_shape_is_read_as_it_is_written(shape: Any) -> None:
    written = notation.shape()
    assert written.read(written.write(shape)) == shape


@given(st.lists(sizes, max_size=4))
def test_a_shape_that_is_a_tuple_is_read_as_it_is_written(shape: list[Any]) -> None:
    written = notation.shape(is_tuple=True)
    again = written.read(written.write(shape))
    assert again == shape or (shape == [None] and again is None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28, 28, 1", [28, 28, 1]),
        ("3", 3),
        ("3,", [3]),
        ("(None, 4)", [None, 4]),
        ("((1, 1), (0, 2))", [[1, 1], [0, 2]]),
    ],
)
def test_shapes(qtbot: QtBot, text: str, value: Any) -> None:
    editor, wishes = make(qtbot, of("layer", "ZeroPadding2D", "padding"), [7, 7])
    line = editor.findChild(QLineEdit)
    line.clear()
    line.insert(text)
    line.textEdited.emit(text)
    assert wishes[-1] == value


@pytest.mark.parametrize(
    "text", ["a", "1.5, 2", "1 2", "(", "__import__('os')", "True, 2"]
)
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Received: "):
        notation.shape().read(text)


def test_one_number_is_a_shape_of_one_dimension_where_a_shape_is_meant(
    qtbot: QtBot,
) -> None:
    editor, wishes = make(qtbot, of("layer", "Input", "shape"))
    retype(qtbot, editor, "64")
    assert wishes[-1] == [64]


def test_json_is_checked_and_blamed_with_the_place(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "StringLookup", "vocabulary"))
    errors: list[str] = []
    editor.refused.connect(errors.append)
    retype(qtbot, editor, '["a", "b"]')
    assert wishes[-1] == ["a", "b"]
    retype(qtbot, editor, '["a",')
    qtbot.keyClick(editor.findChild(QLineEdit), Qt.Key.Key_Return)
    assert "character" in errors[-1]
    assert wishes[-1] == ["a", "b"]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_json_that_a_file_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        notation.as_json().read(text)
