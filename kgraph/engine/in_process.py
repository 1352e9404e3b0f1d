"""An engine as an object: answers in a thread, trains in another."""

import atexit
import os
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, QThread, Signal

from kgraph.engine import environment
from kgraph.engine.answer import answer, start
from kgraph.engine.waiting import Waiting
from kgraph.messages import (
    AnyRequest,
    Describe,
    Failed,
    Steering,
    Train,
    TrainingEnded,
)
from kgraph.training.thread import TrainingThread

PATIENCE = 5000  # milliseconds that a thread has to end when the engine is closed
LAST_PATIENCE = 60_000  # and when the process is to end: Keras may be half imported

_lingering: set[QThread] = set()  # Qt aborts the process if one is deleted too early


@atexit.register
def _wait_for_lingering() -> None:
    """Lets a closed engine finish its import or its batch, but not keep us for ever."""
    if not all(thread.wait(LAST_PATIENCE) for thread in _lingering):
        os._exit(1)


class InProcessEngine(QObject):
    """Answers requests in the process that it is made in.

    It has the signals and methods of the window's client of an engine process, and is
    what runs in that process too. Requests come from the thread that made it, events
    arrive there.
    """

    received = Signal(object)
    """An event."""

    died = Signal(str)
    """Never emitted: it dies with its process."""

    last_words = ""
    """What it wrote before it died: nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        environment.prepare()
        self._has_started = False
        self._training: TrainingThread | None = None
        self._desk = _Desk(self)
        self._desk.answered.connect(self._pass_on)
        self._desk.start()

    def send(self, request: AnyRequest) -> None:
        """Asks for something; answers arrive through `received`."""
        if isinstance(request, Train):
            self._train(request)
        elif isinstance(request, Steering):
            if self._training is not None:
                self._training.steer(request)
        else:
            self._desk.requests.put(request)

    def close(self) -> bool:
        """Stops a run that goes on and ends the threads.

        Returns:
            Whether they ended in time; one that did not goes on by itself.
        """
        self._desk.requests.close()
        threads: list[QThread] = [self._desk]
        if self._training is not None:
            self._training.stop()
            threads.append(self._training)
        still_running = {t for t in threads if not t.wait(PATIENCE)}
        for thread in still_running:
            thread.setParent(None)
        _lingering.update(still_running)
        return not still_running

    def _train(self, request: Train) -> None:
        if self._training is not None:
            message = "A run goes on already. Stop it, or wait until it has ended."
            self.received.emit(Failed("Train", message))
            return
        self._training = TrainingThread(request, self)
        self._training.event_reported.connect(self._pass_on_training)
        if self._has_started:
            self._training.start()

    def _pass_on_training(self, event: object) -> None:
        if isinstance(event, (TrainingEnded, Failed)) and self._training is not None:
            # Whoever hears this may train again at once.
            self._training.wait()
            self._training.deleteLater()
            self._training = None
        self.received.emit(event)

    def _pass_on(self, event: object) -> None:
        self.received.emit(event)
        if not self._has_started:
            # Two threads that import Keras at once would see halves of it.
            self._has_started = True
            if self._training is not None:
                self._training.start()


class _Desk(QThread):
    """Imports Keras, then answers one request after the other."""

    answered = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.requests = Waiting()

    def run(self) -> None:
        self.answered.emit(start())
        while request := self.requests.take():
            if _may_download(request):  # shapes do not wait for that
                Thread(target=self._answer, args=(request,), daemon=True).start()
            else:
                self._answer(request)

    def _answer(self, request: AnyRequest) -> None:
        tell = self.answered.emit
        with suppress(RuntimeError):  # the engine is gone, and Qt's half of this
            tell(answer(request, self.requests.has_drawing, tell))


def _may_download(request: AnyRequest) -> bool:
    if not isinstance(request, Describe):
        return False
    return any(source.kind == "keras" for source in (request.source, *request.beside))
