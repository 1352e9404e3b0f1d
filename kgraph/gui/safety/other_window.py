"""Asks what to do with a file that another window of kgraph has open."""

from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph.gui.safety.open_files import Holder


class Answer(Enum):
    """What the person wants."""

    OPEN = "Open &Anyway"
    COPY = "Open a &Copy"
    CANCEL = "Cancel"


def ask_about(parent: QWidget, path: Path, holder: Holder) -> Answer:
    """Says who has a file open, and offers a copy."""
    since = datetime.fromtimestamp(holder.since)
    box = QMessageBox(parent, objectName="other_window")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Open in Another Window")
    box.setText(f"“{path.name}” is open in another window of kgraph.")
    box.setInformativeText(
        f"Since {since:%H:%M} on {since:%d %B}, by process {holder.pid}. If both "
        "windows save it, each has to take over what the other changed. A copy is a "
        "drawing of its own."
    )
    role = QMessageBox.ButtonRole
    buttons = {
        box.addButton(Answer.COPY.value, role.AcceptRole): Answer.COPY,
        box.addButton(Answer.OPEN.value, role.ActionRole): Answer.OPEN,
        box.addButton(QMessageBox.StandardButton.Cancel): Answer.CANCEL,
    }
    box.setDefaultButton(next(iter(buttons)))
    box.exec()
    return next(
        (a for button, a in buttons.items() if button is box.clickedButton()),
        Answer.CANCEL,
    )
