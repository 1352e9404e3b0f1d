import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kgraph import catalog
from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors import Editor, EditorFactory, notation
from kgraph.gui.inspector.editors.number import float_step, read_float, read_integer
from kgraph.gui.theme import DARK


def make(
    qtbot: QtBot, parameter: ParameterSpec, value: Any = None
) -> tuple[Editor, list[Any]]:
    editor = EditorFactory(DARK).editor(parameter)
    qtbot.addWidget(editor)
    if editor.below is not None:
        qtbot.addWidget(editor.below)
    editor.set_value(value)
    editor.show()
    wishes: list[Any] = []
    editor.changed.connect(wishes.append)
    return editor, wishes


def of(kind: str, name: str, parameter: str) -> ParameterSpec:
    return catalog.load().find(kind, name).parameter(parameter)


def retype(qtbot: QtBot, editor: QWidget, text: str) -> None:
    line = editor.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)


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


def choose(qtbot: QtBot, combo: QComboBox, text: str) -> None:
    """Picks an entry as the keyboard does: typing its name."""
    qtbot.keyClicks(combo, text)
    if combo.currentText() != text:
        combo.setCurrentText(text)
        combo.activated.emit(combo.currentIndex())


def test_a_nested_object_is_chosen_and_its_form_is_built_when_opened(
    qtbot: QtBot,
) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "kernel_regularizer"))
    choose(qtbot, editor.findChild(QComboBox), "L2")
    assert wishes[-1] == {"class_name": "L2", "config": {}}
    editor.set_value(wishes[-1])
    assert editor.nested.form is None
    editor._arrow.click()
    row = editor.nested.form.rows["l2"]
    retype(qtbot, row.editor, "0.5")
    assert wishes[-1] == {"class_name": "L2", "config": {"l2": 0.5}}


def test_the_default_object_is_stored_as_the_default(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "kernel_initializer"), "zeros")
    choose(qtbot, editor.findChild(QComboBox), "GlorotUniform")
    assert wishes[-1] == "glorot_uniform"


def test_a_nested_value_back_at_its_default_leaves_no_trace(qtbot: QtBot) -> None:
    value = {"class_name": "GlorotUniform", "config": {"seed": 1}}
    editor, wishes = make(qtbot, of("layer", "Dense", "kernel_initializer"), value)
    editor._arrow.click()
    editor.nested.form.reset_requested.emit("seed")
    assert wishes[-1] == "glorot_uniform"


def test_an_activation_is_stored_by_its_name(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", "activation"))
    choose(qtbot, editor.findChild(QComboBox), "relu")
    assert wishes[-1] == "relu"


def test_keys_of_a_foreign_config_are_kept(qtbot: QtBot) -> None:
    value = {
        "module": "keras.regularizers",
        "class_name": "L2",
        "config": {"l2": 0.1},
        "registered_name": None,
    }
    editor, wishes = make(qtbot, of("layer", "Dense", "kernel_regularizer"), value)
    editor._arrow.click()
    retype(qtbot, editor.nested.form.rows["l2"].editor, "0.2")
    assert wishes[-1] == {**value, "config": {"l2": 0.2}}


def test_a_class_that_is_unknown_is_shown_by_its_name(qtbot: QtBot) -> None:
    editor, _ = make(
        qtbot,
        of("layer", "Dense", "kernel_regularizer"),
        {"class_name": "Mine", "config": {}},
    )
    assert editor.findChild(QComboBox).currentText() == "Mine"


def test_a_wrapped_layer_has_a_form_of_its_own(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("layer", "Bidirectional", "layer"))
    choose(qtbot, editor.findChild(QComboBox), "LSTM")
    editor.set_value(wishes[-1])
    retype(qtbot, editor.nested.form.rows["units"].editor, "8")
    assert wishes[-1] == {"class_name": "LSTM", "config": {"units": 8}}


def test_a_learning_rate_is_a_number_or_a_schedule(qtbot: QtBot) -> None:
    editor, wishes = make(qtbot, of("optimizer", "Adam", "learning_rate"), 0.001)
    assert editor.number.isVisible()
    choose(qtbot, editor.findChild(QComboBox), "ExponentialDecay")
    assert wishes[-1]["class_name"] == "ExponentialDecay"
    assert set(wishes[-1]["config"]) == {
        "initial_learning_rate",
        "decay_steps",
        "decay_rate",
    }
    editor.set_value(wishes[-1])
    assert not editor.number.isVisible()
    choose(qtbot, editor.findChild(QComboBox), "constant")
    assert wishes[-1] == 0.001


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


@pytest.mark.parametrize("name", ["units", "activation", "dtype"])
def test_a_wheel_over_the_form_changes_nothing(qtbot: QtBot, name: str) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", name), {"units": 4}.get(name))
    field = editor.focusProxy()
    field.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, turn)
    assert not turn.isAccepted()
    assert wishes == []


@pytest.mark.parametrize(
    "kind", ["layer", "op", "optimizer", "schedule", "callback", "loss", "metric"]
)
def test_every_parameter_of_the_catalogue_has_an_editor_that_shows_its_default(
    qtbot: QtBot, kind: str
) -> None:
    factory = EditorFactory(DARK)
    for spec in catalog.load().all(kind):
        for parameter in spec.parameters:
            editor = factory.editor(parameter)
            wishes: list[Any] = []
            editor.changed.connect(wishes.append)
            editor.set_value(json.loads(json.dumps(parameter.default)))
            assert wishes == []
            assert editor.focusProxy().accessibleName() == parameter.name
            editor.deleteLater()


ODD = [
    None,
    True,
    3,
    -1.5,
    "text",
    [],
    [1, "a", None],
    [{"class_name": 3}],
    {},
    {"class_name": "L2"},
]
ODD += [{"class_name": "L2", "config": "no"}, {"class_name": None, "config": {"x": 1}}]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_no_value_of_a_file_breaks_an_editor(qtbot: QtBot, value: Any) -> None:
    kinds = {
        p.kind: p
        for s in catalog.load().all("layer", "optimizer", "settings")
        for p in s.parameters
    }
    assert len(kinds) == 13
    for parameter in kinds.values():
        _, wishes = make(qtbot, parameter, value)
        assert wishes == []
