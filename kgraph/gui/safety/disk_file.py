"""Notices that another program has changed the document's file."""

import hashlib
import os
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from kgraph.document import files
from kgraph.document.errors import FileError
from kgraph.document.project import Project, new_project
from kgraph.document.values import is_identical
from kgraph.gui.document import Document

PAUSE = 300  # milliseconds in which a program that writes may come to its end


class Theirs(Struct, frozen=True):
    """What a file holds that is not what this window read or wrote last.

    Attributes:
        project: None if the file cannot be read as a drawing.
        error: Why not.
    """

    digest: str
    project: Project | None = None
    error: str = ""


class DiskFile(QObject):
    """Watches a document's file, also where it is replaced, or gone for a while."""

    changed = Signal(Theirs)
    """`Theirs`: another program has written another drawing."""

    said = Signal(str, str)
    """A sentence about the file, and its severity."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._path: Path | None = None
        self._digest: str | None = None
        self._lost: Project | None = None
        self._unreadable = ""
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._watcher.fileChanged.connect(self._wait)
        self._watcher.directoryChanged.connect(self._wait)
        document.saved_state_changed.connect(self._follow)

    def note(self, data: bytes) -> None:
        """Takes note of what this window has read or written."""
        self._digest = _digest(data)
        self._lost = None
        self._watch()

    def look(self) -> None:
        """Reads the file; says so if it is another one than before."""
        theirs = self.theirs()
        if theirs is None:
            return
        if theirs.project is not None:
            self.changed.emit(theirs)
        elif theirs.digest != self._unreadable:
            self._unreadable = theirs.digest
            self.said.emit(f"Another program changed the file: {theirs.error}", "error")

    def theirs(self) -> Theirs | None:
        """Returns what another program has written, None if there is nothing new."""
        self._watch()
        if self._path is None or self._digest is None:
            return None
        try:
            data = files.read_bytes(self._path)
        except FileError as error:
            self._miss(self._path, error)
            return None
        self._find(self._path)
        digest = _digest(data)
        if digest == self._digest:
            return None
        try:
            project = files.loads(data, self._path.name)
        except FileError as error:
            return Theirs(digest, error=str(error))
        if is_identical(project, self._document.saved):
            self._digest = digest  # other letters for what the person knows already
            return None
        return Theirs(digest, project)

    def _follow(self) -> None:
        path = self._document.path
        if path != self._path:
            self._path, self._digest, self._lost = path, None, None
            watched = self._watcher.files() + self._watcher.directories()
            if watched:
                self._watcher.removePaths(watched)
            self._watch()

    def _watch(self) -> None:
        """Watches the folder too: a file that is replaced is no longer watched."""
        if self._path is None:
            return
        watched = {*self._watcher.files(), *self._watcher.directories()}
        wanted = (str(self._path), str(self._path.parent))
        missing = [p for p in wanted if p not in watched and os.path.exists(p)]
        if missing:
            self._watcher.addPaths(missing)

    def _wait(self, _: str) -> None:
        self._timer.start()

    def _miss(self, path: Path, error: FileError) -> None:
        """What is drawn is nowhere else now: it counts as not saved."""
        if self._lost is None:
            self._lost = self._document.saved
            self._document.mark_saved(path, new_project())
            self.said.emit(
                f"{error} What is drawn here is kept; save it under another name."
                if os.path.exists(path)
                else f"{path.name!r} is no longer there. What is drawn here is kept; "
                "saving writes the file again.",
                "warning",
            )

    def _find(self, path: Path) -> None:
        if self._lost is not None:
            lost, self._lost = self._lost, None
            self._document.mark_saved(path, lost)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
