"""Asks the engine what is known about the drawing, as it changes."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kgraph.document.analysis import DATA_READABLE, Analysis, Problem
from kgraph.document.binding import check_arriving, check_data
from kgraph.document.check import check, check_training
from kgraph.document.columns import DataDescription
from kgraph.document.project import DataSource, Project
from kgraph.document.weights import missing
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import (
    Analyze,
    Analyzed,
    Describe,
    Described,
    Downloading,
    Failed,
    Ready,
)

PAUSE = 60  # milliseconds between questions while the engine has not answered yet


class Analyst(QObject):
    """Sends snapshots of a document to an engine and passes on the newest answer.

    Until the engine listens, the problems that can be seen without Keras are shown.
    """

    analyzed = Signal(Analysis)
    described = Signal(object)
    """The `DataDescription` of the project's source; None if there is none yet."""

    state_changed = Signal(str)
    devices_found = Signal(tuple)
    """What the engine can compute on, as Keras calls it."""

    failed = Signal(str)

    def __init__(self, document: Document, engine: LastingEngine) -> None:
        super().__init__()
        self._document = document
        self._engine = engine
        self._revision = 0
        self._is_ready = False
        self._ready = ""  # what is said while nothing else goes on
        self._is_waiting = False  # for the answer to the newest question
        self._sources: tuple[DataSource, ...] = ()
        self._description: DataDescription | None = None
        self._unreadable = ""  # why the source cannot be described
        self._known = self._analysis = Analysis()
        self._asked: Project | None = None  # what the newest question was about
        self._analyzed: Project | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        document.changed.connect(self._hear_change)
        document.replaced.connect(self._forget)
        engine.started.connect(self._begin)
        engine.received.connect(self._hear_event)
        engine.gave_up.connect(self._give_up)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.applicationStateChanged.connect(self._look_again)

    @property
    def analysis(self) -> Analysis:
        """The newest answer."""
        return self._analysis

    @property
    def analyzed_project(self) -> Project | None:
        """The project that the newest answer is about; nodes may have moved since."""
        return self._analyzed

    @property
    def description(self) -> DataDescription | None:
        """What the project's data source holds; None while nobody knows."""
        return self._description

    def complete(self, project: Project, known: Analysis) -> Analysis:
        """Returns what Keras knows, with what does not fit the data or the training."""
        absent = missing(project, _folder(self._document))
        problems = (
            *known.problems,
            *self._data_problems(project, known),
            *check_training(project),
            *absent,
        )
        return replace(known, problems=problems)

    def problems_now(self) -> tuple[Problem, ...]:
        """Returns the problems of the drawing as it is, without waiting for Keras."""
        if self._analyzed is self._document.project:
            return self._analysis.problems
        project = self._document.project
        return self.complete(project, Analysis(problems=check(project))).problems

    def ask_again(self) -> None:
        """Asks for everything once more, such as after a data file changed."""
        self._sources = ()
        self._ask()

    def _begin(self) -> None:
        self._is_ready = False
        self._sources = ()
        self.state_changed.emit("Starting Keras…")
        self._ask()

    def _give_up(self, reason: str) -> None:
        self._is_ready = False
        self.state_changed.emit("No engine")
        self._look_without_keras()
        self.failed.emit(reason)

    def _look_again(self, state: Qt.ApplicationState) -> None:
        """Reads the data once more: the person may have put the file in its place."""
        if self._unreadable and state == Qt.ApplicationState.ApplicationActive:
            self.ask_again()

    def _hear_change(self, before: Project, after: Project) -> None:
        if not is_only_moved(before, after) and not self._timer.isActive():
            self._timer.start(PAUSE if self._is_waiting else 0)

    def _forget(self) -> None:
        """Says nothing of a project that is no longer there, and asks at once."""
        self._sources = ()
        self._known = Analysis()
        self._describe(None)
        QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        self._timer.stop()
        project = self._document.project
        self._revision += 1
        self._asked = project
        if not self._is_ready:
            self._look_without_keras()
        folder = _folder(self._document)
        self._engine.send(Analyze(self._revision, project, folder))
        self._is_waiting = True
        sources = _sources(project)
        if sources != self._sources:
            self._sources = sources
            self._describe(None)
            if sources:
                source, *beside = sources
                self._engine.send(Describe(source, folder, tuple(beside)))

    def _look_without_keras(self) -> None:
        self._show(Analysis(problems=check(self._document.project)))

    def _hear_event(self, event: object) -> None:
        match event:
            case Ready(backend=backend, devices=devices):
                self._is_ready = True
                self._ready = _ready_text(backend, devices)
                self.state_changed.emit(self._ready)
                self.devices_found.emit(devices)
            case Analyzed(revision=self._revision, analysis=analysis):
                self._analyzed, self._is_waiting = self._asked, False
                self._show(analysis)
            case Downloading():
                self.state_changed.emit(event.sentence)
            case Described(source=source, beside=beside, description=description):
                self.state_changed.emit(self._ready)
                if (source, *beside) == _sources(self._document.project):
                    self._describe(description)
            case Failed(request="Describe", message=message, subject=about):
                self.state_changed.emit(self._ready)
                if about and self._sources and about != self._sources[0].name:
                    return  # another source was chosen meanwhile
                self._describe(None, message)
                self.failed.emit(message)
            case Failed(request="Analyze", message=message):
                self.failed.emit(message)

    def _describe(
        self, description: DataDescription | None, unreadable: str = ""
    ) -> None:
        self._description, self._unreadable = description, unreadable
        self.described.emit(description)
        self._show(self._known)

    def _show(self, known: Analysis) -> None:
        """Shows what is known of the model, with what does not fit the data."""
        self._known = known
        self._analysis = self.complete(self._document.project, known)
        self.analyzed.emit(self._analysis)

    def _data_problems(self, project: Project, known: Analysis) -> tuple[Problem, ...]:
        if self._unreadable:
            return (Problem(rule=DATA_READABLE, message=self._unreadable),)
        if self._description is None:
            return ()
        return (
            *check_data(project, self._description),
            *check_arriving(project, known, self._description),
        )


def worth_showing(analysis: Analysis, project: Project) -> Analysis:
    """Returns what to tell a person: an empty drawing is a beginning, no mistake."""
    has_nodes = any(graph.nodes for graph in project.graphs.values())
    return analysis if has_nodes else Analysis()


def _sources(project: Project) -> tuple[DataSource, ...]:
    """Returns a project's source and those beside it; none if it has none."""
    data = project.data
    return () if data.source is None else (data.source, *data.beside)


def _folder(document: Document) -> str | None:
    return str(document.path.parent) if document.path else None


def is_only_moved(before: Project, after: Project) -> bool:
    """Whether nothing changed but where things stand; edits keep what they can."""
    return (
        before.data is after.data
        and before.weights == after.weights
        and before.training is after.training
        and before.graphs.keys() == after.graphs.keys()
        and all(
            old.nodes is after.graphs[id].nodes
            and old.layers is after.graphs[id].layers
            and old.name == after.graphs[id].name
            and old.trainable == after.graphs[id].trainable
            for id, old in before.graphs.items()
        )
    )


def _ready_text(backend: str, devices: tuple[str, ...]) -> str:
    name = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
    return f"Ready: {', '.join([name.get(backend, backend), *map(_device, devices)])}"


def _device(name: str) -> str:
    """Returns a device as people say it: `cpu:0` is the CPU, `gpu:1` is GPU 1."""
    kind, _, number = name.upper().partition(":")
    return kind if kind == "CPU" else f"{kind} {number}"
