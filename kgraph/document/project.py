"""A project: its graphs, the data they learn from and how they are trained."""

from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from kgraph.document.graph import Graph

VERSION = 1
MAIN = "main"

Scaling = Literal["none", "standard", "minmax"]
SourceKind = Literal["builtin", "csv", "npz", "npy"]


class DataSource(Struct, frozen=True, omit_defaults=True):
    """Where samples come from.

    Attributes:
        kind: `builtin` data needs no file; the others are files.
        name: `digits`, or a path, relative to the project's file where it can be.
    """

    kind: SourceKind
    name: str


class Binding(Struct, frozen=True, omit_defaults=True):
    """Which columns feed an Input, or are the target of an Output, and how.

    Attributes:
        columns: Names of columns; several are stacked along a new last axis.
        scaling: `standard` (zero mean, unit variance) or `minmax` (0 to 1), fitted on
            the training split.
        one_hot: Whether categories become one-hot vectors instead of integers.
        reshape: Shape that one sample is given, e.g. (8, 8, 1).
    """

    columns: tuple[str, ...]
    scaling: Scaling = "none"
    one_hot: bool = False
    reshape: tuple[int, ...] | None = None


class Split(Struct, frozen=True, omit_defaults=True):
    """Shares of the samples held back from training, and the seed of the shuffle."""

    validation: float = 0.15
    test: float = 0.15
    seed: int = 0
    stratify: bool = True


class Data(Struct, frozen=True, omit_defaults=True):
    """What the model learns from.

    Attributes:
        bindings: Layer id of an Input or Output of the main graph to its columns.
    """

    source: DataSource | None = None
    bindings: dict[str, Binding] = {}
    split: Split = field(default_factory=Split)


class Training(Struct, frozen=True, omit_defaults=True):
    """Arguments of `compile()` and `fit()`; losses and metrics are with the Outputs.

    The parameters, with their documentation, are `kgraph.catalog.own.TRAINING`.
    """

    optimizer: dict[str, Any] = field(
        default_factory=lambda: {"class_name": "Adam", "config": {}}
    )
    epochs: int = 10
    batch_size: int = 32
    shuffle: bool = True
    seed: int | None = 0
    callbacks: tuple[dict[str, Any], ...] = ()


class Project(Struct, frozen=True, omit_defaults=True):
    """All that is in a `.kgraph` file.

    Attributes:
        graphs: Graph id to graph; `main` is the model, the others are submodels.
        weights: Path of the file that holds trained weights, relative to the project's
            file where it can be; empty for none. Layers name what is theirs in it.
    """

    graphs: dict[str, Graph]
    data: Data = field(default_factory=Data)
    training: Training = field(default_factory=Training)
    weights: str = ""

    @property
    def main(self) -> Graph:
        """The graph that becomes the model."""
        return self.graphs[MAIN]


def with_graphs(project: Project, *graphs: Graph) -> Project:
    """Returns the project with these graphs, added or in place of their old values."""
    changed = {g.id: g for g in graphs if project.graphs.get(g.id) is not g}
    return (
        replace(project, graphs={**project.graphs, **changed}) if changed else project
    )


def new_project(name: str = "model") -> Project:
    """Returns a project with an empty main graph; `name` becomes the model's name."""
    return Project(graphs={MAIN: Graph(id=MAIN, name=name)})
