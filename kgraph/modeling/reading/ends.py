"""How a model takes and returns its tensors, in a drawing and when it is called."""

from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple

import keras
from msgspec.structs import replace

from kgraph.document.calls import outputs_of
from kgraph.document.graph import Graph
from kgraph.document.structures import (
    TUPLE,
    as_template,
    inputs_structure,
    is_tuple,
    mapped,
    outputs_structure,
)
from kgraph.document.values import is_identical


class Ends(NamedTuple):
    """The ends of a submodel, in the order in which Keras counts them.

    Attributes:
        inputs: The names of its Inputs.
        outputs: The place of each of its outputs in the order of placement.
    """

    inputs: tuple[str, ...]
    outputs: tuple[int, ...]

    def given(self, value: Any) -> dict[str, Any]:
        """Returns what each Input is given by an argument of a call."""
        if isinstance(value, Mapping) and set(value) == set(self.inputs):
            return dict(value)
        tensors = _flat(value)
        return dict(zip(self.inputs, tensors, strict=False))


def ends_of(graph: Graph) -> Ends:
    """Returns the ends of a graph."""
    placed = [node.id for node in outputs_of(graph)]
    inputs = _flat(_as_keras(inputs_structure(graph)))
    outputs = _flat(_as_keras(outputs_structure(graph)))
    return Ends(
        tuple(graph.layer_of(id).name for id in inputs),
        tuple(map(placed.index, outputs)),
    )


def with_structures(graph: Graph, inputs: Any, outputs: Any) -> Graph:
    """Returns the graph that takes and returns its tensors in this form.

    Args:
        inputs, outputs: Ids of nodes, nested in Python's own lists, tuples and dicts.
    """

    def template(structure: Any, usual: Any) -> Any:
        wanted = _as_nested(structure)
        if is_identical(wanted, usual):
            return None
        return as_template(mapped(wanted, lambda id: graph.nodes[id].layer))

    return replace(
        graph,
        inputs=template(inputs, inputs_structure(graph)),
        outputs=template(outputs, outputs_structure(graph)),
    )


def _as_nested(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_nested(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return {"class_name": TUPLE, "config": tuple(map(_as_nested, value))}
    if isinstance(value, list):
        return tuple(map(_as_nested, value))
    return value


def _as_keras(value: Any) -> Any:
    if is_tuple(value):
        return tuple(map(_as_keras, value["config"]))
    if isinstance(value, Mapping):
        return {key: _as_keras(item) for key, item in value.items()}
    return [_as_keras(item) for item in value] if isinstance(value, tuple) else value


def _flat(value: Any) -> list[Any]:
    """Returns the leaves in Keras's order: it sorts the keys of dicts."""
    found: list[Any] = []
    numbers = count()

    def number(item: Any) -> Any:
        if isinstance(item, Mapping):
            return {key: number(part) for key, part in item.items()}
        if isinstance(item, (list, tuple)):
            return [number(part) for part in item]
        found.append(item)
        return next(numbers)

    return [found[index] for index in keras.tree.flatten(number(value))]
