"""Asks what a drawing is to be compared with."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.telling.words import plural
from kgraph.runs import Run

SAVED, FILE, RUN = "saved", "file", "run"
Choice = tuple[str, str]
"""What it is, and a run's id."""


class ChoiceDialog(QDialog):
    """Lists the saved drawing, a file, and every run, the latest first.

    Args:
        is_saved: Whether there is a file of this drawing.
    """

    def __init__(self, parent: QWidget, is_saved: bool, runs: Sequence[Run]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare With")
        self.setMinimumSize(420, 320)
        self.list = QListWidget()
        self.list.setAccessibleName("Compare with")
        if is_saved:
            self._add("The drawing as it was saved", (SAVED, ""))
        self._add("A file: a drawing or a model…", (FILE, ""))
        for run in reversed(runs):
            self._add(_run_text(run), (RUN, run.id))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.accept())
        buttons, role = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        buttons.addButton("Cancel", role.RejectRole)
        button = buttons.addButton("&Compare", role.AcceptRole)
        button.setProperty("role", "primary")
        button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("Compare this drawing with:"))
        layout.addWidget(self.list)
        layout.addWidget(buttons)

    @property
    def chosen(self) -> Choice:
        """What the person marked."""
        kind, run = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return kind, run

    def _add(self, text: str, choice: Choice) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(Qt.ItemDataRole.UserRole, list(choice))


def _run_text(run: Run) -> str:
    began = f"{datetime.fromtimestamp(run.started):%Y-%m-%d %H:%M}"
    return f"Run {run.id}, {began}: {run.state}, {plural(len(run.epochs), 'epoch')}"
