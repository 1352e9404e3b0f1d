"""What every rule needs to know about the graph that it looks at."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.document.analysis import Problem
from kgraph.document.calls import needed
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.project import Project

Problems = Iterator[Problem]


class Scope(Struct, frozen=True, dict=True):
    """One graph of a project under examination.

    Attributes:
        graph: Without the nodes whose layer is missing, which are a problem of
            their own.
        is_built: Whether the graph is a part of the model; in one that is not,
            nothing is worse than a warning.
    """

    project: Project
    graph: Graph
    is_built: bool

    @cached_property
    def needed(self) -> frozenset[str]:
        """The nodes that are part of the model."""
        return needed(self.graph)

    def name(self, node: str) -> str:
        """Returns what people call a node: its layer's name, quoted."""
        return repr(self.graph.layer_of(node).name)

    def spec(self, layer: Layer) -> OperationSpec | None:
        """Returns the catalogue's entry of a layer, None for what it does not know."""
        return catalog.load().operation(layer.type)

    def calls(self) -> Iterator[tuple[Node, Layer]]:
        """Yields every node with its layer."""
        for node in self.graph.nodes.values():
            yield node, self.graph.layers[node.layer]

    def problem(
        self,
        rule: str,
        message: str,
        *,
        node: str | None = None,
        argument: str | None = None,
        index: int = 0,
        expected: str = "",
        received: str = "",
        is_warning: bool = False,
    ) -> Problem:
        """Returns a problem; an error only where it stands in the model's way."""
        is_idle = node is not None and node not in self.needed
        is_warning = is_warning or is_idle or not self.is_built
        return Problem(
            rule=rule,
            message=message,
            graph=self.graph.id,
            node=node,
            argument=argument,
            index=index,
            expected=expected,
            received=received,
            severity="warning" if is_warning else "error",
        )
