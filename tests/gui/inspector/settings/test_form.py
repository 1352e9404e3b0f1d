"""The settings of a training: a few at once, the rest by its purpose."""

import importlib.util
from typing import Any

import pytest
from inspector_editors import choose
from inspector_pages import Show, line_of, retype
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from kgraph.catalog.own import TRAINING
from kgraph.gui.inspector.settings.backend import is_installed
from kgraph.gui.inspector.settings.device import devices_offered
from kgraph.gui.inspector.settings.form import ORDER


def headings(form: Any) -> list[str]:
    labels = form.findChildren(QLabel)
    return [x.text() for x in labels if x.property("role") == "group" and x.isVisible()]


def opened(qtbot: QtBot, shown: Show) -> tuple[Any, Any]:
    document, panel, _ = shown(select=0)
    qtbot.mouseClick(panel.page.training.more, Qt.MouseButton.LeftButton)
    return document, panel


def test_every_setting_has_its_place():
    grouped = [name for group in ORDER.groups for name in group.names]
    placed = [*ORDER.first, *grouped]
    assert len(placed) == len(set(placed))
    everything = {p.name for p in TRAINING.parameters}
    assert set(placed) == everything


def test_a_newcomer_sees_four_settings_and_opens_the_rest(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(select=0)
    form = panel.page.training
    assert list(form.rows) == ["optimizer", "epochs", "batch_size", "callbacks"]
    folded = len(TRAINING.parameters) - len(form.rows)
    assert form.more.text() == f"More ({folded})"
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert headings(form) == ["Fit", "Validation", "Compile", "Machine", "Safety"]
    assert form.rows["precision"].editor.isVisible()
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert headings(form) == []


def test_what_is_folded_and_changed_is_counted(qtbot: QtBot, shown: Show) -> None:
    document, panel = opened(qtbot, shown)
    choose(
        qtbot,
        panel.page.training.rows["precision"].editor.findChild(QComboBox),
        "mixed_bfloat16",
    )
    assert document.project.training.precision == "mixed_bfloat16"
    assert panel.page.training.more.text().endswith("1 changed")


def test_what_a_setting_means_is_said_on_hovering(qtbot: QtBot, shown: Show) -> None:
    _, panel = opened(qtbot, shown)
    tip = panel.page.training.rows["steps_per_execution"].editor.toolTip()
    assert "Batches in one call of the compiled step" in tip


def test_a_backend_that_is_not_installed_cannot_be_chosen(
    qtbot: QtBot, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec

    def find(name: str) -> Any:
        return None if name == "jax" else real("json")

    monkeypatch.setattr("kgraph.gui.inspector.settings.backend.find_spec", find)
    _, panel = opened(qtbot, shown)
    row = panel.page.training.rows["backend"]
    combo = row.editor.findChild(QComboBox)
    at = combo.findText("jax")
    assert not combo.model().item(at).isEnabled()
    assert combo.model().item(combo.findText("torch")).isEnabled()
    tip = combo.itemData(at, Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("pip install 'kgraph[jax]'")
    row.editor.set_value("jax")
    assert "not installed here" in row._error.text()
    row.editor.set_value("auto")
    assert not row._error.isVisible()


def test_a_backend_is_not_imported_to_find_out():
    assert is_installed("auto")
    assert is_installed("tensorflow")


def test_the_devices_that_the_engine_has_are_offered(qtbot: QtBot, shown: Show) -> None:
    document, panel = opened(qtbot, shown)
    panel.show_devices(("cpu:0", "gpu:0", "gpu:1"))
    combo = panel.page.training.rows["device"].editor.findChild(QComboBox)
    items = [combo.itemText(i) for i in range(combo.count())]
    assert items == ["auto", "cpu", "gpu:0", "gpu:1", "all"]
    assert combo.currentText() == "auto"
    for _ in range(2):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert document.project.training.device == "gpu:0"


def test_a_device_is_typed_and_a_mistake_is_told(qtbot: QtBot, shown: Show) -> None:
    document, panel = opened(qtbot, shown)
    row = panel.page.training.rows["device"]
    retype(qtbot, line_of(panel.page.training, "device"), "GPU:3")
    assert document.project.training.device == "gpu:3"
    retype(qtbot, line_of(panel.page.training, "device"), "graphics card")
    qtbot.keyClick(line_of(panel.page.training, "device"), Qt.Key.Key_Return)
    assert "Received: 'graphics card'" in row._error.text()
    assert document.project.training.device == "gpu:3"


def test_one_gpu_is_not_all_of_them():
    assert devices_offered(["cpu:0", "GPU:0"]) == ["auto", "cpu", "gpu:0"]
