"""Talks to a run in a process of its own, which goes on when the window does not.

All that window and run have in common is the run's folder: the window reads the journal
as it grows and writes what it asks for into the run's commands. So a window that opens
later sees the run as the one that began it did.
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.document.errors import KgraphError
from kgraph.messages import (
    AnyRequest,
    Failed,
    Steering,
    Train,
    TrainingBegan,
    TrainingEnded,
    encode,
)
from kgraph.runs import RunStore, alive
from kgraph.runs.folder.commands import ask
from kgraph.runs.folder.death import how_it_died
from kgraph.runs.folder.journal import JournalReader
from kgraph.runs.places import BUSY, OUTPUT, REQUEST
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.moving import followers

INTERVAL = 50  # milliseconds between two looks at the journal
PATIENCE = 5000  # milliseconds that a closed run has to end by itself
COMMAND = ("-P", "-m", "kgraph.engine.run")  # -P: nothing is imported from the folder
TAIL = 8192  # bytes of what it printed that are kept for whoever asks why

_left: list[subprocess.Popen[bytes]] = []  # Python warns of one that is forgotten


class RunProcess(QObject):
    """The run of a folder, as an engine.

    Args:
        folder: Of a run that is under way; None for one that is to be sent.
    """

    received = Signal(object)
    """An event."""

    replayed = Signal(object)
    """An event of before: of a run that is gone on with, or found under way."""

    died = Signal(str)
    """One sentence."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._reader: JournalReader | None = None
        self._live_from = 0
        self._has_begun = folder is not None
        self._is_closed = False
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self._look)
        if folder is not None:
            self._watch(folder)

    @property
    def last_words(self) -> str:
        """What it last printed."""
        if self._folder is None:
            return ""
        try:
            with (self._folder / OUTPUT).open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
                data = file.read()
        except OSError:
            return ""
        return data.decode(errors="replace").strip()

    def send(self, request: AnyRequest) -> None:
        """Starts a run, or asks it for something."""
        if isinstance(request, Train):
            try:
                self._start(request)
            except (KgraphError, OSError) as error:
                sentence = f"The run cannot be started: {error}"
                QTimer.singleShot(0, self, lambda: self._refuse(sentence))
        elif isinstance(request, Steering) and self._folder is not None:
            with suppress(OSError):
                ask(self._folder, request)

    def leave(self) -> None:
        """Lets the run go on without this window."""
        self._is_closed = True
        self._timer.stop()
        if self._process is not None and self._process.poll() is None:
            _left.append(self._process)
        self._process = None

    def close(self) -> None:
        """Ends a run that goes on; what it learned is kept."""
        process = self._process
        self.leave()
        if process is None or process.poll() is not None:
            self._forget_unbegun()
        elif self._has_begun:
            process.terminate()
            QTimer.singleShot(PATIENCE, process.kill)
        else:
            process.kill()
            process.wait()
            self._forget_unbegun()

    def _start(self, request: Train) -> None:
        store = RunStore.beside(request.path)
        if request.run:
            folder = Path(store.demand_idle(request.run).folder)
        else:
            folder = store.reserve()
        _left[:] = [process for process in _left if process.poll() is None]
        (folder / REQUEST).write_bytes(encode(request))
        # Another window may go on with the same run; its process has the file open.
        with (folder / OUTPUT).open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND, str(folder.absolute())],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=Path.home(),
                **_apart(),
            )
        self._has_begun = bool(request.run)
        self._watch(folder)

    def _watch(self, folder: Path) -> None:
        self._folder = folder
        self._reader = JournalReader(folder)
        self._live_from = self._reader.size()
        self._timer.start()

    def _look(self) -> None:
        """Reads what is new; a long history in pieces, so that the window goes on."""
        reader = self._reader
        if reader is None:
            return
        was_ended = self._has_ended()
        is_old = reader.position < self._live_from
        events = reader.read(self._live_from if is_old else None)
        for event in events:
            self._pass_on(event, is_old)
        if self._is_closed:
            return
        if events:
            QTimer.singleShot(0, self, self._look)
        elif was_ended:
            self._mourn()

    def _pass_on(self, event: Any, is_old: bool) -> None:
        if self._is_closed:
            return
        is_end = isinstance(event, TrainingEnded | Failed)
        if is_old:
            if not is_end:
                self.replayed.emit(event)
            return
        self._has_begun |= isinstance(event, TrainingBegan)
        self.received.emit(event)

    def _has_ended(self) -> bool:
        if self._process is not None:
            return self._process.poll() is not None
        return self._folder is None or not alive.is_held(self._folder / LOCK)

    def _mourn(self) -> None:
        code = self._process.poll() if self._process is not None else None
        self._timer.stop()
        self._is_closed = True
        if self._folder is None:
            return
        if code == BUSY:
            self.received.emit(Failed("Train", self._elsewhere()))
            return
        how = how_it_died(self._folder, code)
        self._forget_unbegun()
        self.died.emit(f"The run's process ended unexpectedly ({how}).")

    def _elsewhere(self) -> str:
        name = self._folder.name if self._folder else ""
        return f"Run {name} is under way in another window or program."

    def _refuse(self, sentence: str) -> None:
        if not self._is_closed:
            self.received.emit(Failed("Train", sentence))

    def _forget_unbegun(self) -> None:
        """Removes the folder of a run that has not become one."""
        if self._has_begun or self._folder is None:
            return
        with suppress(OSError):
            for file in self._folder.iterdir():
                file.unlink(missing_ok=True)
            self._folder.rmdir()


def found_alive(path: str | None) -> Path | None:
    """Returns the folder of the latest run of a drawing that is under way, if any."""
    locks = sorted(RunStore.beside(path).folder.glob(f"[0-9]*/{LOCK}"), reverse=True)
    following = followers(Path(path)) if path else ()
    folders = (*(lock.parent for lock in locks), *following)
    return next((each for each in folders if alive.is_held(each / LOCK)), None)


def _apart() -> dict[str, Any]:
    """Returns what keeps a process alive when the one that started it ends."""
    if os.name == "nt":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined]
        return {"creationflags": flags | 0x00000008}  # DETACHED_PROCESS
    return {"start_new_session": True}
