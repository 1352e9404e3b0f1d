"""Every change a person can make to a graph: pure functions from graph to graph.

Each raises an `EditError` if what it is to change is not there. An edit that changes
nothing returns the very graph that it was given.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.catalog import ParameterSpec
from kgraph.document.edges.rewiring import rewired
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Graph, Layer, Node, Port, Source
from kgraph.document.lookup import find_layer, find_node
from kgraph.document.names import base_name, is_legal, unique_name
from kgraph.document.order import cycle_in_words, reaches
from kgraph.document.structures import rekeyed
from kgraph.document.values import is_same, plain

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
    layer = Layer(
        id=f"l{graph.next_id}",
        type=type,
        name=unique_name(_legal(name or base_name(type)), _names(graph)),
        config=plain(dict(config or {})),
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
    find_layer(graph, layer)
    node = Node(f"n{graph.next_id}", layer, constants=plain(dict(constants or {})))
    graph = replace(
        graph,
        next_id=graph.next_id + 1,
        nodes={**graph.nodes, node.id: node},
        positions={**graph.positions, node.id: _finite(position)},
    )
    return graph, node.id


def make_independent(graph: Graph, node: str) -> Graph:
    """Gives a call of a shared layer a layer of its own, with the same config."""
    shared = graph.layers[find_node(graph, node).layer]
    if len(graph.calls[shared.id]) == 1:
        return graph
    name = unique_name(shared.name, _names(graph))
    layer = replace(shared, id=f"l{graph.next_id}", name=name)
    graph = replace(
        graph,
        next_id=graph.next_id + 1,
        layers={**graph.layers, layer.id: layer},
    )
    return _with_node(graph, replace(graph.nodes[node], layer=layer.id))


def connect(graph: Graph, source: Source, target: Port) -> Graph:
    """Draws an edge.

    An argument that takes one tensor is given the new one; in a *many* argument the
    edge at `target.index` is replaced, or one is added behind the last. A constant
    that stood for the tensor makes room for it.

    Raises:
        CycleError: If the edge would close a cycle.
        EditError: If one of its ends does not exist.
    """
    find_node(graph, source.node)
    node = find_node(graph, target.node)
    if source.output < 0 or target.index < 0:
        raise EditError(
            "Outputs and places in a list are counted from 0. "
            f"Received: output={source.output}, index={target.index}."
        )
    if reaches(graph, target.node, source.node):
        raise CycleError(cycle_in_words(graph, source.node, target.node))
    if target.argument in node.constants:
        constants = _without(node.constants, target.argument)
        node = replace(node, constants=constants)
    sources = list(node.inputs.get(target.argument, ()))
    if _takes_one(graph.layers[node.layer], target.argument):
        sources = [source]
    else:
        sources[target.index : target.index + 1] = [source]
    return _with_inputs(graph, node, target.argument, sources)


def disconnect(graph: Graph, target: Port) -> Graph:
    """Takes the edge that ends at this port away; later ones in its list move up."""
    node = find_node(graph, target.node)
    sources = list(node.inputs.get(target.argument, ()))
    if not 0 <= target.index < len(sources):
        return graph
    del sources[target.index]
    return _with_inputs(graph, node, target.argument, sources)


def delete(graph: Graph, nodes: Iterable[str]) -> Graph:
    """Takes nodes away, with their edges and the layers that nothing calls then."""
    gone = {find_node(graph, id).id for id in nodes}
    if not gone:
        return graph
    sources = (source for node in graph.nodes.values() for source in node.sources())
    lost = {source: None for source in sources if source.node in gone}
    kept = {
        id: rewired(node, lost) for id, node in graph.nodes.items() if id not in gone
    }
    called = {node.layer for node in kept.values()}
    return replace(
        graph,
        nodes=kept,
        layers={id: layer for id, layer in graph.layers.items() if id in called},
        positions={id: p for id, p in graph.positions.items() if id not in gone},
        collapsed=graph.collapsed - gone,
    )


def move(graph: Graph, positions: Mapping[str, Position]) -> Graph:
    """Gives nodes new positions, in scene units."""
    moved = {find_node(graph, id).id: _finite(p) for id, p in positions.items()}
    if all(graph.positions.get(id) == p for id, p in moved.items()):
        return graph
    return replace(graph, positions={**graph.positions, **moved})


def collapse(graph: Graph, nodes: Iterable[str], is_collapsed: bool = True) -> Graph:
    """Shows no more than the titles of nodes, or all of them again."""
    ids = {find_node(graph, id).id for id in nodes}
    collapsed = graph.collapsed | ids if is_collapsed else graph.collapsed - ids
    if collapsed == graph.collapsed:
        return graph
    return replace(graph, collapsed=collapsed)


def rename(graph: Graph, layer: str, name: str) -> Graph:
    """Gives a layer another name; where the model takes it by its name, there too.

    Raises:
        EditError: If the name is empty, holds a `/`, or is another layer's.
    """
    old = find_layer(graph, layer)
    new = replace(old, name=_legal(name))
    if any(o.name == name and o.id != layer for o in graph.layers.values()):
        raise EditError(f"Another layer of this graph is named {name!r} already.")
    if name == old.name:
        return graph
    return replace(
        _with_layer(graph, new),
        inputs=rekeyed(graph.inputs, layer, old.name, name),
        outputs=rekeyed(graph.outputs, layer, old.name, name),
    )


def rename_graph(graph: Graph, name: str) -> Graph:
    """Gives a graph, and the model that it becomes, another name.

    Raises:
        EditError: If the name is empty or holds a `/`.
    """
    return graph if name == graph.name else replace(graph, name=_legal(name))


def set_parameter(graph: Graph, layer: str, parameter: str, value: Any) -> Graph:
    """Sets an argument of a layer's constructor; the default is not stored.

    Raises:
        EditError: If JSON cannot carry the value.
    """
    old = find_layer(graph, layer)
    value = plain(value)
    spec = catalog.load().operation(old.type)
    known = spec.parameter(parameter) if spec else None
    if known is not None and not known.required and _is_default(value, known):
        return reset_parameter(graph, layer, parameter)
    return _with_layer(graph, replace(old, config={**old.config, parameter: value}))


def reset_parameter(graph: Graph, layer: str, parameter: str) -> Graph:
    """Gives an argument of a layer's constructor its default again."""
    old = find_layer(graph, layer)
    return _with_layer(graph, replace(old, config=_without(old.config, parameter)))


def set_constant(graph: Graph, node: str, argument: str, value: Any) -> Graph:
    """Sets an argument of a call that is no tensor; None takes it away.

    Raises:
        EditError: If an edge ends at that argument, or JSON cannot carry the value.
    """
    old = find_node(graph, node)
    if value is None:
        constants = _without(old.constants, argument)
    elif argument in old.inputs:
        raise EditError(
            f"{argument!r} of {graph.layer_of(node).name!r} is given a tensor: take "
            "its edge away before you set a constant."
        )
    else:
        constants = {**old.constants, argument: plain(value)}
    return _with_node(graph, replace(old, constants=constants))


def _names(graph: Graph) -> set[str]:
    return {layer.name for layer in graph.layers.values()}


def _legal(name: str) -> str:
    if not is_legal(name):
        raise EditError(
            "A name must not be empty nor hold a '/' or a control character. "
            f"Received: {name!r}."
        )
    plain(name)
    return name


def _finite(position: Position) -> Position:
    x, y = position
    if not (math.isfinite(x) and math.isfinite(y)):
        raise EditError(f"A position must be finite. Received: {position}.")
    return float(x), float(y)


def _takes_one(layer: Layer, argument: str) -> bool:
    spec = catalog.load().operation(layer.type)
    port = spec.port(argument) if spec else None
    return port is not None and not port.many


def _is_default(value: Any, parameter: ParameterSpec) -> bool:
    default = parameter.default
    is_one_kind = isinstance(value, bool) == isinstance(default, bool)
    return bool(value == plain(default)) and is_one_kind


def _without(values: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in values.items() if k != key}


def _with_layer(graph: Graph, layer: Layer) -> Graph:
    old = graph.layers[layer.id]
    if old == layer and is_same(old.config, layer.config):
        return graph
    return replace(graph, layers={**graph.layers, layer.id: layer})


def _with_node(graph: Graph, node: Node) -> Graph:
    old = graph.nodes[node.id]
    if old == node and is_same(old.constants, node.constants):
        return graph
    return replace(graph, nodes={**graph.nodes, node.id: node})


def _with_inputs(
    graph: Graph, node: Node, argument: str, sources: list[Source]
) -> Graph:
    inputs = {**node.inputs, argument: tuple(sources)}
    if not sources:
        del inputs[argument]
    return _with_node(graph, replace(node, inputs=inputs))
