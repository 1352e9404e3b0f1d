"""Asks an engine what two models cost, for the head of their comparison."""

from itertools import count

from PySide6.QtCore import QObject

from kgraph.document.analysis import Analysis
from kgraph.document.comparing import costs
from kgraph.document.project import Project
from kgraph.gui.comparing.view import ComparisonView
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Failed, Prove, Proved

_numbers = count(-1, -1)  # trials of repairs count upwards from 1


class Counting(QObject):
    """Lives with the view that it tells."""

    def __init__(
        self, engine: LastingEngine, old: Project, new: Project, view: ComparisonView
    ) -> None:
        super().__init__(view)
        self._view = view
        self._engine = engine
        self._asked = {next(_numbers): old, next(_numbers): new}
        self._known: dict[int, Analysis] = {}
        engine.received.connect(self._hear)
        engine.started.connect(self._ask)  # what the last one was asked is lost
        engine.gave_up.connect(self._give_up)
        view.show_costs((), "Counting parameters and multiply-adds…")
        self._ask()

    def _ask(self) -> None:
        for number, project in self._asked.items():
            if number not in self._known:
                self._engine.send(Prove(number, project, is_built=False))

    def _give_up(self, reason: str) -> None:
        if len(self._known) < len(self._asked):
            self._view.show_costs((), reason)

    def _hear(self, event: object) -> None:
        if isinstance(event, Failed) and event.request == "Prove":
            self._give_up(event.message)
        elif isinstance(event, Proved) and event.number in self._asked:
            self._known[event.number] = event.analysis
            if len(self._known) == len(self._asked):
                old, new = (self._known[number] for number in self._asked)
                self._view.show_costs(costs(old, new))
