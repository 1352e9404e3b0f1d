"""Asks before runs are deleted, and deletes them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph.document.errors import KgraphError
from kgraph.gui.quantities import memory
from kgraph.runs import Run
from kgraph.runs.storing.deleting import delete, size_on_disk

NAMED = 5  # runs that are named one by one


class RunsDeletionDialog(QMessageBox):
    """Says what would be lost, and how much room that makes.

    Args:
        folder: Of the store.
    """

    deleted = Signal()
    """What could be deleted is."""

    failed = Signal(str)
    """Why a run could not be deleted."""

    def __init__(self, folder: Path, runs: Sequence[Run], parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self._runs = tuple(runs)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("Delete Runs")
        self.setText(f"Delete {_named(runs)}?")
        size = memory(sum(map(size_on_disk, runs)))
        whose, s = ("Its", "") if len(runs) == 1 else ("Their", "s")
        self.setInformativeText(
            f"{whose} curves, drawing{s}, weights, checkpoint{s} and logs, {size} on "
            "the disk, are deleted. This cannot be undone."
        )
        role = QMessageBox.ButtonRole
        self.delete_button = self.addButton("&Delete", role.DestructiveRole)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        self.delete_button.clicked.connect(self._delete)

    def _delete(self) -> None:
        for run in self._runs:
            try:
                delete(self._folder, run.id)
            except KgraphError as error:
                self.failed.emit(str(error))
                break
        self.deleted.emit()


def _named(runs: Sequence[Run]) -> str:
    ids = sorted(run.id for run in runs)
    if len(ids) == 1:
        return f"run {ids[0]}"
    if len(ids) <= NAMED:
        return f"runs {', '.join(ids[:-1])} and {ids[-1]}"
    return f"{len(ids)} runs"
