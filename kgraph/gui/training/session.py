"""One run at a time, each in an engine of its own."""

from enum import Enum

from PySide6.QtCore import QObject, Signal

from kgraph.document.project import Project
from kgraph.gui.engine_client import Engine, EngineFactory
from kgraph.messages import Failed, Stop, Train, TrainingBegan, TrainingEnded


class State(Enum):
    """Where a run is."""

    IDLE = "idle"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"


class TrainingSession(QObject):
    """Starts and stops runs, and passes on what they report."""

    state_changed = Signal(State)
    reported = Signal(object)
    """Any event of the run."""

    failed = Signal(str, str)
    """One sentence, and details for those who want to know."""

    def __init__(self, factory: EngineFactory) -> None:
        super().__init__()
        self._factory = factory
        self._engine: Engine | None = None
        self._state = State.IDLE

    @property
    def state(self) -> State:
        """Where the run is."""
        return self._state

    @property
    def is_idle(self) -> bool:
        """Whether a run can be started."""
        return self._state is State.IDLE

    def start(self, project: Project, path: str | None) -> None:
        """Trains a project, unless a run is under way.

        Args:
            path: The `.kgraph` file, None if there is none yet.
        """
        if not self.is_idle:
            return
        self._engine = engine = self._factory()
        engine.received.connect(self._hear)
        engine.died.connect(self._mourn)
        self._enter(State.STARTING)
        engine.send(Train(project, path))

    def stop(self) -> None:
        """Asks the run to end within a batch; a run that has not begun is dropped."""
        if self._state is State.STARTING:
            self._close()
        elif self._state is State.RUNNING and self._engine is not None:
            self._engine.send(Stop())
            self._enter(State.STOPPING)

    def close(self) -> None:
        """Ends the run at once."""
        if not self.is_idle:
            self._close()

    def _hear(self, event: object) -> None:
        if self._engine is None:
            return
        match event:
            case TrainingBegan():
                self._enter(State.RUNNING)
                self.reported.emit(event)
            case TrainingEnded():
                self.reported.emit(event)
                self._close()
            case Failed(message=message, details=details):
                self._close()
                self.failed.emit(message, details)
            case _:
                self.reported.emit(event)

    def _mourn(self, reason: str) -> None:
        if self._engine is None:
            return
        last_words = self._engine.last_words
        self._close()
        self.failed.emit(
            f"{reason} The run is lost, the drawing is not. If memory was short, a "
            "smaller batch size helps.",
            last_words,
        )

    def _close(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
        self._enter(State.IDLE)

    def _enter(self, state: State) -> None:
        self._state = state
        self.state_changed.emit(state)
