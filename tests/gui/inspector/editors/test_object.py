"""An object of Keras is chosen by its class, and set in a form of its own."""

from inspector_editors import choose, make, of, retype
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot


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
