"""Takes out of a merged graph what its two sides make impossible together."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from kgraph.document.graph import Edge, Graph, Layer, Node, Port, Source, edges_into
from kgraph.document.names import unique_name
from kgraph.document.order import cycles, reaches
from kgraph.document.project import MAIN

Drawn = tuple[Source, str, str]


class Mended(NamedTuple):
    """A legal graph, and sentences about what had to be left out."""

    graph: Graph
    left_out: list[str]


def mend(graph: Graph, mine: Graph, theirs: Graph) -> Mended:
    """Leaves out edges that lead nowhere or in a ring; gives layers unique names."""
    names = {id: g.layer_of(id).name for g in (theirs, mine, graph) for id in g.nodes}
    loose = [e for e in graph.edges() if e.source.node not in graph.nodes]
    left_out = [
        f"{_edge(e, names)}: {names.get(e.source.node, '?')!r} is gone" for e in loose
    ]
    graph = _without(graph, loose)
    rings = list(_closing(graph, {_drawn(e) for e in mine.edges()}))
    left_out += [f"{_edge(e, names)}: it would close a cycle" for e in rings]
    return Mended(_with_unique_names(_without(graph, rings), mine), left_out)


def _edge(edge: Edge, names: dict[str, str]) -> str:
    source = names.get(edge.source.node, "?")
    return f"the edge from {source!r} to {names[edge.target.node]!r}"


def _without(graph: Graph, edges: Iterable[Edge]) -> Graph:
    gone: dict[str, set[Port]] = {}
    for edge in edges:
        gone.setdefault(edge.target.node, set()).add(edge.target)
    if not gone:
        return graph
    nodes = {id: _left(graph.nodes[id], ports) for id, ports in gone.items()}
    return replace(graph, nodes={**graph.nodes, **nodes})


def _left(node: Node, gone: set[Port]) -> Node:
    inputs: dict[str, tuple[Source, ...]] = {}
    for edge in edges_into(node):
        if edge.target not in gone:
            argument = edge.target.argument
            inputs[argument] = (*inputs.get(argument, ()), edge.source)
    return replace(node, inputs=inputs)


def _closing(graph: Graph, own: set[Drawn]) -> Iterator[Edge]:
    """Yields the edges of the other side that close a cycle, as few as need be."""
    knots = {id: n for n, members in enumerate(cycles(graph)) for id in members}
    suspects = [
        edge
        for edge in graph.edges()
        if edge.source.node in knots
        and knots[edge.source.node] == knots.get(edge.target.node)
        and _drawn(edge) not in own
    ]
    kept = _without(graph, suspects)
    for edge in suspects:
        if reaches(kept, edge.target.node, edge.source.node):
            yield edge
        else:
            kept = _with(kept, edge)


def _with(graph: Graph, edge: Edge) -> Graph:
    node, argument = graph.nodes[edge.target.node], edge.target.argument
    sources = (*node.inputs.get(argument, ()), edge.source)
    node = replace(node, inputs={**node.inputs, argument: sources})
    return replace(graph, nodes={**graph.nodes, node.id: node})


def _drawn(edge: Edge) -> Drawn:
    """Returns an edge without its place in a list, which may have shifted."""
    return edge.source, edge.target.node, edge.target.argument


def _with_unique_names(graph: Graph, mine: Graph) -> Graph:
    """Gives way to mine's names; the ports of a submodel are its Inputs' names."""
    here = {id: layer.name for id, layer in mine.layers.items()}
    own = {id for id, layer in graph.layers.items() if here.get(id) == layer.name}
    taken = {graph.layers[id].name for id in own}
    layers: dict[str, Layer] = {}
    for id, layer in graph.layers.items():
        is_port = layer.type == "Input" and graph.id != MAIN
        if id not in own and not is_port:
            layer = replace(layer, name=unique_name(layer.name, taken))
            taken.add(layer.name)
        layers[id] = layer
    return replace(graph, layers=layers)
