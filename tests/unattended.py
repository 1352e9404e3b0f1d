"""Keeps tests of the window away from the person: their settings and their answers."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox


@pytest.fixture(autouse=True)
def own_settings(tmp_path):
    """Keeps the person's own settings out of reach."""
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "config")
    )


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    """Fails where a test would wait for a person for ever."""

    def fail(*arguments, **_):
        pytest.fail(f"A dialog opened that the test did not expect: {arguments}")

    for name in ("critical", "warning", "question", "about"):
        monkeypatch.setattr(QMessageBox, name, fail)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, fail)
    for name in ("getItem", "getInt"):
        monkeypatch.setattr(QInputDialog, name, fail)
    monkeypatch.setattr("kgraph.gui.training.leaving.ask", fail)
