"""The person's own submodels in the palette, as the folder is at the moment."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kgraph.document.analysis import Tensor
from kgraph.document.project import Project
from kgraph.gui.placeables import Placeable, ends_in_words
from kgraph.gui.submodels import shelf

LIBRARY = "library:"
PAUSE = 100  # milliseconds: a file comes in several steps

Stamp = tuple[str, int, int]


class Library(QObject):
    """Lists the library; notices what other windows and programs do in its folder."""

    changed = Signal()

    category = "My Library"
    prefix = LIBRARY

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Placeable] = ()
        self._stamps: list[Stamp] = []
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(self._timer.start)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.applicationStateChanged.connect(self._look_again)
        self.refresh()

    def entries(self) -> Sequence[Placeable]:
        """Returns what is in the library, also what cannot be used."""
        return self._entries

    def bundle(self, name: str, tensors: Sequence[Tensor | None] = ()) -> Project:
        """Returns a submodel of the library as a bundle.

        Raises:
            FileError: If it cannot be read.
        """
        return shelf.load(self.path(name))

    def path(self, name: str) -> Path:
        """Returns the file of an entry."""
        return shelf.folder() / f"{name}{shelf.SUFFIX}"

    def refresh(self) -> None:
        """Looks into the folder, and reads it anew if any file differs."""
        if not self._watcher.directories() and shelf.folder().is_dir():
            self._watcher.addPath(str(shelf.folder()))
        paths = shelf.paths()
        stamps = [_stamp(path) for path in paths]
        if stamps != self._stamps:
            self._stamps = stamps
            self._entries = [_entry(shelf.read(path)) for path in paths]
            self.changed.emit()

    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.refresh()


def _entry(kept: shelf.Kept) -> Placeable:
    tip = ends_in_words(kept.project.main) if kept.project else ""
    return Placeable(LIBRARY + kept.name, kept.name, tip, kept.refusal)


def _stamp(path: Path) -> Stamp:
    try:
        facts = path.stat()
    except OSError:
        return path.name, 0, 0
    return path.name, facts.st_mtime_ns, facts.st_size
