"""Brings a drawing and its file together after another program changed the file."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kgraph.document.merge import Merge, merge
from kgraph.document.merge.judge import Path as ConflictPath
from kgraph.document.project import Project
from kgraph.document.telling.summary import summary
from kgraph.gui.document import Document
from kgraph.gui.safety.disk_dialog import Choice, DiskDialog
from kgraph.gui.safety.disk_file import DiskFile, Theirs

RETRY = 500  # milliseconds until the person is asked who is busy with the mouse


class Reconciling(QObject):
    """Asks once for each change of the file, and does what the person wants."""

    said = Signal(str, str)
    """A sentence about what was done, and its severity."""

    def __init__(self, document: Document, disk: DiskFile, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._disk = disk
        self._window = window
        self._dialog: DiskDialog | None = None
        self._put_off = ""  # digest that the person wants to be asked about later
        disk.changed.connect(self.offer)

    def offer(self, theirs: Theirs) -> None:
        """Asks what to do, when the person's hands are free."""
        if self._dialog is not None or theirs.digest == self._put_off:
            return
        if _is_busy():
            QTimer.singleShot(RETRY, self._disk, self._disk.look)
            return
        dialog = self._ask(theirs)
        self._dialog = dialog
        dialog.finished.connect(lambda _: self._answer(dialog, theirs))
        dialog.open()

    def may_save(self) -> bool:
        """Asks before a file is written over that has changed since it was read.

        Returns:
            Whether to write the drawing, which may be a merged one now.
        """
        theirs = self._disk.theirs()
        if theirs is None:
            return True
        if theirs.project is None:
            return self._may_write_over(theirs)
        dialog = self._ask(theirs, is_saving=True)
        dialog.exec()
        self._answer(dialog, theirs)
        return dialog.choice in (Choice.MERGE, Choice.KEEP)

    def _ask(self, theirs: Theirs, is_saving: bool = False) -> DiskDialog:
        document, project = self._document, _known(theirs)
        path = document.path
        conflicts = self._merged(project).conflicts if document.is_modified else None
        facts = summary(document.saved, project)
        name = path.name if path else ""
        return DiskDialog(self._window, name, facts, conflicts, is_saving)

    def _merged(
        self, project: Project, yielded: frozenset[ConflictPath] = frozenset()
    ) -> Merge:
        document = self._document
        return merge(document.saved, document.project, project, yielded)

    def _answer(self, dialog: DiskDialog, theirs: Theirs) -> None:
        self._dialog = None
        project = _known(theirs)
        if dialog.choice is Choice.LATER:
            self._put_off = theirs.digest
            return
        if dialog.choice is Choice.RELOAD:
            self._document.edit("Reload from Disk", lambda _: project)
        elif dialog.choice is Choice.MERGE:
            merged = self._merged(project, frozenset(dialog.yielded))
            self._document.edit("Merge with the File", lambda _: merged.project)
            if merged.left_out:
                self.said.emit(f"Left out: {'; '.join(merged.left_out)}.", "warning")
        if self._document.path is not None:
            self._document.mark_saved(self._document.path, project)
        dialog.deleteLater()

    def _may_write_over(self, theirs: Theirs) -> bool:
        button = QMessageBox.StandardButton
        answer = QMessageBox.warning(
            self._window,
            "The File Has Changed",
            f"Another program has changed the file: {theirs.error} Write over it?",
            button.Save | button.Cancel,
            button.Cancel,
        )
        return answer == button.Save


def _known(theirs: Theirs) -> Project:
    assert theirs.project is not None
    return theirs.project


def _is_busy() -> bool:
    """Whether a question now would take the mouse, a menu or another dialog away."""
    return bool(
        QApplication.mouseButtons().value
        or QApplication.activePopupWidget()
        or QApplication.activeModalWidget()
    )
