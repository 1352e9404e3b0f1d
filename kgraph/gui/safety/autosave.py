"""Writes what is not saved to a recovery file, every few seconds and in a thread."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.gui.document import Document
from kgraph.gui.safety.recovery import RecoveryFile

SECONDS = 3.0


class Autosave(QObject):
    """Keeps a recovery file of a document as long as it has unsaved changes."""

    failed = Signal(str)
    """The recovery file cannot be written; said once, until it can be again."""

    _ended = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._file = RecoveryFile.new()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="autosave")
        self._writing: Future[None] | None = None
        self._written: Project | None = None
        self._is_failing = False
        self._timer = QTimer(self, singleShot=True, interval=round(SECONDS * 1000))
        self._timer.timeout.connect(self._write)
        self._ended.connect(self._show_end)
        document.saved_state_changed.connect(self._follow)

    def write_now(self) -> bool:
        """Writes the recovery file and waits for it; returns whether it is there."""
        self._write()
        if self._writing is not None:
            self._writing.result()
        return self._file.path.exists()

    def close(self) -> None:
        """Takes the recovery file away: what is not saved now is not wanted."""
        self._timer.stop()
        # That a last write has failed is heard later, and starts the timer anew.
        self._timer.timeout.disconnect(self._write)
        self._document.saved_state_changed.disconnect(self._follow)
        self._thread.shutdown(wait=True)
        self._file.remove()
        self._file.let_go()

    def _follow(self) -> None:
        """Waits for a moment, in which more may change; what is saved needs no file."""
        if self._document.is_modified:
            if not self._timer.isActive():
                self._timer.start()
        elif self._written is not None or self._timer.isActive():
            self._timer.stop()
            self._written = None
            self._thread.submit(self._file.remove)

    def _write(self) -> None:
        project = self._document.project
        if project is self._written:
            return
        self._written = project
        self._writing = self._thread.submit(self._save, project, self._document.path)

    def _save(self, project: Project, path: Path | None) -> None:
        """Runs in the thread: a project is a value, which nobody changes meanwhile."""
        error = ""
        try:
            self._file.write(project, path)
        except KgraphError as failure:
            error = str(failure)
        except Exception as failure:  # what a thread does not tell, nobody hears
            error = f"{type(failure).__name__}: {failure}."
        self._ended.emit(error)

    def _show_end(self, error: str) -> None:
        if error:
            self._written = None
            self._timer.start()
            if not self._is_failing:
                self.failed.emit(
                    f"Unsaved changes cannot be kept for recovery: {error} "
                    "kgraph goes on trying; save the drawing elsewhere."
                )
        self._is_failing = bool(error)
