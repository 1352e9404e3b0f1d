"""Every change a person can make to a graph: pure functions from graph to graph."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Graph, Layer, Node, Port, Source
from kgraph.document.names import base_name, unique_name
from kgraph.document.order import reaches

Position = tuple[float, float]


def add(
    graph: Graph,
    type: str,
    position: Position = (0.0, 0.0),
    *,
    name: str | None = None,
    config: Mapping[str, Any] | None = None,
    constants: Mapping[str, Any] | None = None,
) -> tuple[Graph, str]:
    """Places a new layer and one call of it.

    Args:
        type: A name of the catalogue, or `graph:<id>`.
        name: The layer's name; made unique. Keras's own naming where it is None.

    Returns:
        The graph, and the id of the new node.
    """
    taken = {layer.name for layer in graph.layers.values()}
    layer = Layer(
        id=f"l{graph.next_id}",
        type=type,
        name=unique_name(name or base_name(type), taken),
        config=dict(config or {}),
    )
    graph = replace(graph, layers={**graph.layers, layer.id: layer})
    return call(graph, layer.id, position, constants=constants)


def call(
    graph: Graph,
    layer: str,
    position: Position = (0.0, 0.0),
    *,
    constants: Mapping[str, Any] | None = None,
) -> tuple[Graph, str]:
    """Places one more call of a layer that is there: its weights are shared."""
    node = Node(id=f"n{graph.next_id}", layer=layer, constants=dict(constants or {}))
    graph = replace(
        graph,
        next_id=graph.next_id + 1,
        nodes={**graph.nodes, node.id: node},
        positions={**graph.positions, node.id: position},
    )
    return graph, node.id


def make_independent(graph: Graph, node: str) -> Graph:
    """Gives a call of a shared layer a layer of its own, with the same config."""
    shared = graph.layer_of(node)
    if len(graph.calls[shared.id]) == 1:
        return graph
    taken = {layer.name for layer in graph.layers.values()}
    layer = replace(
        shared, id=f"l{graph.next_id}", name=unique_name(shared.name, taken)
    )
    graph = replace(
        graph,
        next_id=graph.next_id + 1,
        layers={**graph.layers, layer.id: layer},
    )
    return _with_node(graph, replace(graph.nodes[node], layer=layer.id))


def connect(graph: Graph, source: Source, target: Port) -> Graph:
    """Draws an edge.

    An argument that takes one tensor is given the new one; in a *many* argument the
    edge at `target.index` is replaced, or one is added behind the last.

    Raises:
        CycleError: If the edge would close a cycle.
        EditError: If one of its ends does not exist.
    """
    if source.node not in graph.nodes or target.node not in graph.nodes:
        raise EditError(
            "An edge needs a node at both ends. "
            f"Received: source={source.node!r}, target={target.node!r}."
        )
    if reaches(graph, target.node, source.node):
        raise CycleError(
            f"{graph.layer_of(target.node).name!r} already leads to "
            f"{graph.layer_of(source.node).name!r}: this edge would close a cycle."
        )
    node = graph.nodes[target.node]
    sources = list(node.inputs.get(target.argument, ()))
    sources[target.index : target.index + 1] = [source]
    return _with_inputs(graph, node, target.argument, sources)


def disconnect(graph: Graph, target: Port) -> Graph:
    """Takes the edge that ends at this port away; later ones in its list move up."""
    node = graph.nodes[target.node]
    sources = list(node.inputs.get(target.argument, ()))
    del sources[target.index : target.index + 1]
    return _with_inputs(graph, node, target.argument, sources)


def delete(graph: Graph, nodes: Iterable[str]) -> Graph:
    """Takes nodes away, with their edges and the layers that nothing calls then."""
    gone = set(nodes)
    kept = {
        id: _without_sources(node, gone)
        for id, node in graph.nodes.items()
        if id not in gone
    }
    called = {node.layer for node in kept.values()}
    return replace(
        graph,
        nodes=kept,
        layers={id: layer for id, layer in graph.layers.items() if id in called},
        positions={id: p for id, p in graph.positions.items() if id not in gone},
    )


def move(graph: Graph, positions: Mapping[str, Position]) -> Graph:
    """Gives nodes new positions, in scene units."""
    return replace(graph, positions={**graph.positions, **positions})


def rename(graph: Graph, layer: str, name: str) -> Graph:
    """Gives a layer another name.

    Raises:
        EditError: If the name is empty, holds a `/`, or is another layer's.
    """
    if not name or "/" in name:
        raise EditError(
            f"A layer's name must not be empty nor hold a '/'. Received: {name!r}."
        )
    if any(o.name == name and o.id != layer for o in graph.layers.values()):
        raise EditError(f"Another layer of this graph is named {name!r} already.")
    return _with_layer(graph, replace(graph.layers[layer], name=name))


def set_parameter(graph: Graph, layer: str, parameter: str, value: Any) -> Graph:
    """Sets an argument of a layer's constructor; the default is not stored."""
    old = graph.layers[layer]
    spec = catalog.load().operation(old.type)
    known = spec.parameter(parameter) if spec else None
    if known is not None and not known.required and _same(value, known.default):
        return reset_parameter(graph, layer, parameter)
    return _with_layer(graph, replace(old, config={**old.config, parameter: value}))


def reset_parameter(graph: Graph, layer: str, parameter: str) -> Graph:
    """Gives an argument of a layer's constructor its default again."""
    old = graph.layers[layer]
    config = {k: v for k, v in old.config.items() if k != parameter}
    return _with_layer(graph, replace(old, config=config))


def set_constant(graph: Graph, node: str, argument: str, value: Any) -> Graph:
    """Sets an argument of a call that is no tensor; None takes it away."""
    old = graph.nodes[node]
    constants = {k: v for k, v in old.constants.items() if k != argument}
    if value is not None:
        constants[argument] = value
    return _with_node(graph, replace(old, constants=constants))


def _same(a: Any, b: Any) -> bool:
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def _with_layer(graph: Graph, layer: Layer) -> Graph:
    if graph.layers[layer.id] == layer:
        return graph
    return replace(graph, layers={**graph.layers, layer.id: layer})


def _with_node(graph: Graph, node: Node) -> Graph:
    if graph.nodes[node.id] == node:
        return graph
    return replace(graph, nodes={**graph.nodes, node.id: node})


def _with_inputs(
    graph: Graph, node: Node, argument: str, sources: list[Source]
) -> Graph:
    inputs = {k: v for k, v in node.inputs.items() if k != argument}
    if sources:
        inputs[argument] = tuple(sources)
    return _with_node(graph, replace(node, inputs=inputs))


def _without_sources(node: Node, gone: set[str]) -> Node:
    if not any(s.node in gone for sources in node.inputs.values() for s in sources):
        return node
    left = {
        argument: tuple(s for s in sources if s.node not in gone)
        for argument, sources in node.inputs.items()
    }
    return replace(node, inputs={k: v for k, v in left.items() if v})
