"""What the window asks of an engine."""

from msgspec import Struct

from kgraph.document.data import Part
from kgraph.document.project import DataSource, Project


class Request(Struct, frozen=True, tag=True):
    """What the window asks of an engine."""

    @property
    def about(self) -> str:
        """What tells it from others of its kind; its answer is about the same."""
        return ""


class Question(Request, frozen=True):
    """A request of which several may wait; answers come in any order.

    Attributes:
        number: Tells it from others; the answer has it too.
    """

    number: int

    @property
    def about(self) -> str:
        """Its number."""
        return str(self.number)


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
    """Say which columns a data source has, and those of the sources beside it."""

    source: DataSource
    folder: str | None = None
    beside: tuple[DataSource, ...] = ()

    @property
    def about(self) -> str:
        """The source."""
        return self.source.name


class Look(Question, frozen=True):
    """Show samples of the project's data as what they are.

    Attributes:
        columns: Names of the columns to look at.
        first: How many of those that are meant are skipped.
        count: How many to show at most.
        part: `train`, `validation` or `test` for samples of that part alone.
        where: A column and the class that its samples shall have.
        seed: Of a shuffle before any are skipped; None for the source's order.
        positions: Of the samples that are meant, whatever is said of others.
        detail: How many times the usual pixels and points to show of each.
    """

    project: Project
    columns: tuple[str, ...]
    folder: str | None = None
    first: int = 0
    count: int = 24
    part: Part | None = None
    where: tuple[str, str] | None = None
    seed: int | None = None
    positions: tuple[int, ...] = ()
    detail: int = 1


class Summarize(Question, frozen=True):
    """Tell columns of the project's data in numbers."""

    project: Project
    columns: tuple[str, ...]
    folder: str | None = None


class Train(Request, frozen=True):
    """Build, compile and fit the project's model; one run per engine.

    Attributes:
        path: The `.kgraph` file, whose folder relative data paths start from and
            beside which runs are kept; None for a drawing that was never saved.
        run: Id of a run to go on with from its last checkpoint; empty for a new one.
        epochs: How many epochs such a run shall have in all; None for what was meant.
    """

    project: Project
    path: str | None = None
    run: str = ""
    epochs: int | None = None


class Stop(Request, frozen=True):
    """Stop the run within one batch and keep what was learned.

    Attributes:
        restores_best: Whether the run's weights become those of its best epoch.
    """

    restores_best: bool = False


class Pause(Request, frozen=True):
    """Let the run wait after the batch that is under way."""


class Resume(Request, frozen=True):
    """Let a run that waits go on."""


class SetLearningRate(Request, frozen=True):
    """Go on with another learning rate, from the next batch on."""

    rate: float


class AddEpochs(Request, frozen=True):
    """Let the run have more epochs than it was begun with."""

    count: int


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


class Evaluate(Question, frozen=True):
    """Say how well a run predicts.

    Attributes:
        path: The `.kgraph` file beside which the run is.
        run: `latest`, `best` or its id.
        part: `train`, `validation`, `test`, or the path of another file of samples.
    """

    path: str | None = None
    run: str = "best"
    part: str = "test"


class Predict(Question, frozen=True):
    """Say what a run makes of samples.

    Attributes:
        path: The `.kgraph` file beside which the run is.
        run: `latest`, `best` or its id.
        files: Of new samples: an image, a sound, a text, a table, arrays.
        positions: Of samples of the run's own data, where there are no files.
        places: Of samples within the part, in place of positions; counted round and
            round.
        part: Whose source these are positions in, or whose samples are counted.
    """

    path: str | None = None
    run: str = "best"
    files: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    part: str = "test"


class Recall(Question, frozen=True):
    """Show samples of a run's own data as what they are.

    Attributes:
        path: The `.kgraph` file beside which the run is.
        run: `latest`, `best` or its id.
        part: Whose source the positions are in.
        columns: Names of the columns to look at.
        detail: How many times the usual pixels and points to show of each.
    """

    columns: tuple[str, ...]
    positions: tuple[int, ...]
    path: str | None = None
    run: str = "best"
    part: str = "test"
    detail: int = 1


Steering = Stop | Pause | Resume | SetLearningRate | AddEpochs
"""What a run that is under way can be asked for."""

AnyRequest = (
    Analyze
    | Prove
    | Describe
    | Look
    | Summarize
    | Train
    | Steering
    | Export
    | TakeWeights
    | Import
    | Evaluate
    | Predict
    | Recall
)
