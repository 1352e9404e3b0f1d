"""A problem with all that is known about it, and the edit that would mend it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct

from kgraph.document.analysis import Analysis, GraphAnalysis, Problem
from kgraph.document.columns import DataDescription
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Layer, Node, Port, Source, edges_into
from kgraph.document.project import Project, with_graphs

Shape = tuple[int | None, ...]


class Repair(NamedTuple):
    """One way to put a problem right.

    Attributes:
        title: What it does, in words: "Insert Flatten before 'dense'".
        edit: From the project with the problem to one without it; raises an `EditError`
            where it no longer applies.
    """

    title: str
    edit: Callable[[Project], Project]


Repairs = Iterator[Repair]


class Arrival(NamedTuple):
    """A tensor at a port, without its batch dimension."""

    port: Port
    source: Source
    shape: Shape


class Case(Struct, frozen=True):
    """A problem of a project.

    Attributes:
        analysis: What is known about the project; the shapes that led to the problem.
        description: The columns of the project's data, where there are any.
    """

    project: Project
    problem: Problem
    analysis: Analysis
    description: DataDescription | None = None

    @property
    def graph(self) -> Graph:
        """The graph that has the problem."""
        return self.project.graphs[self.problem.graph]

    @property
    def node(self) -> Node | None:
        """The node that has it; None if it is the whole graph's."""
        return self.graph.nodes.get(self.problem.node or "")

    @property
    def layer(self) -> Layer:
        """The layer that the node calls."""
        node = self.node
        if node is None or node.layer not in self.graph.layers:
            return Layer(id="", type="", name="")
        return self.graph.layers[node.layer]

    def name(self, node: str) -> str:
        """Returns what people call a node: its layer's name, quoted."""
        return repr(self.graph.layer_of(node).name)

    def shape(self, source: Source) -> Shape | None:
        """Returns the shape of one sample of a tensor, None while nobody knows it."""
        known = self.analysis.graphs.get(self.graph.id, GraphAnalysis()).nodes
        made = known[source.node].outputs if source.node in known else ()
        return made[source.output].shape[1:] if source.output < len(made) else None

    def arrivals(self) -> list[Arrival]:
        """Returns the tensors that arrive at the node and whose shapes are known."""
        edges = edges_into(self.node) if self.node else ()
        shapes = ((edge, self.shape(edge.source)) for edge in edges)
        return [Arrival(e.target, e.source, s) for e, s in shapes if s is not None]

    def repair(self, title: str, edit: Callable[[Graph], Graph]) -> Repair:
        """Returns a repair that edits the graph with the problem."""
        id = self.graph.id

        def mend(project: Project) -> Project:
            graph = project.graphs.get(id)
            if graph is None:
                raise EditError("The graph that this repair is for is no longer there.")
            return with_graphs(project, edit(graph))

        return Repair(title, mend)
