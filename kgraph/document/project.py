"""A project: its graphs, the data they learn from and how they are trained."""

from msgspec import Struct, field
from msgspec.structs import replace

from kgraph.document.data import (
    Binding,
    Data,
    DataSource,
    Missing,
    Preparation,
    Scaling,
    SourceKind,
    Split,
    Windows,
)
from kgraph.document.graph import Graph
from kgraph.document.training import Stage, Training

__all__ = [
    "MAIN",
    "VERSION",
    "Binding",
    "Data",
    "DataSource",
    "Missing",
    "Preparation",
    "Project",
    "Scaling",
    "SourceKind",
    "Split",
    "Stage",
    "Training",
    "Windows",
    "new_project",
    "with_graphs",
]

VERSION = 1
MAIN = "main"


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
