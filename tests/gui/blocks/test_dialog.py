import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from kgraph import blocks
from kgraph.gui.blocks import BlockDialog
from kgraph.gui.theme import DARK, LIGHT


@pytest.fixture
def ask(qtbot):
    """Returns a function that shows the form of a block."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(name: str, theme=DARK, **config) -> BlockDialog:
        dialog = BlockDialog(blocks.find(name), config, theme, parent)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return ask


def line(dialog: BlockDialog, name: str) -> QLineEdit:
    return dialog.form.rows[name].editor.findChild(QLineEdit)


def type_into(dialog: BlockDialog, name: str, text: str) -> None:
    field = line(dialog, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def sentence(dialog: BlockDialog) -> str:
    return dialog.findChild(QLabel, "sentence").text()


@pytest.mark.parametrize("block", blocks.all_blocks(), ids=lambda b: b.spec.name)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_block_has_a_form_that_is_right_at_once(ask, block, theme):
    dialog = ask(block.spec.name, theme)
    assert list(dialog.form.rows) == [p.name for p in block.spec.parameters]
    assert dialog.add.isEnabled()
    assert sentence(dialog).startswith("A submodel of ")
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert block.spec.summary in texts
    assert block.spec.documentation in texts
    dialog.accept()
    assert dialog.bundle == block.make({})


def test_enter_accepts_what_was_typed(ask):
    dialog = ask("Residual", channels=8)
    type_into(dialog, "filters", "16")
    QTest.keyClick(line(dialog, "filters"), Qt.Key.Key_Return)
    assert dialog.isHidden()
    assert dialog.bundle == blocks.find("Residual").make({"channels": 8, "filters": 16})


def test_escape_places_nothing(ask):
    dialog = ask("Residual")
    QTest.keyClick(line(dialog, "filters"), Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert dialog.bundle is None


def test_the_sentence_follows_what_is_typed(ask):
    dialog = ask("Residual", channels=8)
    assert sentence(dialog) == "A submodel of 9 nodes: 1 input, 1 output."
    type_into(dialog, "stride", "2")
    assert sentence(dialog) == "A submodel of 11 nodes: 1 input, 1 output."


def test_what_cannot_be_is_said_while_it_is_typed_and_cannot_be_accepted(ask):
    dialog = ask("Residual")
    type_into(dialog, "stride", "0")
    assert "at least 1. Received: 0." in sentence(dialog)
    assert not dialog.add.isEnabled()
    QTest.keyClick(line(dialog, "stride"), Qt.Key.Key_Return)
    assert dialog.isVisible()
    type_into(dialog, "stride", "2")
    assert dialog.add.isEnabled()
    QTest.keyClick(line(dialog, "stride"), Qt.Key.Key_Return)
    assert dialog.bundle == blocks.find("Residual").make({"stride": 2})


@pytest.mark.parametrize("accept", ["Return", "the button"])
def test_what_is_no_number_is_not_taken_for_the_last_one(ask, qtbot, accept):
    dialog = ask("Residual")
    type_into(dialog, "stride", "two")
    if accept == "Return":
        QTest.keyClick(line(dialog, "stride"), Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.bundle is None
    assert sentence(dialog) == ""
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "A whole number is expected. Received: 'two'." in texts


def test_a_field_that_is_emptied_has_its_default_again(ask):
    dialog = ask("Residual", channels=8)
    type_into(dialog, "channels", "")
    dialog.accept()
    assert dialog.bundle == blocks.find("Residual").make({})


def test_a_parameter_is_reset(ask, qtbot):
    dialog = ask("UNetDown", filters=8)
    reset = dialog.form.findChild(QWidget, "reset filters")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert line(dialog, "filters").text() == "64"


def test_the_first_field_that_the_drawing_does_not_answer_has_the_focus(ask):
    dialog = ask("UNetUp", channels=8)
    assert focused(dialog) == "skip_channels"
    assert focused(ask("UNetUp")) == "channels"


def focused(dialog: BlockDialog) -> str:
    """The name of the parameter whose field has the focus."""
    rows = dialog.form.rows.items()
    return next(n for n, r in rows if r.editor.isAncestorOf(dialog.focusWidget()))


@pytest.mark.parametrize("text", ["0", "two"])
def test_what_is_said_squeezes_no_field(ask, text):
    dialog = ask("UNetUp", channels=8)
    heights = [row.editor.height() for row in dialog.form.rows.values()]
    type_into(dialog, "skip_channels", text)
    dialog.accept()
    QApplication.processEvents()
    assert dialog.isVisible()
    assert [row.editor.height() for row in dialog.form.rows.values()] == heights
    assert (
        dialog.form.rows["activation"].editor.geometry().bottom() < dialog.form.height()
    )


def test_the_parameter_that_has_the_focus_is_explained(ask, qtbot):
    dialog = ask("UNetUp", channels=8)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for name in ("filters", "skip_channels"):
        dialog.form.rows[name].editor.setFocus()
        spec = blocks.find("UNetUp").spec.parameter(name)
        assert dialog.hint.text() == spec.documentation


def test_keys_alone_fill_the_form(ask):
    dialog = ask("UNetDown", channels=8)
    QTest.keyClicks(dialog.focusWidget(), "16")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    config = {"channels": 8, "filters": 16, "batch_norm": False}
    assert dialog.bundle == blocks.find("UNetDown").make(config)
