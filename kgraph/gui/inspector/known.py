"""What the engine has said so far about the drawing and its data."""

from msgspec import Struct

from kgraph.document.analysis import Analysis, NodeAnalysis, Problem
from kgraph.document.columns import DataDescription
from kgraph.document.repairs import Repair
from kgraph.document.weights import Fates


class Known(Struct, frozen=True):
    """What is known at the moment; a drawing may be newer than it.

    Attributes:
        devices: What the engine can compute on, as Keras calls it.
    """

    analysis: Analysis = Analysis()
    offers: dict[Problem, tuple[Repair, ...]] = {}
    description: DataDescription | None = None
    fates: Fates = Fates()
    devices: tuple[str, ...] = ()

    def node(self, graph: str, node: str) -> NodeAnalysis | None:
        """Returns what is known about a node, None while nothing is."""
        found = self.analysis.graphs.get(graph)
        return found.nodes.get(node) if found else None

    def problems_of(self, graph: str, node: str) -> tuple[Problem, ...]:
        """Returns the problems that a node is the subject of."""
        return tuple(
            p for p in self.analysis.problems if (p.graph, p.node) == (graph, node)
        )
