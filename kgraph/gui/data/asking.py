"""Asks the engine about samples, and hands each answer to whoever asked."""

from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QObject

from kgraph.document.project import MAIN
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import (
    Failed,
    Look,
    Looked,
    Summarize,
    Summarized,
)

NAMES = ("Look", "Summarize")


class _Asked(NamedTuple):
    request: Look | Summarize
    answered: Callable[[Any], None]
    failed: Callable[[str], None]


class Asking(QObject):
    """Asks about the data of a document; more than one question may wait.

    An engine that is started again on purpose is asked again; with one that died,
    which may have died of it, the question has failed.
    """

    def __init__(self, document: Document, engine: LastingEngine) -> None:
        super().__init__()
        self._document = document
        self._engine = engine
        self._numbers = count(1)
        self._waiting: dict[int, _Asked] = {}
        engine.received.connect(self._hear)
        engine.started.connect(self._ask_again)
        engine.died.connect(self._give_up)
        engine.gave_up.connect(self._give_up)

    def look(
        self,
        answered: Callable[[Looked], None],
        failed: Callable[[str], None],
        columns: tuple[str, ...],
        **settings: Any,
    ) -> int:
        """Asks for samples; returns the number of the question.

        Args:
            settings: As in `Look`: `first`, `count`, `part`, `where`, `seed`.
        """
        number = next(self._numbers)
        request = Look(number, *self._about(columns), **settings)
        return self._ask(_Asked(request, answered, failed))

    def summarize(
        self,
        answered: Callable[[Summarized], None],
        failed: Callable[[str], None],
        columns: tuple[str, ...],
    ) -> int:
        """Asks for columns in numbers; returns the number of the question."""
        number = next(self._numbers)
        request = Summarize(number, *self._about(columns))
        return self._ask(_Asked(request, answered, failed))

    def forget(self) -> None:
        """Waits for no answer any more: the questions were about other data."""
        self._waiting.clear()

    def _about(self, columns: tuple[str, ...]) -> tuple[Any, ...]:
        project = self._document.project
        slim = replace(project, graphs={MAIN: project.main})
        path = self._document.path
        return slim, columns, str(path.parent) if path else None

    def _ask(self, asked: _Asked) -> int:
        self._waiting[asked.request.number] = asked
        self._engine.send(asked.request)
        return asked.request.number

    def _ask_again(self) -> None:
        for asked in self._waiting.values():
            self._engine.send(asked.request)

    def _give_up(self, reason: str) -> None:
        waiting, self._waiting = self._waiting, {}
        for asked in waiting.values():
            asked.failed(reason)

    def _hear(self, event: object) -> None:
        if isinstance(event, Looked | Summarized):
            asked = self._waiting.pop(event.number, None)
            if asked is not None:
                asked.answered(event)
        elif isinstance(event, Failed) and event.request in NAMES:
            number = int(event.subject) if event.subject.isdigit() else 0
            asked = self._waiting.pop(number, None)
            if asked is not None:
                asked.failed(event.message)
