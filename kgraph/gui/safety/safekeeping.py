"""Ties what keeps work from being lost to one window."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from kgraph.document import files
from kgraph.document.errors import FileError
from kgraph.document.project import Project, new_project
from kgraph.document.telling.summary import summary
from kgraph.gui.document import Document
from kgraph.gui.safety.autosave import Autosave
from kgraph.gui.safety.disk_file import DiskFile
from kgraph.gui.safety.open_files import OpenFiles
from kgraph.gui.safety.reconciling import Reconciling
from kgraph.gui.safety.recovery import Recovered, RecoveryFile, left_behind
from kgraph.gui.safety.recovery_dialog import RecoveryDialog


class Safekeeping(QObject):
    """Keeps what is drawn in a window, whatever happens around it."""

    said = Signal(str, str)
    """A sentence for the person, and its severity."""

    def __init__(self, document: Document, window: QMainWindow) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._left: list[RecoveryFile] = []
        self.autosave = Autosave(document, self)
        self.open_files = OpenFiles()
        self.disk = DiskFile(document, self)
        self.reconciling = Reconciling(document, self.disk, window)
        document.saved_state_changed.connect(self._claim)
        self.autosave.failed.connect(self._warn)
        self.disk.said.connect(self.said)
        self.reconciling.said.connect(self.said)
        window.installEventFilter(self)

    def close(self) -> None:
        """Leaves nothing behind: the person has answered what would be lost."""
        self._window.removeEventFilter(self)
        self._document.saved_state_changed.disconnect(self._claim)
        self.autosave.close()
        self.open_files.let_go()
        for file in self._left:
            file.let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks at the file whenever the person comes back to the window."""
        if event.type() is QEvent.Type.WindowActivate:
            QTimer.singleShot(0, self.disk, self.disk.look)
        return super().eventFilter(watched, event)

    def offer_recovery(self) -> None:
        """Offers what killed processes left behind, one after the other."""
        self._left = list(left_behind())
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._left:
            return
        file = self._left.pop(0)
        try:
            recovered = file.read()
        except FileError as error:
            file.set_aside()
            file.let_go()
            self.said.emit(
                f"A recovery file is damaged and was set aside: {error}", "error"
            )
            self._offer_next()
            return
        facts = summary(_on_disk(recovered.path), recovered.project)
        if not facts:  # the file has it all
            self._discard(file)
            self._offer_next()
            return
        dialog = RecoveryDialog(self._window, recovered, facts)
        dialog.finished.connect(lambda _: self._answer(dialog, file, recovered))
        dialog.open()

    def _answer(
        self, dialog: RecoveryDialog, file: RecoveryFile, recovered: Recovered
    ) -> None:
        dialog.deleteLater()
        if dialog.result() == dialog.DialogCode.Accepted:
            self._recover(file, recovered)
            for later in self._left:
                later.let_go()
            self._left = []
            return
        if dialog.is_discarded:
            self._discard(file)
        else:
            file.let_go()
        self._offer_next()

    def _recover(self, file: RecoveryFile, recovered: Recovered) -> None:
        """Opens it as one step from what the file holds; only then lets the file go."""
        path = recovered.path
        if path is not None and self.open_files.holder(path):
            path = None  # another window has it meanwhile
        self._document.replace(_on_disk(path), path)
        with suppress(FileError):  # it may be gone, or no file any more
            if path is not None:
                self.disk.note(files.read_bytes(path))
        self._document.edit("Recover Unsaved Changes", lambda _: recovered.project)
        if self.autosave.write_now():
            self._discard(file)
        else:
            file.let_go()

    def _discard(self, file: RecoveryFile) -> None:
        file.remove()
        file.let_go()

    def _claim(self) -> None:
        self.open_files.take(self._document.path)

    def _warn(self, sentence: str) -> None:
        self.said.emit(sentence, "warning")


def _on_disk(path: Path | None) -> Project:
    """Returns what the file holds; an empty drawing where there is none."""
    try:
        return files.load(path) if path is not None else new_project()
    except FileError:
        return new_project()
