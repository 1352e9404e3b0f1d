"""How a node calls its layer: the one rule that the model and the code both follow.

Keras records which arguments of a call were positional, so that `build` and `codegen`
make equal models only if they agree on it. They agree by asking here.
"""

from functools import cache
from itertools import takewhile
from typing import Any

from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import PortSpec
from kgraph.document.applications import is_application_layer
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.order import ancestors
from kgraph.document.project import Project
from kgraph.document.structures import filled, inputs_structure, mapped


class Call(Struct, frozen=True):
    """The arguments of a call.

    Attributes:
        positional: Each a nested value (see `structures`) whose leaves are tensors,
            and constants as JSON among them: one tensor, or a tuple of tensors where
            the argument takes a list.
        keyword: The tensors that are passed by name, as such values.
        constants: The arguments that are no tensors; always passed by name.
    """

    positional: tuple[Any, ...] = ()
    keyword: dict[str, Any] = {}
    constants: dict[str, Any] = {}


def call_of(project: Project, graph: Graph, node: Node) -> Call:
    """Returns the arguments with which a node calls its layer.

    The leading required ports are positional, in the catalogue's order, and all else
    is passed by name. An argument that is both in `inputs` and in `constants` is what
    the constant says, as a template, if it has a place for each tensor. A submodel
    takes its tensors as one argument, held together as its graph says, or as the
    template `inputs` among the constants does, which numbers the graph's Inputs.
    """
    layer = graph.layers[node.layer]
    inner = project.graphs.get(layer.submodel or "")
    if inner is not None:
        return _call_of_submodel(inner, node)
    by_position = (
        len(leading(layer, node)) if node.positional is None else node.positional
    )
    positional: list[Any] = []
    keyword: dict[str, Any] = {}
    has_gap = False
    for port in _ports(layer, node):
        sources = node.inputs.get(port.name, ())
        has_gap = has_gap or not sources
        if has_gap or len(positional) >= by_position:
            if sources:
                keyword[port.name] = _argument(port, node)
        elif port.variadic:
            positional.extend(sources)
        else:
            positional.append(_argument(port, node))
    return Call(tuple(positional), keyword, _constants(node))


def leading(layer: Layer, node: Node) -> tuple[str, ...]:
    """Returns the ports whose tensors are passed by position, unless a node differs.

    These are the required ones before the first that is optional or has no edge.
    """
    given = takewhile(
        lambda port: node.inputs.get(port.name) and not port.optional,
        _ports(layer, node),
    )
    return tuple(port.name for port in given)


def _ports(layer: Layer, node: Node) -> tuple[PortSpec, ...]:
    """Returns the ports of a layer; of one that nobody knows, what is drawn."""
    spec = catalog.load().operation(layer.type)
    if spec is not None:
        return spec.inputs
    return tuple(
        PortSpec(name, many=len(given) > 1, variadic=name == "args")
        for name, given in node.inputs.items()
    )


def input_ports(project: Project, layer: Layer) -> tuple[PortSpec, ...] | None:
    """Returns the input ports of a layer, None if nobody knows them.

    Those of a submodel are its Inputs. Keras calls a model with all of them, also with
    those that may be None.
    """
    if layer.submodel is None:
        spec = catalog.load().operation(layer.type)
        return spec.inputs if spec else None
    graph = project.graphs.get(layer.submodel)
    if graph is None:
        return None
    return tuple(PortSpec(graph.layers[n.layer].name) for n in inputs_of(graph))


def is_placeholder(layer: Layer) -> bool:
    """Whether a layer's class is not here: the catalogue has no such operation."""
    is_known = layer.submodel is not None or is_application_layer(layer)
    return not is_known and catalog.load().operation(layer.type) is None


def inputs_of(graph: Graph) -> tuple[Node, ...]:
    """Returns the graph's Inputs in the order of placement, which is the model's."""
    return tuple(graph.of_type("Input"))


def outputs_of(graph: Graph) -> tuple[Node, ...]:
    """Returns the graph's Outputs in the order of placement, which is the model's."""
    return tuple(graph.of_type("Output"))


def needed(graph: Graph) -> frozenset[str]:
    """Returns the nodes that are part of the model.

    These are the Inputs, and every node that an Output depends on. A node that leads
    nowhere is not called: it would cost weights and change nothing.
    """
    outputs = (node.id for node in outputs_of(graph))
    return frozenset(ancestors(graph, outputs) | {n.id for n in inputs_of(graph)})


def auto_name(op: str) -> str:
    """Returns the name that Keras gives the first call of an op, e.g. `add`.

    An op's function takes no name: Keras counts its calls (`add`, `add_1`, ...).
    """
    function = op.rsplit(".", 1)[-1]
    return _AUTO_NAMES.get(function, function)


def op_name(keras_class: str) -> str:
    """Returns the function of `keras.ops` that makes a Keras operation of a class.

    Example:

    >>> op_name("BatchNorm")
    'batch_normalization'
    """
    name = _letters(keras_class)
    return _functions().get(name, name)


def reserved_names(project: Project) -> dict[str, int]:
    """Returns the names of layers that Keras would else give to an op, too.

    Such ops are those of the drawing, and where a layer makes a mask also those with
    which Keras takes the mask along: a Concatenate of masked tensors concatenates
    their masks.

    Returns:
        The op's automatic name to how often its counter has to be advanced, before
        the model is built, so that the names it makes are free.
    """
    layers = [layer for g in project.graphs.values() for layer in g.layers.values()]
    ops = {layer.type for layer in layers if layer.is_op}
    if any(x.type == "Masking" or x.config.get("mask_zero") for x in layers):
        ops |= {spec.name for spec in catalog.load().all("op")}
    bases = set(map(auto_name, ops))
    reserved: dict[str, int] = {}
    for layer in layers:
        if layer.is_op or layer.type == "Output":
            continue
        head, _, tail = layer.name.rpartition("_")
        if layer.name in bases:
            reserved[layer.name] = max(1, reserved.get(layer.name, 0))
        elif tail.isdecimal() and head in bases:
            reserved[head] = max(int(tail) + 1, reserved.get(head, 0))
    return dict(sorted(reserved.items()))


@cache
def _functions() -> dict[str, str]:
    """Returns the functions of `keras.ops` by the letters of the class they make."""
    names = [spec.name.rsplit(".", 1)[-1] for spec in catalog.load().all("op")]
    by_class = {_letters(auto_name(name)): name for name in names}
    return {**by_class, **{_letters(name): name for name in names}}


def _letters(name: str) -> str:
    return name.replace("_", "").lower()


def _call_of_submodel(graph: Graph, node: Node) -> Call:
    tensors = _taken(graph, node)
    constants = {k: v for k, v in _constants(node).items() if k != "inputs"}
    if node.positional == 0:
        return Call((), {"inputs": tensors}, constants)
    return Call((tensors,), {}, constants)


def _taken(graph: Graph, node: Node) -> Any:
    """Returns the tensors that a submodel is given, in its own form or the call's."""

    def given(input: str) -> Source | None:
        sources = node.inputs.get(graph.layer_of(input).name, ())
        return sources[0] if sources else None

    sources = [source for end in inputs_of(graph) if (source := given(end.id))]
    form = node.constants.get("inputs")
    taken = None if form is None else filled(form, sources)
    is_whole = taken is not None and len(sources) == len(inputs_of(graph))
    return taken if is_whole else mapped(inputs_structure(graph), given) or ()


def _argument(port: PortSpec, node: Node) -> Any:
    """Returns the value of an argument that is given tensors."""
    sources = node.inputs[port.name]
    if port.name in node.constants:
        value = filled(node.constants[port.name], sources)
        if value is not None:
            return value
    return sources if port.many else sources[0]


def _constants(node: Node) -> dict[str, Any]:
    return {k: v for k, v in node.constants.items() if not node.inputs.get(k)}


# Where Keras's class is not spelled like its function.
_AUTO_NAMES = {
    "abs": "absolute",
    "allclose": "all_close",
    "batch_normalization": "batch_norm",
    "cdist": "c_dist",
    "conj": "conjugate",
    "hard_swish": "hard_silu",
    "isin": "is_in",
    "layer_normalization": "layer_norm",
    "rms_normalization": "rms_norm",
    "searchsorted": "search_sorted",
    "swish": "silu",
}
