"""Takes nodes out of a drawing and closes the gaps that they leave."""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph, Node, Source
from kgraph.document.order import reaches


def heal(graph: Graph, nodes: Iterable[str]) -> Graph:
    """Deletes nodes, and connects what led into them to what they led to.

    A node is stood in for by what led to its main input, the first that has an edge.
    Each edge keeps its place in a *many* argument. An edge is left out if it would
    close a cycle, or would give an argument the same tensor once more.

    Raises:
        EditError: If one of the nodes does not exist.
    """
    gone = set(nodes)
    healed = edits.delete(graph, gone)
    for id in healed.nodes:
        node = graph.nodes[id]
        inputs = {
            argument: tuple(_healed(graph, healed, node, sources, gone))
            for argument, sources in node.inputs.items()
            if any(source.node in gone for source in sources)
        }
        if inputs:
            inputs = {k: v for k, v in (node.inputs | inputs).items() if v}
            healed = replace(
                healed, nodes={**healed.nodes, id: replace(node, inputs=inputs)}
            )
    return healed


def _healed(
    graph: Graph,
    healed: Graph,
    node: Node,
    sources: tuple[Source, ...],
    gone: Collection[str],
) -> Iterator[Source]:
    """Yields what stands for the sources of one argument, in their order."""
    there = {source for source in sources if source.node not in gone}
    for source in sources:
        if source.node not in gone:
            yield source
            continue
        other = _stand_in(graph, source, gone)
        if other is None or other in there or reaches(healed, node.id, other.node):
            continue
        there.add(other)
        yield other


def _stand_in(graph: Graph, source: Source, gone: Collection[str]) -> Source | None:
    """Follows main inputs upwards, to the first node that stays."""
    passed = set()
    while source.node in gone:
        if source.node in passed or source.node not in graph.nodes:
            return None
        passed.add(source.node)
        before = _main_input(graph, graph.nodes[source.node])
        if before is None:
            return None
        source = before
    return source if source.node in graph.nodes else None


def _main_input(graph: Graph, node: Node) -> Source | None:
    spec = catalog.load().operation(graph.layers[node.layer].type)
    known = [port.name for port in spec.inputs] if spec else []
    for argument in (*known, *node.inputs):
        if node.inputs.get(argument):
            return node.inputs[argument][0]
    return None
