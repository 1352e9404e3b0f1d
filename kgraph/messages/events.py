"""What an engine tells the window."""

from kgraph.document.analysis import Analysis
from kgraph.document.columns import DataDescription
from kgraph.document.project import DataSource, Project
from kgraph.document.reports import Report
from kgraph.messages.data_events import Downloading, Looked, Summarized
from kgraph.messages.event import Event
from kgraph.messages.result_events import (
    Evaluated,
    Evaluating,
    Predicted,
    Recalled,
)
from kgraph.messages.run_events import (
    BatchesEnded,
    EpochEnded,
    Marked,
    Measured,
    TrainingBegan,
    TrainingEnded,
    Warned,
)


class Ready(Event, frozen=True):
    """The engine has imported Keras and listens."""

    keras: str
    backend: str
    devices: tuple[str, ...] = ()


class Analyzed(Event, frozen=True):
    """The answer to `Analyze`."""

    revision: int
    analysis: Analysis


class Proved(Event, frozen=True):
    """The answer to `Prove`.

    Attributes:
        is_built: Whether the model could be built; None if that was not tried, as
            the project has errors.
    """

    number: int
    analysis: Analysis
    is_built: bool | None = None


class Described(Event, frozen=True):
    """The answer to `Describe`."""

    source: DataSource
    description: DataDescription
    beside: tuple[DataSource, ...] = ()

    @property
    def about(self) -> str:
        """The source."""
        return self.source.name


class Exported(Event, frozen=True):
    """The answer to `Export`; where the proof of its report failed, there is no file.

    Attributes:
        report: What was lost on the way, and the proof that the rest was not.
    """

    target: str
    format: str
    report: Report = Report()

    @property
    def about(self) -> str:
        """The file to write."""
        return self.target


class WeightsTaken(Event, frozen=True):
    """The answer to `TakeWeights`.

    Attributes:
        project: The drawing as it was when the run began; its layers name what is
            theirs in the file.
    """

    run: str
    target: str
    project: Project

    @property
    def about(self) -> str:
        """The file to write."""
        return self.target


class Imported(Event, frozen=True):
    """The answer to `Import`.

    Attributes:
        project: The drawing; its weights are in a file of the person's data folder
            until the drawing is saved.
        report: What was kept, what became a placeholder, what was refused and why.
        run: Path of the folder of a run that came along in the file; empty for none.
    """

    source: str
    project: Project
    report: Report = Report()
    run: str = ""

    @property
    def about(self) -> str:
        """What is read."""
        return self.source


class Failed(Event, frozen=True):
    """A request could not be met.

    Attributes:
        request: The request's type name, e.g. `Train`.
        message: One clear sentence for a person.
        details: What a developer wants to read; may be a traceback.
        subject: What the request was about.
        kind: `untrusted` if a program would have to be run that nobody has agreed to
            run; empty for everything else.
    """

    request: str
    message: str
    details: str = ""
    subject: str = ""
    kind: str = ""

    @property
    def about(self) -> str:
        """What was asked for."""
        return self.subject


AnyEvent = (
    Ready
    | Analyzed
    | Proved
    | Described
    | Looked
    | Summarized
    | Downloading
    | TrainingBegan
    | BatchesEnded
    | EpochEnded
    | Marked
    | Warned
    | Measured
    | TrainingEnded
    | Exported
    | WeightsTaken
    | Imported
    | Evaluating
    | Evaluated
    | Predicted
    | Recalled
    | Failed
)
