"""Whether a graph is a chain of layers: what a `keras.Sequential` can be."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from msgspec import Struct

from kgraph import catalog
from kgraph.document.calls import input_ports, inputs_of, needed, outputs_of
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.order import sort
from kgraph.document.project import Project


class Chain(Struct, frozen=True):
    """One layer after the other.

    Attributes:
        input: Id of the Input's node.
        nodes: Ids of the nodes between Input and Output, in the order of the calls.
        output: Id of the Output's node.
    """

    input: str
    nodes: tuple[str, ...]
    output: str


def chain(project: Project, graph: Graph) -> Chain | str:
    """Returns the chain that a graph is, or one sentence that says why it is none.

    In a chain every layer is called once, with the tensor of the layer before it and
    nothing else. What leads to no Output is not looked at, as it is not built.
    """
    inputs, outputs = inputs_of(graph), outputs_of(graph)
    for what, ends in (("Input", inputs), ("Output", outputs)):
        if len(ends) != 1:
            return f"A chain has one {what}. {_count(graph, ends, what)}."
    if _is_structure(graph.inputs) or _is_structure(graph.outputs):
        return f"{graph.name!r} takes or returns its tensor inside a list or a dict."
    is_needed = needed(graph)
    between = is_needed - {inputs[0].id, outputs[0].id}
    nodes = tuple(id for id in sort(graph).nodes if id in between)
    if not nodes:
        return "There is no layer between the Input and the Output."
    order = (inputs[0].id, *nodes, outputs[0].id)
    for before, id in pairwise(order):
        node = graph.nodes[id]
        reason = _why_no_part(project, graph, node, before)
        if sum(call in is_needed for call in graph.calls[node.layer]) > 1:
            reason = f"{graph.layers[node.layer].name!r} is called more than once."
        if reason is not None:
            return reason
    return Chain(inputs[0].id, nodes, outputs[0].id)


def returns_more(config: Any) -> bool:
    """Whether a layer or one that it wraps is asked to return its state, too."""
    if not isinstance(config, Mapping):
        return False
    return any(
        value is True and (name == "retstep" or name.startswith("return_"))
        if not isinstance(value, Mapping)
        else returns_more(value)
        for name, value in config.items()
        if name != "return_sequences"
    )


def _count(graph: Graph, ends: tuple[Node, ...], what: str) -> str:
    if not ends:
        return f"Received: no {what}"
    names = " and ".join(repr(graph.layer_of(node.id).name) for node in ends)
    return f"Received: {len(ends)} {what}s, {names}"


def _is_structure(template: Any) -> bool:
    return template is not None and not isinstance(template, str)


def _why_no_part(project: Project, graph: Graph, node: Node, before: str) -> str | None:
    """Returns why a node is no part of a chain after another one, if it is none."""
    layer = graph.layers[node.layer]
    name = repr(layer.name)
    sources = list(node.sources())
    reason: str | None = None
    if layer.is_op:
        reason = f"{name} is an op, and a chain is made of layers."
    elif len(sources) != 1:
        reason = f"{name} takes {len(sources)} tensors, and not one."
    elif sources[0].node != before:
        reason = (
            f"{graph.layer_of(sources[0].node).name!r} leads to more than one node."
        )
    elif sources[0].output:
        reason = f"{graph.layer_of(before).name!r} makes more than one tensor."
    elif node.constants:
        reason = f"{name} is called with `{next(iter(node.constants))}=`."
    elif not _takes_one_tensor(project, layer, node):
        reason = f"{name} takes its tensor in another way than as its first argument."
    elif _makes_more(project, layer):
        reason = f"{name} makes more than one tensor."
    return reason


def _takes_one_tensor(project: Project, layer: Layer, node: Node) -> bool:
    if layer.submodel is not None:
        graph = project.graphs.get(layer.submodel)
        return (
            graph is not None
            and len(inputs_of(graph)) == 1
            and not _is_structure(graph.inputs)
        )
    ports = input_ports(project, layer)
    if not ports:  # a placeholder: nobody knows its ports
        return True
    return not ports[0].many and set(node.inputs) == {ports[0].name}


def _makes_more(project: Project, layer: Layer) -> bool:
    if layer.submodel is not None:
        graph = project.graphs[layer.submodel]
        return len(outputs_of(graph)) != 1 or _is_structure(graph.outputs)
    spec = catalog.load().operation(layer.type)
    return spec is not None and spec.outputs is None and returns_more(layer.config)
