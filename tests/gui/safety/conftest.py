"""A window with nothing in it but what keeps its document safe."""

import pytest
from PySide6.QtWidgets import QDialog, QMainWindow, QPushButton

from kgraph.gui.commands.filing import Filing
from kgraph.gui.document import Document
from kgraph.gui.safety import Safekeeping
from kgraph.gui.safety import autosave as autosaving


class Kept:
    """A document, its window, and what the person was told."""

    def __init__(self, qtbot, document=None):
        self._qtbot = qtbot
        self.document = document or Document()
        self.window = QMainWindow()
        self.safety = Safekeeping(self.document, self.window)
        self.filing = Filing(self.document, self.window, self.safety)
        self.said: list[str] = []
        self.safety.said.connect(lambda sentence, _: self.said.append(sentence))
        self.is_open = True
        qtbot.addWidget(self.window, before_close_func=lambda _: self.close())
        self.window.show()

    def close(self):
        if self.is_open:
            self.is_open = False
            self.safety.close()

    @property
    def dialog(self) -> QDialog | None:
        shown = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        return shown[0] if shown else None

    def wait_for_dialog(self) -> QDialog:
        self._qtbot.waitUntil(lambda: self.dialog is not None)
        return self.dialog

    def press(self, name: str) -> None:
        button = self.wait_for_dialog().findChild(QPushButton, name)
        assert button is not None, name
        button.click()


@pytest.fixture
def kept(qtbot, monkeypatch):
    """One window, whose autosave does not let a test wait."""
    monkeypatch.setattr(autosaving, "SECONDS", 0.02)
    return Kept(qtbot)


@pytest.fixture
def another(qtbot, monkeypatch):
    """Makes one more window, as another process would."""
    monkeypatch.setattr(autosaving, "SECONDS", 0.02)
    return lambda: Kept(qtbot)
