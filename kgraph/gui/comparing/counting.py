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
        self._numbers = next(_numbers), next(_numbers)
        self._known: dict[int, Analysis] = {}
        engine.received.connect(self._hear)
        view.show_costs((), "Counting parameters and multiply-adds…")
        for number, project in zip(self._numbers, (old, new), strict=True):
            engine.send(Prove(number, project, is_built=False))

    def _hear(self, event: object) -> None:
        if isinstance(event, Failed) and event.request == "Prove":
            self._view.show_costs((), event.message)
        elif isinstance(event, Proved) and event.number in self._numbers:
            self._known[event.number] = event.analysis
            if len(self._known) == 2:
                self._view.show_costs(costs(*(self._known[n] for n in self._numbers)))
