"""Talks to an engine in a process of its own: requests out, events in."""

import logging
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import (
    QCoreApplication,
    QDir,
    QObject,
    QProcess,
    QProcessEnvironment,
    QTimer,
    Signal,
)

from kgraph.messages import AnyRequest, decode_event, encode

logger = logging.getLogger(__name__)

TAIL = 60  # lines of stderr that are kept for whoever asks why
PATIENCE = 3000  # milliseconds that a closed engine has to leave by itself
COMMAND = ("-P", "-m", "kgraph.engine")  # -P: nothing is imported from the folder

_leaving: set["ProcessEngine"] = set()  # a QProcess must outlive its process


class Engine(Protocol):
    """What answers requests: a process, or an object in the window's own process."""

    received: Any  # Signal(object): an event
    died: Any  # Signal(str): one sentence

    def send(self, request: AnyRequest) -> None:
        """Asks for something; answers arrive through `received`."""

    def close(self) -> object:
        """Ends the engine, and what it is doing."""

    @property
    def last_words(self) -> str:
        """What it last wrote to stderr, for those who want to know why it died."""


EngineFactory = Callable[[], Engine]


class ProcessEngine(QObject):
    """An engine in a child process; starts at once, listens when Keras is there.

    Args:
        arguments: What Python is called with; tests call a smaller engine.
    """

    received = Signal(object)
    died = Signal(str)

    def __init__(self, arguments: tuple[str, ...] = COMMAND) -> None:
        super().__init__()
        self._is_closed = False
        self._last_lines: deque[str] = deque(maxlen=TAIL)
        self._process = process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(list(arguments))
        process.setWorkingDirectory(QDir.homePath())
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read_events)
        process.readyReadStandardError.connect(self._read_last_lines)
        process.finished.connect(self._say_finished)
        process.errorOccurred.connect(self._say_not_started)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.kill)
        process.start()

    @property
    def last_words(self) -> str:
        """What it last wrote to stderr."""
        return "\n".join(self._last_lines)

    def send(self, request: AnyRequest) -> None:
        """Writes a request; nothing happens once the engine is gone."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(encode(request))

    def close(self) -> None:
        """Lets the engine read the end of its input, and ends it if it lingers."""
        self._is_closed = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        _leaving.add(self)
        self._process.closeWriteChannel()
        QTimer.singleShot(PATIENCE, self._process, self._process.kill)

    def kill(self) -> None:
        """Ends the engine now, whatever it is doing, and waits until it is gone."""
        self._is_closed = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self._process.kill()
        self._process.waitForFinished(PATIENCE)

    def _read_events(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                event = decode_event(line)
            except msgspec.DecodeError as error:
                logger.warning("The engine sent what is no event: %s (%r)", error, line)
                continue
            if not self._is_closed:
                self.received.emit(event)

    def _read_last_lines(self) -> None:
        data = bytes(self._process.readAllStandardError().data())
        self._last_lines.extend(
            line for line in data.decode(errors="replace").splitlines() if line.strip()
        )

    def _say_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        _leaving.discard(self)
        if self._is_closed:
            return
        self._is_closed = True
        crashed = status == QProcess.ExitStatus.CrashExit
        how = f"it was ended by signal {code}" if crashed else f"exit code {code}"
        self.died.emit(f"The engine ended unexpectedly ({how}).")

    def _say_not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._is_closed:
            self._is_closed = True
            reason = self._process.errorString()
            self.died.emit(f"The engine could not be started: {reason}.")


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.insert("PYTHONIOENCODING", "utf-8")
    return environment
