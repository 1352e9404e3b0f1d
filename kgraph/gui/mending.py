"""Finds repairs of what is wrong: proposes them here, has them proven in the engine."""

from collections import deque
from collections.abc import Iterable, Iterator

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from kgraph.document.analysis import Analysis, Problem
from kgraph.document.errors import EditError, KgraphError
from kgraph.document.project import Project
from kgraph.document.repairs import Case, Repair, Verdict, judge, propose
from kgraph.gui.analysis import Analyst, is_only_moved
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Prove, Proved

REST = 250  # milliseconds without an edit before repairs are tried
PATIENCE = 500  # milliseconds after which what was found so far is offered
MOST = 12  # problems whose repairs are tried

Offers = dict[Problem, tuple[Repair, ...]]


class Trial(Struct, frozen=True):
    """A repair that is to be proven.

    Attributes:
        repaired: The project as it would be.
    """

    case: Case
    repair: Repair
    repaired: Project


class Mender(QObject):
    """Offers repairs that were proven to put a problem right.

    One is tried at a time, and only while nobody draws: the shapes of what is being
    drawn never wait for more than one trial.
    """

    changed = Signal()
    """There are other offers now."""

    def __init__(
        self, document: Document, engine: LastingEngine, analyst: Analyst
    ) -> None:
        super().__init__()
        self._document = document
        self._engine = engine
        self._analyst = analyst
        self._analysis = Analysis()
        self._base: Project | None = None
        self._waiting: deque[Trial] = deque()
        self._tried: Trial | None = None
        self._number = 0
        self._verdicts: dict[Problem, list[tuple[Repair, Verdict]]] = {}
        self._shown = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self._begin)
        analyst.analyzed.connect(self._hear_analysis)
        document.changed.connect(self._hear_change)
        engine.received.connect(self._hear_event)
        engine.started.connect(self._forget)

    @property
    def is_busy(self) -> bool:
        """Whether more repairs may be found soon."""
        is_trying = bool(self._waiting) or self._tried is not None
        return self._timer.isActive() or is_trying

    def offers(self) -> Offers:
        """Returns the problems that can be repaired, and how."""
        found = {problem: _best(tried) for problem, tried in self._verdicts.items()}
        return {problem: repairs for problem, repairs in found.items() if repairs}

    def apply(self, repair: Repair) -> bool:
        """Applies a repair as one step; returns whether that was possible.

        It is refused where it is not among the offers any more: those are for the
        drawing as it is, wherever its nodes have been moved to.
        """
        is_offered = any(repair in repairs for repairs in self.offers().values())

        def edit(project: Project) -> Project:
            if not is_offered:
                raise EditError(
                    f"“{repair.title}” was found for a drawing that has changed since. "
                    "Look at the problems once more."
                )
            return repair.edit(project)

        return self._document.edit(repair.title, edit)

    def _hear_change(self, before: Project, after: Project) -> None:
        if not is_only_moved(before, after):
            self._forget()

    def _hear_analysis(self, analysis: Analysis) -> None:
        base = self._analyst.analyzed_project
        is_new = base is not self._base or analysis.problems != self._analysis.problems
        if base is None or not is_new or not self._is_of_now(base):
            return
        self._forget()
        self._base, self._analysis = base, analysis
        if analysis.problems:
            self._timer.start()

    def _is_of_now(self, base: Project) -> bool:
        return is_only_moved(base, self._document.project)

    def _forget(self) -> None:
        had = bool(self._verdicts)
        self._timer.stop()
        self._base, self._tried = None, None
        self._waiting.clear()
        self._verdicts = {}
        if had:
            self.changed.emit()

    def _begin(self) -> None:
        self._waiting = deque(self._trials())
        self._shown.start()
        self._try_next()

    def _trials(self) -> Iterator[Trial]:
        if self._base is None:
            return
        problems = sorted(self._analysis.problems, key=lambda p: p.severity != "error")
        description = self._analyst.description
        for problem in problems[:MOST]:
            case = Case(self._base, problem, self._analysis, description)
            yield from _trials_of(case, propose(case))

    def _try_next(self) -> None:
        self._tried = self._waiting.popleft() if self._waiting else None
        if self._tried is None:
            self._show()
            return
        self._number += 1
        self._engine.send(Prove(self._number, self._tried.repaired))

    def _hear_event(self, event: object) -> None:
        trial = self._tried
        if not isinstance(event, Proved) or event.number != self._number or not trial:
            return
        known = self._analyst.complete(trial.repaired, event.analysis)
        verdict = judge(trial.case, known, event.is_built)
        self._verdicts.setdefault(trial.case.problem, []).append(
            (trial.repair, verdict)
        )
        if self._shown.elapsed() > PATIENCE and self._waiting and verdict == "sound":
            self._show()
        self._try_next()

    def _show(self) -> None:
        self._shown.start()
        self.changed.emit()


def _trials_of(case: Case, repairs: Iterable[Repair]) -> Iterator[Trial]:
    for repair in repairs:
        try:
            repaired = repair.edit(case.project)
        except KgraphError:  # it would close a cycle, such as
            continue
        if repaired != case.project:
            yield Trial(case, repair, repaired)


def _best(tried: list[tuple[Repair, Verdict]]) -> tuple[Repair, ...]:
    """Returns the sound repairs or, if there are none, those that reveal more."""
    for wanted in ("sound", "revealing"):
        found = tuple(repair for repair, verdict in tried if verdict == wanted)
        if found:
            return found
    return ()
