"""Lets the panel of the stages show the one that a run is in."""

from PySide6.QtCore import QObject

from kgraph.gui.stages.panel import StagesPanel
from kgraph.gui.training import TrainingSession
from kgraph.messages import Marked, TrainingBegan


class RunningStage(QObject):
    """Chooses stage after stage, for as long as the person looks at no other one."""

    def __init__(self, session: TrainingSession, panel: StagesPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._names: tuple[str, ...] = ()
        self._next = 0
        session.reported.connect(self._hear)

    def _hear(self, event: object) -> None:
        match event:
            case TrainingBegan(stages=names):
                self._names, self._next = names, 0
            case Marked(kind="stage", text=name):
                self._enter(name)

    def _enter(self, name: str) -> None:
        later = range(self._next, len(self._names))
        number = next((i for i in later if self._names[i] == name), None)
        if number is None:
            return
        is_followed = self._next == 0 or self._panel.shown.index == self._next - 1
        self._next = number + 1
        if is_followed and len(self._names) == self._panel.list.count():
            self._panel.list.setCurrentRow(number)
