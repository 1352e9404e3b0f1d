"""Keeps an engine at hand: one that dies is started again."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.gui.engine_client import Engine, EngineFactory, ProcessEngine
from kgraph.messages import AnyRequest, Ready

QUICK = 60.0  # seconds within which a death counts towards giving up
TRIES = 3
PAUSES = (200, 2000)  # milliseconds before the second and the third try


class LastingEngine(QObject):
    """An engine that outlives its processes.

    After three deaths in a minute it gives up, says so, and starts again only when
    `start` is called.
    """

    received = Signal(object)
    started = Signal()
    """A new engine listens from now on; what the last one was asked is lost."""

    died = Signal(str)
    """An engine has ended by itself; the sentence says how. Another follows."""

    gave_up = Signal(str)

    def __init__(
        self, factory: EngineFactory, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._factory = factory
        self._clock = clock
        self._engine: Engine | None = None
        self._deaths: list[float] = []
        self._last_words = ""
        self._is_closed = False
        self._companions: list[LastingEngine] = []
        self._is_companion = False

    @property
    def last_words(self) -> str:
        """What the last engine wrote to stderr before it died."""
        return self._last_words

    def start(self) -> None:
        """Starts an engine, unless there is one."""
        if self._engine is not None or self._is_closed:
            return
        self._engine = self._factory()
        self._engine.received.connect(self._pass_on)
        self._engine.died.connect(self._try_again)
        self.started.emit()

    def restart(self) -> None:
        """Ends the engine, if there is one, and starts another."""
        self._end()
        self._deaths = []
        self.start()

    def rest(self) -> None:
        """Ends a companion, and frees its memory, until it is started again."""
        if self._is_companion:
            self._end()

    def send(self, request: AnyRequest) -> None:
        """Asks the engine; a request made while there is none is lost."""
        if self._engine is not None:
            self._engine.send(request)

    def companion(self) -> "LastingEngine":
        """Returns an engine for what takes long, so that it keeps nothing else waiting.

        It has a process of its own, which starts when it is first asked and is closed
        with this one. An engine in this process is its own companion: two that import
        Keras at once would see halves of it.
        """
        if self._factory is not ProcessEngine:
            return self
        companion = LastingEngine(self._factory)
        companion._is_companion = True
        self._companions.append(companion)
        return companion

    def close(self) -> None:
        """Ends the engine for good, and its companions."""
        for companion in self._companions:
            companion.close()
        self._is_closed = True
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _end(self) -> None:
        if self._engine is not None:
            # One in this process may still answer what nobody waits for any more.
            self._engine.received.disconnect(self._pass_on)
            self._engine.close()
            self._engine = None

    def _pass_on(self, event: object) -> None:
        if isinstance(event, Ready):
            self._last_words = ""
        self.received.emit(event)

    def _try_again(self, reason: str) -> None:
        if self._engine is not None:
            self._last_words = self._engine.last_words
        self._engine = None
        self.died.emit(reason)
        now = self._clock()
        self._deaths = [t for t in self._deaths if now - t < QUICK] + [now]
        if len(self._deaths) >= TRIES:
            self._deaths = []
            self.gave_up.emit(
                f"{reason} It was tried {TRIES} times; shapes and problems are no "
                "longer updated. Choose Run, Restart Engine to try again."
            )
            return
        QTimer.singleShot(PAUSES[len(self._deaths) - 1], self, self.start)
