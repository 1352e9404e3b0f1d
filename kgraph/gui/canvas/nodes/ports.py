"""Which ports a node has, as the catalogue, the submodels and the edges say."""

from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import PortSpec
from kgraph.document.analysis import NodeAnalysis
from kgraph.document.calls import input_ports, outputs_of
from kgraph.document.graph import Graph, Node
from kgraph.document.project import Project

FEWEST_PLACES = 2  # an Add with one hole would look like a layer of one input


class InputPort(Struct, frozen=True):
    """One place for an edge to end at.

    Attributes:
        label: Its name on the canvas; empty where it goes without saying.
        is_optional: Whether the call works without it.
        is_taken: Whether an edge ends there.
    """

    argument: str
    index: int = 0
    label: str = ""
    is_optional: bool = False
    is_taken: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from the other ports of its node."""
        return (self.argument, self.index)

    @property
    def is_spare(self) -> bool:
        """Whether it is free and may stay so."""
        return self.is_optional and not self.is_taken


class Ports(Struct, frozen=True):
    """The places at a node where edges end and begin.

    Attributes:
        outputs: One label per output; empty where it goes without saying.
    """

    inputs: tuple[InputPort, ...] = ()
    outputs: tuple[str, ...] = ()


def ports_of(
    project: Project, graph: Graph, node: Node, analysis: NodeAnalysis | None = None
) -> Ports:
    """Returns the ports of a node.

    A *many* port has a place for each edge and a free one. An argument that is given
    a constant has none. What the catalogue does not know shows where it has edges.
    """
    specs = [s for s in _specs(project, graph, node) if s.name not in node.constants]
    spoken_for = [s for s in specs if s.name in node.inputs or not s.optional]
    is_labelled = len(spoken_for) > 1
    inputs = tuple(
        place
        for spec in specs
        for place in _places(spec, node, is_labelled and spec in spoken_for)
    )
    return Ports(inputs, _outputs(project, graph, node, analysis))


def _specs(project: Project, graph: Graph, node: Node) -> list[PortSpec]:
    specs = input_ports(project, graph.layers[node.layer]) or ()
    known = {spec.name for spec in specs}
    unknown = (
        PortSpec(name, many=len(sources) > 1, optional=True)
        for name, sources in node.inputs.items()
        if name not in known
    )
    return [*specs, *unknown]


def _places(spec: PortSpec, node: Node, is_labelled: bool) -> list[InputPort]:
    taken = len(node.inputs.get(spec.name, ()))
    count = max(taken, 1)
    if spec.many:
        count = taken + 1 if spec.optional else max(taken + 1, FEWEST_PLACES)
        count = max(taken, min(count, spec.most or count))
    return [
        InputPort(
            argument=spec.name,
            index=index,
            label=spec.name if is_labelled and index == 0 else "",
            is_optional=spec.optional or (spec.many and index >= max(taken, 2)),
            is_taken=index < taken,
        )
        for index in range(count)
    ]


def _outputs(
    project: Project, graph: Graph, node: Node, analysis: NodeAnalysis | None
) -> tuple[str, ...]:
    layer = graph.layers[node.layer]
    if layer.submodel in project.graphs:
        submodel = project.graphs[layer.submodel]
        names = [submodel.layers[n.layer].name for n in outputs_of(submodel)]
        return tuple(names) if len(names) > 1 else ("",)
    operation = catalog.load().operation(layer.type)
    count = operation.outputs if operation else None
    if count is None:
        count = len(analysis.outputs) if analysis else 1
    used = [e.source.output + 1 for e in graph.targets.get(node.id, ())]
    count = max([count, *used])
    return tuple(str(i) for i in range(count)) if count > 1 else ("",) * count
