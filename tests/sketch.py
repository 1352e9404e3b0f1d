"""Draws small graphs in few words: `s.add("Dense", x, units=3)`."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import MAIN, Project

Tensor = str | tuple[str, int]


class Sketch:
    """A graph in the making; tensors are node ids, or pairs of id and output."""

    def __init__(self, name: str = "model", id: str = MAIN) -> None:
        self.graph = Graph(id=id, name=name)

    def add(
        self,
        type: str,
        *sources: Tensor,
        name: str | None = None,
        constants: Mapping[str, Any] | None = None,
        at: Mapping[str, list[Tensor]] | None = None,
        **config: Any,
    ) -> str:
        """Places a layer; sources go to its ports in order, or to those named in `at`."""
        self.graph, node = edits.add(
            self.graph, type, name=name, config=config, constants=constants
        )
        self._connect(node, type, sources, at or {})
        return node

    def again(
        self,
        node: str,
        *sources: Tensor,
        constants: Mapping[str, Any] | None = None,
        at: Mapping[str, list[Tensor]] | None = None,
    ) -> str:
        """Calls the layer of a node once more."""
        layer = self.graph.layer_of(node)
        self.graph, call = edits.call(self.graph, layer.id, constants=constants)
        self._connect(call, layer.type, sources, at or {})
        return call

    def output(self, source: Tensor, name: str | None = None, **config: Any) -> str:
        return self.add("Output", source, name=name, **config)

    def project(self, *submodels: "Sketch") -> Project:
        graphs = {sketch.graph.id: sketch.graph for sketch in submodels}
        return Project(graphs={MAIN: self.graph, **graphs})

    def id_of(self, name: str) -> str:
        """The node that was first to call the layer of this name."""
        return next(n for n in self.graph.nodes if self.graph.layer_of(n).name == name)

    def _connect(
        self,
        node: str,
        type: str,
        sources: tuple[Tensor, ...],
        at: Mapping[str, list[Tensor]],
    ) -> None:
        spec = catalog.load().operation(type)
        ports = spec.inputs if spec else ()
        if ports and ports[0].many:
            at = {ports[0].name: list(sources), **at} if sources else at
        else:
            given = zip(ports, sources, strict=False)
            at = {**{port.name: [source] for port, source in given}, **at}
        for argument, tensors in at.items():
            for index, tensor in enumerate(tensors):
                source = Source(tensor) if isinstance(tensor, str) else Source(*tensor)
                target = Port(node, argument, index)
                self.graph = edits.connect(self.graph, source, target)


def with_main(project: Project, graph: Graph) -> Project:
    """Returns the project with another main graph."""
    return replace(project, graphs={**project.graphs, MAIN: graph})
