"""Draws the graph of a block in few words."""

from collections.abc import Mapping
from typing import Any

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.document import edits
from kgraph.document.copying.bundles import absorb
from kgraph.document.graph import SUBMODEL, Graph, Port, Source
from kgraph.document.layout import layout
from kgraph.document.project import MAIN, Project
from kgraph.document.values import is_same, plain


class Sketch:
    """A graph in the making; a tensor is the id of the node that makes it.

    Example:

    >>> s = Sketch("twice")
    >>> x = s.input([None, 8])
    >>> s.output(s.add("Add", x, x))
    >>> s.bundle().main.name
    'twice'
    """

    def __init__(self, name: str) -> None:
        self._graph = Graph(id=MAIN, name=name)
        self._submodels: dict[str, Graph] = {}

    def input(self, shape: list[int | None], name: str = "inputs") -> str:
        """Places an Input; None stands for a dimension that may vary."""
        return self.add("Input", name=name, shape=shape)

    def output(self, tensor: str, name: str = "outputs") -> None:
        """Places an Output behind a tensor."""
        self.add("Output", tensor, name=name)

    def add(
        self,
        type: str,
        *tensors: str,
        name: str | None = None,
        constants: Mapping[str, Any] | None = None,
        **config: Any,
    ) -> str:
        """Places a layer behind tensors, which go to its ports in their order."""
        spec = catalog.load().operation(type)
        assert spec is not None, type
        self._graph, node = edits.add(
            self._graph,
            type,
            name=name,
            config=_given(spec, config),
            constants=constants,
        )
        for place, tensor in enumerate(tensors):
            is_many = spec.inputs[0].many
            port = spec.inputs[0 if is_many else place].name
            self._connect(tensor, Port(node, port, place if is_many else 0))
        return node

    def place(self, bundle: Project, tensor: str) -> str:
        """Places a bundle of one Input as a submodel behind a tensor."""
        project, id = absorb(Project({MAIN: self._graph, **self._submodels}), bundle)
        self._submodels = {k: g for k, g in project.graphs.items() if k != MAIN}
        graph = project.graphs[id]
        type = f"{SUBMODEL}{id}"
        self._graph, node = edits.add(self._graph, type, name=graph.name)
        (entry,) = graph.of_type("Input")
        self._connect(tensor, Port(node, graph.layers[entry.layer].name))
        return node

    def bundle(self) -> Project:
        """Returns the graph, with its nodes in their places, as a project."""
        graph = edits.move(self._graph, layout(self._graph))
        return Project(graphs={MAIN: graph, **self._submodels})

    def _connect(self, tensor: str, port: Port) -> None:
        self._graph = edits.connect(self._graph, Source(tensor), port)


def _given(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the arguments that differ from their default."""
    defaults = {p.name: plain(p.default) for p in spec.parameters if not p.required}
    return {
        name: value
        for name, value in config.items()
        if name not in defaults or not is_same(plain(value), defaults[name])
    }
