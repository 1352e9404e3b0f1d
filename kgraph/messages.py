"""All that crosses the border between the window and an engine, as JSON lines."""

import math
from typing import Any

import msgspec
from msgspec import Struct

from kgraph.document.analysis import Analysis
from kgraph.document.columns import DataDescription
from kgraph.document.project import DataSource, Project
from kgraph.document.reports import Report
from kgraph.document.telling.words import plural

Number = float | str  # NaN and infinity have no JSON: they travel as "nan", "inf"


class Request(Struct, frozen=True, tag=True):
    """What the window asks of an engine."""

    @property
    def about(self) -> str:
        """What tells it from others of its kind; its answer is about the same."""
        return ""


class Analyze(Request, frozen=True):
    """Find shapes, counts and problems; a newer revision makes this one void."""

    revision: int
    project: Project
    folder: str | None = None


class Prove(Request, frozen=True):
    """Try a repair: say what is known about the repaired project, and build it.

    Attributes:
        is_built: Whether to build it; else it is told about alone.
    """

    number: int
    project: Project
    is_built: bool = True


class Describe(Request, frozen=True):
    """Say which columns a data source has."""

    source: DataSource
    folder: str | None = None


class Train(Request, frozen=True):
    """Build, compile and fit the project's model; one run per engine.

    Attributes:
        path: The `.kgraph` file, whose folder relative data paths start from and
            beside which runs are kept; None for a drawing that was never saved.
    """

    project: Project
    path: str | None = None


class Stop(Request, frozen=True):
    """Stop the run within one batch and keep what was learned."""


class Export(Request, frozen=True):
    """Write the model to a file.

    Attributes:
        format: Name of a format of `document.formats`.
        run: `latest`, `best` or the id of a run whose weights to take; None for the
            weights that the drawing came with, or fresh ones.
        options: What the format lets a person choose, such as `style`.
    """

    project: Project
    format: str
    target: str
    path: str | None = None
    run: str | None = None
    options: dict[str, str] = {}

    @property
    def about(self) -> str:
        """The file to write."""
        return self.target


class TakeWeights(Request, frozen=True):
    """Write the best weights of a run to a file that a drawing can name.

    Attributes:
        run: Its id.
        path: The `.kgraph` file beside which the run is.
        target: The file to write.
    """

    run: str
    target: str
    path: str | None = None

    @property
    def about(self) -> str:
        """The file to write."""
        return self.target


class Import(Request, frozen=True):
    """Read a foreign model.

    Attributes:
        source: A path, or `applications:ResNet50`.
        weights: `imagenet` for an application's trained weights.
        is_trusted: Whether the person has said yes to running this file (`.py`).
    """

    source: str
    weights: str | None = None
    is_trusted: bool = False

    @property
    def about(self) -> str:
        """What is read."""
        return self.source


class Event(Struct, frozen=True, tag=True):
    """What an engine tells the window."""

    @property
    def about(self) -> str:
        """What the request was about that it answers; empty for any."""
        return ""


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


class TrainingBegan(Event, frozen=True):
    """A run has its place in the run store and `fit()` is about to be called.

    Attributes:
        report: Which layers begin with trained weights, and which are reset and why.
    """

    run: str
    epochs: int
    batches: int
    samples: int
    metrics: tuple[str, ...] = ()
    report: Report = Report()


class BatchesEnded(Event, frozen=True):
    """Batches that ended since the last such event.

    Attributes:
        step: Number of the first of them, from 0, counted over the whole run.
        logs: Name to one value per batch: running means since the epoch began, as
            Keras reports them.
        epoch: The epoch they belong to, from 0.
        batch: Position of the last of them within its epoch, from 0.
    """

    epoch: int
    batch: int
    step: int
    logs: dict[str, list[Number]]


class EpochEnded(Event, frozen=True):
    """An epoch ended; `logs` holds training and `val_` values."""

    epoch: int
    step: int
    seconds: float
    logs: dict[str, Number]


class TrainingEnded(Event, frozen=True):
    """`fit()` returned.

    Attributes:
        reason: `finished`, `stopped` by the person, or `early` by a callback.
        epochs: How many were begun; one that was stopped is not finished.
        scores: Name to value on the test split; empty if there is none.
    """

    run: str
    reason: str
    epochs: int
    seconds: float
    scores: dict[str, Number] = {}

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        if self.reason == "stopped":
            return f"Stopped in epoch {self.epochs}"
        early = " early by a callback" if self.reason == "early" else ""
        verb, epochs = "Stopped" if early else "Finished", plural(self.epochs, "epoch")
        return f"{verb}{early} after {epochs}"


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
    """

    request: str
    message: str
    details: str = ""
    subject: str = ""

    @property
    def about(self) -> str:
        """What was asked for."""
        return self.subject


AnyRequest = Analyze | Prove | Describe | Train | Stop | Export | TakeWeights | Import
AnyEvent = (
    Ready
    | Analyzed
    | Proved
    | Described
    | TrainingBegan
    | BatchesEnded
    | EpochEnded
    | TrainingEnded
    | Exported
    | WeightsTaken
    | Imported
    | Failed
)

_encoder = msgspec.json.Encoder()
_requests: Any = msgspec.json.Decoder(AnyRequest)
_events: Any = msgspec.json.Decoder(AnyEvent)


def encode(message: Request | Event) -> bytes:
    """Returns one line of JSON, with its newline."""
    return _encoder.encode(message) + b"\n"


def decode_request(line: bytes) -> AnyRequest:
    """Returns the request on a line of JSON.

    Raises:
        msgspec.DecodeError: If the line holds none.
    """
    return _requests.decode(line)


def decode_event(line: bytes) -> AnyEvent:
    """Returns the event on a line of JSON.

    Raises:
        msgspec.DecodeError: If the line holds none.
    """
    return _events.decode(line)


def number(value: float) -> Number:
    """Returns a float in the form in which JSON can carry it.

    Example:

    >>> number(float("nan"))
    'nan'
    """
    return float(value) if math.isfinite(value) else str(float(value))
