"""Asks the engine about samples, and hands each answer to whoever asked."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject

from kgraph.document.project import MAIN
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.questions import Questions
from kgraph.messages import Look, Looked, Summarize, Summarized
from kgraph.messages.event import Answer

ANSWERS: dict[str, type[Answer]] = {"Look": Looked, "Summarize": Summarized}


class Asking(QObject):
    """Asks about the data of a document; more than one question may wait."""

    def __init__(self, document: Document, engine: LastingEngine) -> None:
        super().__init__()
        self._document = document
        self.questions = Questions(engine, ANSWERS, self)

    def look(
        self,
        answered: Callable[[Looked], None],
        failed: Callable[[str], None],
        columns: tuple[str, ...],
        **settings: Any,
    ) -> int:
        """Asks for samples; returns the number of the question.

        Args:
            settings: As in `Look`: `first`, `count`, `part`, `where`, `seed`,
                `positions`, `detail`.
        """
        about = self._about(columns)
        return self.questions.ask(
            lambda number: Look(number, *about, **settings), answered, failed
        )

    def summarize(
        self,
        answered: Callable[[Summarized], None],
        failed: Callable[[str], None],
        columns: tuple[str, ...],
    ) -> int:
        """Asks for columns in numbers; returns the number of the question."""
        about = self._about(columns)
        return self.questions.ask(
            lambda number: Summarize(number, *about), answered, failed
        )

    def _about(self, columns: tuple[str, ...]) -> tuple[Any, ...]:
        project = self._document.project
        slim = replace(project, graphs={MAIN: project.main})
        path = self._document.path
        return slim, columns, str(path.parent) if path else None
