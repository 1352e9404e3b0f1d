"""Reads the runs of a drawing for the window, which never waits for it."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.document.errors import KgraphError
from kgraph.gui.runs.row import RunRow, row_of
from kgraph.runs import RunStore
from kgraph.runs.storing.listing import Outline, filled, outlines

PART = 40  # runs that are read before the window may do something else
INTERVAL = 2000  # milliseconds between two looks at what other programs wrote


class RunReader(QObject):
    """Reads what is new whenever the store has changed, a few runs at a time."""

    read = Signal(object)
    """A tuple with the row of every run, the earliest first."""

    failed = Signal(str)
    """Why the store cannot be read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._store = RunStore.beside(None)
        self._stamp: object = None
        self._outlines: tuple[Outline, ...] = ()
        self._known: dict[str, tuple[Outline, RunRow]] = {}
        self._waiting: list[Outline] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        self._looks = QTimer(self, interval=INTERVAL)
        self._looks.timeout.connect(self._look)

    @property
    def store(self) -> RunStore:
        """The store that is read."""
        return self._store

    def show_runs_of(self, path: Path | None) -> None:
        """Reads the store of another `.kgraph` file; None for an unsaved drawing's."""
        self._store = RunStore.beside(path)
        self._known.clear()
        self._forget()

    def refresh(self) -> None:
        """Reads what is new, also where it does not seem to be."""
        self._forget()
        if self._looks.isActive():
            self._look()

    def start(self) -> None:
        """Reads, and goes on reading what is new."""
        self._looks.start()
        self._look()

    def stop(self) -> None:
        """Reads no longer: nobody looks."""
        self._looks.stop()
        self._soon.stop()
        self._forget()

    def _forget(self) -> None:
        self._stamp = None
        self._waiting = []

    def _look(self) -> None:
        if self._waiting:
            return
        stamp = self._stamped()
        is_any_running = any(o.run.state == "running" for o in self._outlines)
        if stamp == self._stamp and not is_any_running:
            return
        try:
            self._outlines = outlines(self._store.folder)
        except KgraphError as error:
            self._outlines = ()
            self.failed.emit(str(error))
            return
        self._stamp = stamp
        known = self._known
        self._waiting = [
            outline
            for outline in self._outlines
            if outline.run.id not in known or known[outline.run.id][0] != outline
        ]
        self._soon.start()

    def _go_on(self) -> None:
        part, self._waiting = self._waiting[:PART], self._waiting[PART:]
        try:
            runs = filled(self._store.folder, [outline.run for outline in part])
        except KgraphError as error:
            self._forget()
            self.failed.emit(str(error))
            return
        for outline, run in zip(part, runs, strict=True):
            self._known[outline.run.id] = (outline, row_of(run))
        if self._waiting:
            self._soon.start()
        else:
            self._tell()

    def _tell(self) -> None:
        known = self._known
        rows = tuple(known[outline.run.id][1] for outline in self._outlines)
        self._known = {row.run.id: known[row.run.id] for row in rows}
        self.read.emit(rows)

    def _stamped(self) -> object:
        """Returns what is different after the store was written to."""
        found = []
        for name in ("runs.sqlite", "runs.sqlite-wal"):
            try:
                file = (self._store.folder / name).stat()
            except OSError:
                continue
            found.append((name, file.st_mtime_ns, file.st_size))
        return (self._store.folder, *found)
