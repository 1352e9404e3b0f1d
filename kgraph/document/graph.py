"""The drawing as a value: layers, the nodes that call them, and where they stand.

As in Keras, a `Layer` is an instance that owns weights and a `Node` is a call of it;
two nodes that name one layer share its weights. Nothing here changes in place: dicts
are treated as frozen, an edit makes new ones and keeps the unchanged parts.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

SUBMODEL = "graph:"
OP = "ops."
ENDS = ("Input", "Output")
"""Types of the layers at which tensors enter a graph and leave it."""


class Layer(Struct, frozen=True, omit_defaults=True):
    """An instance; owns the weights.

    Attributes:
        type: A name of the catalogue (`Dense`, `ops.add`, `Input`, `Output`), or
            `graph:<id>` for a submodel.
        name: The Keras name; unique within the graph.
        config: Constructor arguments that differ from the default, as JSON. Nested
            objects are Keras's own `{"class_name": ..., "config": ...}`.
        weights: Under which key the project's weights file holds the layer's trained
            weights; empty for none. For a submodel, whose layers may have others in
            each of its instances: path of a layer inside (ids, joined by `/`) to key.
        origin: Of a placeholder, what else a foreign file said about the layer
            (`module`, `registered_name`, `build_config`), kept to the letter.
    """

    id: str
    type: str
    name: str
    config: dict[str, Any] = {}
    weights: str | dict[str, str] = ""
    origin: dict[str, Any] = {}

    @property
    def is_op(self) -> bool:
        """Whether it stands for a function of `keras.ops`, which owns no weights."""
        return self.type.startswith(OP)

    @property
    def submodel(self) -> str | None:
        """Id of the graph that this layer is an instance of, if it is a submodel."""
        is_submodel = self.type.startswith(SUBMODEL)
        return self.type.removeprefix(SUBMODEL) if is_submodel else None


class Source(Struct, frozen=True, array_like=True, omit_defaults=True):
    """One output tensor of a node: where an edge begins."""

    node: str
    output: int = 0


class Port(Struct, frozen=True, array_like=True, order=True):
    """One place for a tensor at a node: where an edge ends.

    `index` counts within a *many* argument and is 0 elsewhere.
    """

    node: str
    argument: str
    index: int = 0


class Edge(Struct, frozen=True):
    """A tensor on its way from the node that makes it to a port that takes it."""

    source: Source
    target: Port


class Node(Struct, frozen=True, omit_defaults=True):
    """A call of a layer.

    Attributes:
        layer: Id of the layer that is called.
        inputs: Argument name to the tensors it is given, in order. An argument that
            is not *many* has one.
        constants: Arguments of the call that are no tensors: `{"training": False}`,
            or `{"x2": 2.0}` for `ops.multiply(x, 2.0)`. For an argument that is also
            in `inputs`, a template; see `structures.filled`.
        positional: How many arguments are passed by position, in the order of the
            ports; None for the usual. Keras notes it down, and nothing else does.
    """

    id: str
    layer: str
    inputs: dict[str, tuple[Source, ...]] = {}
    constants: dict[str, Any] = {}
    positional: int | None = None

    def sources(self) -> Iterator[Source]:
        """Yields the tensors that the call is given, argument by argument."""
        for given in self.inputs.values():
            yield from given


class Frame(Struct, frozen=True, omit_defaults=True):
    """A titled rectangle on the canvas; it means nothing to Keras.

    Attributes:
        color: One of `annotations.COLORS`; empty for none.
    """

    id: str
    title: str
    x: float
    y: float
    width: float
    height: float
    color: str = ""


class Note(Struct, frozen=True, omit_defaults=True):
    """Plain text on the canvas; it means nothing to Keras.

    Attributes:
        color: One of `annotations.COLORS`; empty for none.
    """

    id: str
    text: str
    x: float
    y: float
    width: float
    height: float
    color: str = ""


class Graph(Struct, frozen=True, omit_defaults=True, dict=True):
    """A definition: what is drawn on one canvas.

    Attributes:
        next_id: The number that the next layer, node, frame or note gets.
        positions: Node id to the position of its top left corner, in scene units.
        collapsed: Nodes of which no more than the title is shown.
        is_sequential: Whether it becomes a `keras.Sequential` for as long as it is a
            chain.
        trainable: False for a model that was frozen as a whole.
        inputs, outputs: How the model takes and returns its tensors, as JSON whose
            leaves are ids of the layers of its Inputs and Outputs; None for the usual.
    """

    id: str
    name: str
    next_id: int = 1
    layers: dict[str, Layer] = {}
    nodes: dict[str, Node] = {}
    positions: dict[str, tuple[float, float]] = {}
    frames: dict[str, Frame] = {}
    notes: dict[str, Note] = {}
    collapsed: frozenset[str] = frozenset()
    is_sequential: bool = False
    trainable: bool = True
    inputs: Any = None
    outputs: Any = None

    def layer_of(self, node: str) -> Layer:
        """Returns the layer that a node calls."""
        return self.layers[self.nodes[node].layer]

    @cached_property
    def calls(self) -> dict[str, tuple[str, ...]]:
        """Layer id to the nodes that call it, in the order they were placed."""
        calls: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            calls[node.layer] = (*calls.get(node.layer, ()), node.id)
        return calls

    @cached_property
    def targets(self) -> dict[str, tuple[Edge, ...]]:
        """Node id to the edges that leave it."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges():
            found.setdefault(edge.source.node, []).append(edge)
        return {node: tuple(edges) for node, edges in found.items()}

    def edges(self) -> Iterator[Edge]:
        """Yields every edge, by target."""
        for node in self.nodes.values():
            yield from edges_into(node)

    def of_type(self, type: str) -> list[Node]:
        """Returns the nodes whose layer has this type, in the order of placement."""
        return [n for n in self.nodes.values() if self.layers[n.layer].type == type]


def edges_into(node: Node) -> Iterator[Edge]:
    """Yields the edges that end at this node."""
    for argument, sources in node.inputs.items():
        for index, source in enumerate(sources):
            yield Edge(source, Port(node.id, argument, index))
