"""Questions to an engine of which several may wait, each with its own answer."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import AnyRequest, Failed
from kgraph.messages.event import Answer


class _Asked(NamedTuple):
    request: Any
    answered: Callable[[Any], None]
    failed: Callable[[str], None]


class Questions(QObject):
    """Asks what has a number, and hands each answer to whoever asked.

    An engine that is started again on purpose is asked again; with one that died,
    which may have died of it, the question has failed.

    Args:
        answers: Name of each type of request to the type of its answer.
    """

    changed = Signal()
    """Something has been asked, or is no longer waited for."""

    def __init__(
        self,
        engine: LastingEngine,
        answers: Mapping[str, type[Answer]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._names = tuple(answers)
        self._answers = tuple(answers.values())
        self._numbers = count(1)
        self._waiting: dict[int, _Asked] = {}
        engine.received.connect(self._hear)
        engine.started.connect(self._ask_again)
        engine.died.connect(self._give_up)
        engine.gave_up.connect(self._give_up)

    @property
    def waiting(self) -> tuple[AnyRequest, ...]:
        """What has no answer yet."""
        return tuple(asked.request for asked in self._waiting.values())

    def ask(
        self,
        request_of: Callable[[int], AnyRequest],
        answered: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> int:
        """Asks; returns the number of the question.

        Args:
            request_of: Makes the request of this number.
            answered: Is given the answer.
            failed: Is given a sentence instead.
        """
        number = next(self._numbers)
        self._engine.start()  # it may have given up
        self._waiting[number] = _Asked(request_of(number), answered, failed)
        self._engine.send(self._waiting[number].request)
        self.changed.emit()
        return number

    def forget(self) -> None:
        """Waits for no answer any more."""
        self._waiting.clear()
        self.changed.emit()

    def cancel(self, kind: type) -> None:
        """Waits no longer for what is of a kind: ends an engine that is busy with it.

        What else waits is asked again, of another engine.
        """
        kept = {
            number: asked
            for number, asked in self._waiting.items()
            if not isinstance(asked.request, kind)
        }
        if len(kept) < len(self._waiting):
            self._waiting = kept
            self.changed.emit()
            self._engine.restart()

    def _ask_again(self) -> None:
        for asked in self._waiting.values():
            self._engine.send(asked.request)

    def _give_up(self, reason: str) -> None:
        waiting, self._waiting = self._waiting, {}
        for asked in waiting.values():
            asked.failed(reason)
        if waiting:
            self.changed.emit()

    def _hear(self, event: object) -> None:
        if isinstance(event, self._answers):
            asked = self._end(event.number)
            if asked is not None:
                asked.answered(event)
        elif isinstance(event, Failed) and event.request in self._names:
            asked = self._end(int(event.subject) if event.subject.isdigit() else 0)
            if asked is not None:
                asked.failed(event.message)

    def _end(self, number: int) -> _Asked | None:
        asked = self._waiting.pop(number, None)
        if asked is not None:
            self.changed.emit()
        return asked
