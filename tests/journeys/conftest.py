"""A window with real engines, and no dialog that nobody answers."""

import pytest
from PySide6.QtWidgets import QFileDialog
from unattended import no_dialogs as no_dialogs
from unattended import own_settings as own_settings


@pytest.fixture
def name_file(monkeypatch):
    """Returns a function that answers the next file dialogs with a path."""

    def name_file(path):
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))

    return name_file
