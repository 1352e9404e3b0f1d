"""One run at a time, each in an engine of its own."""

from enum import Enum

from PySide6.QtCore import QObject, Signal

from kgraph.document.project import Project
from kgraph.gui.engine_client import Engine, EngineFactory
from kgraph.messages import (
    AddEpochs,
    Failed,
    Marked,
    Pause,
    Resume,
    SetLearningRate,
    Steering,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
)
from kgraph.runs.folder.death import SMALLER


class State(Enum):
    """Where a run is."""

    IDLE = "idle"
    STARTING = "starting"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    STOPPING = "stopping"

    @property
    def is_under_way(self) -> bool:
        """Whether the run can be steered."""
        return self in (State.RUNNING, State.PAUSING, State.PAUSED)


class TrainingSession(QObject):
    """Starts, steers and stops runs, and passes on what they report."""

    state_changed = Signal(State)
    reported = Signal(object)
    """Any event of the run."""

    recalled = Signal(object)
    """An event of before: of a run that goes on, or was found under way."""

    failed = Signal(str, str)
    """One sentence, and details for those who want to know."""

    def __init__(self, factory: EngineFactory) -> None:
        super().__init__()
        self._factory = factory
        self._engine: Engine | None = None
        self._state = State.IDLE
        self._is_attached = False

    @property
    def state(self) -> State:
        """Where the run is."""
        return self._state

    @property
    def is_idle(self) -> bool:
        """Whether a run can be started."""
        return self._state is State.IDLE

    @property
    def is_attached(self) -> bool:
        """Whether the run was found under way."""
        return self._is_attached

    @property
    def can_leave(self) -> bool:
        """Whether the run can go on without this window."""
        return hasattr(self._engine, "leave")

    def start(
        self,
        project: Project,
        path: str | None,
        run: str = "",
        epochs: int | None = None,
    ) -> None:
        """Trains a project, unless a run is under way.

        Args:
            path: The `.kgraph` file, None if there is none yet.
            run: Id of a run to go on with; empty for a new one.
            epochs: How many epochs such a run shall have in all.
        """
        if self.is_idle:
            engine = self._factory()
            self._wire(engine, is_attached=False)
            engine.send(Train(project, path, run, epochs))

    def attach(self, engine: Engine) -> None:
        """Takes over a run that was found under way, unless there is one already."""
        if self.is_idle:
            self._wire(engine, is_attached=True)

    def stop(self, restores_best: bool = False) -> None:
        """Asks the run to end within a batch; a run that has not begun is dropped.

        Args:
            restores_best: Whether its weights become those of its best epoch.
        """
        if self._state is State.STARTING:
            self._close()
        elif self._state.is_under_way:
            self._send(Stop(restores_best))
            self._enter(State.STOPPING)

    def pause(self) -> None:
        """Asks the run to wait after the batch that is under way."""
        if self._state is State.RUNNING:
            self._send(Pause())
            self._enter(State.PAUSING)

    def resume(self) -> None:
        """Lets a run go on that waits."""
        if self._state in (State.PAUSING, State.PAUSED):
            self._send(Resume())
            self._enter(State.RUNNING)

    def set_learning_rate(self, rate: float) -> None:
        """Lets the run go on with another learning rate."""
        if self._state.is_under_way:
            self._send(SetLearningRate(rate))

    def add_epochs(self, count: int) -> None:
        """Lets the run have more epochs than it was begun with."""
        if self._state.is_under_way:
            self._send(AddEpochs(count))

    def leave(self) -> None:
        """Lets the run go on without this window, where it can; else ends it."""
        engine = self._engine
        if engine is not None and hasattr(engine, "leave"):
            self._engine = None
            engine.leave()
            self._enter(State.IDLE)
        else:
            self.close()

    def close(self) -> None:
        """Ends the run at once."""
        if not self.is_idle:
            self._close()

    def _wire(self, engine: Engine, *, is_attached: bool) -> None:
        self._engine = engine
        self._is_attached = is_attached
        engine.received.connect(self._hear)
        engine.died.connect(self._mourn)
        if hasattr(engine, "replayed"):
            engine.replayed.connect(self._recall)
        self._enter(State.STARTING)

    def _send(self, request: Steering) -> None:
        if self._engine is not None:
            self._engine.send(request)

    def _hear(self, event: object) -> None:
        if self._engine is None:
            return
        match event:
            case TrainingEnded():
                self.reported.emit(event)
                self._close()
            case Failed(message=message, details=details):
                self._close()
                self.failed.emit(message, details)
            case _:
                self._follow(event)
                self.reported.emit(event)

    def _recall(self, event: object) -> None:
        if self._engine is None:
            return
        if self._is_attached:  # else it tells where an earlier engine was
            self._follow(event)
        self.recalled.emit(event)

    def _follow(self, event: object) -> None:
        """Enters the state that an event tells of."""
        match event:
            case TrainingBegan():
                self._enter(State.RUNNING)
            case Marked(kind="pause") if self._state in (State.RUNNING, State.PAUSING):
                self._enter(State.PAUSED)
            case Marked(kind="resume") if self._state is State.PAUSED:
                self._enter(State.RUNNING)

    def _mourn(self, reason: str) -> None:
        if self._engine is None:
            return
        last_words = self._engine.last_words
        self._close()
        self.failed.emit(
            f"{reason} The drawing is safe, and so is the run up to its last "
            f"checkpoint, if it had one: Continue goes on from there. {SMALLER}",
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
