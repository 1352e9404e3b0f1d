"""Where samples come from, how they are divided, and which layer is given what."""

from typing import Any, Literal, get_args

from msgspec import Struct, field

Scaling = Literal["none", "standard", "minmax"]
Missing = Literal["refuse", "mean", "median", "frequent", "zero"]
SourceKind = Literal[
    "builtin",
    "csv",  # TSV too: the delimiter is found out
    "parquet",
    "npz",
    "npy",
    "hdf5",
    "images",
    "audio",
    "texts",
    "keras",  # a set of keras.datasets
    "python",  # a function of the person's own
]

FOLDER_ENDINGS: dict[str, tuple[str, ...]] = {
    "images": (".bmp", ".gif", ".jpeg", ".jpg", ".png"),
    "audio": (".wav",),
    "texts": (".txt",),
}
"""How the names of the files end that lie in folders of samples, in lower case."""

STRATEGIES: dict[Missing, str] = {
    "mean": "mean",
    "median": "median",
    "frequent": "most_frequent",
    "zero": "constant",
}
"""How scikit-learn's `SimpleImputer` calls what fills in."""

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What samples are divided into, and what a column says that divides them."""


class Windows(Struct, frozen=True, omit_defaults=True):
    """Pieces of a time series: each sample is some rows of a table, in their order.

    Attributes:
        length: How many rows one sample has.
        ahead: How many rows behind the last of them the value to foretell stands.
        stride: How many rows the next sample begins later.
    """

    length: int
    ahead: int = 1
    stride: int = 1


class DataSource(Struct, frozen=True, omit_defaults=True):
    """Where samples come from.

    Attributes:
        kind: `builtin` data needs no file; most others are files or folders.
        name: `digits`, or a path, relative to the project's file where it can be.
        options: How the source is read; see `catalog.own_sources`.
        windows: Makes a time series of the rows of a table; None for rows as samples.
    """

    kind: SourceKind
    name: str
    options: dict[str, Any] = {}
    windows: Windows | None = None


class Preparation(Struct, frozen=True, omit_defaults=True):
    """How the values of a column are prepared; fitted on the training split.

    Attributes:
        scaling: `standard` (zero mean, unit variance) or `minmax` (0 to 1).
        one_hot: Whether categories become one-hot vectors instead of integers.
        missing: What stands in for a value that is missing; `refuse` does not train.
    """

    scaling: Scaling = "none"
    one_hot: bool = False
    missing: Missing = "refuse"


class Binding(Struct, frozen=True, omit_defaults=True):
    """Which columns feed an Input, or are the target of an Output, and how.

    Attributes:
        columns: Names of columns; several are stacked along a new last axis.
        scaling, one_hot, missing: As in `Preparation`, for all of the columns.
        reshape: Shape that one sample is given, e.g. (8, 8, 1).
        per_column: Column to a preparation of its own.
        class_weights: How much a sample of each class counts at an Output: class, as
            text, to weight; or `balanced` for as much as makes all classes equal.
        sample_weights: Column that says how much each sample counts at an Output;
            empty for none.
    """

    columns: tuple[str, ...]
    scaling: Scaling = "none"
    one_hot: bool = False
    reshape: tuple[int, ...] | None = None
    missing: Missing = "refuse"
    per_column: dict[str, Preparation] = {}
    class_weights: Literal["none", "balanced"] | dict[str, float] = "none"
    sample_weights: str = ""


class Split(Struct, frozen=True, omit_defaults=True):
    """Which samples are held back from training.

    Attributes:
        validation, test: Shares of the samples.
        seed: Of the shuffle.
        by: `fraction` takes shares by chance; `column` goes by what `column` says of
            each sample, `train`, `validation` or `test`, where a part with the share 0
            is left out; `time` takes the last, in the order of `column`, or of the
            source if there is none.
    """

    validation: float = 0.15
    test: float = 0.15
    seed: int = 0
    stratify: bool = True
    by: Literal["fraction", "column", "time"] = "fraction"
    column: str = ""


class Data(Struct, frozen=True, omit_defaults=True):
    """What the model learns from.

    Attributes:
        bindings: Layer id of an Input or Output of the main graph to its columns.
        beside: More sources of equally many samples, in the same order; their columns
            are called `2.NAME`, `3.NAME` and so on.
        validation_source, test_source: Where those samples come from, if not from the
            source by its split.
    """

    source: DataSource | None = None
    bindings: dict[str, Binding] = {}
    split: Split = field(default_factory=Split)
    beside: tuple[DataSource, ...] = ()
    validation_source: DataSource | None = None
    test_source: DataSource | None = None
