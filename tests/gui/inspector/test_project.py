"""The page of the project shows how it is trained."""

from inspector_pages import Show, line_of, retype
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot


def test_how_the_project_is_trained(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Dense", {}), select=0)
    retype(qtbot, line_of(panel.page.training, "epochs"), "25")
    assert document.project.training.epochs == 25
    assert document.undo_label == "Set training epochs to 25"
    assert panel.page.training.rows["epochs"].is_changed
    optimizer = panel.page.training.rows["optimizer"].editor
    optimizer._arrow.click()
    retype(qtbot, optimizer.nested.form.rows["learning_rate"].editor.number.line, "0.1")
    assert document.project.training.optimizer["config"] == {"learning_rate": 0.1}
    qtbot.mouseClick(
        panel.page.findChild(QToolButton, "reset epochs"), Qt.MouseButton.LeftButton
    )
    assert document.project.training.epochs == 10


def test_the_model_is_renamed(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Dense", {}), select=0)
    retype(qtbot, panel.page.name.field, "classifier")
    qtbot.keyClick(panel.page.name.field, Qt.Key.Key_Return)
    assert document.project.main.name == "classifier"
