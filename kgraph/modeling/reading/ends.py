"""How a model takes and returns its tensors, in a drawing and when it is called."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, NamedTuple

import keras
from msgspec.structs import replace

from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import Graph
from kgraph.document.structures import (
    TUPLE,
    as_template,
    inputs_structure,
    is_place,
    is_tuple,
    mapped,
    outputs_structure,
    place,
)
from kgraph.document.values import is_identical


class Ends(NamedTuple):
    """The ends of a submodel, in the order in which Keras counts them.

    Attributes:
        inputs: The names of its Inputs.
        outputs: The place of each of its outputs in the order of placement.
        places: The place of each of its Inputs in that order.
        taken: How it takes its tensors: a template that numbers these places.
    """

    inputs: tuple[str, ...]
    outputs: tuple[int, ...]
    places: tuple[int, ...]
    taken: Any

    def given(self, value: Any) -> dict[str, Any]:
        """Returns what each Input is given by an argument of a call.

        Keras goes by the names of the Inputs where a model that takes a list is given
        a dict, and by the order in all other cases, whatever the keys say.
        """
        if self._goes_by_name(value):
            return {name: value[name] for name in self.inputs}
        return dict(zip(self.inputs, _flat(value), strict=False))

    def form(self, value: Any) -> Any:
        """Returns how a call holds the tensors together, None if as the model does.

        A list is as good as a tuple to Keras, and its files know no tuples.
        """
        if self._goes_by_name(value):
            named = dict(zip(self.inputs, self.places, strict=True))
            return {key: place(named[key]) for key in value if key in named}
        order: list[int] = _flat(_numbered(value))
        if len(order) != len(self.places):
            return None
        place_of = dict(zip(order, self.places, strict=True))
        form = _with_numbers(value, lambda number: place(place_of[number]))
        return None if form == self.taken else form

    def _goes_by_name(self, value: Any) -> bool:
        taken = self.taken if isinstance(self.taken, list) else [self.taken]
        is_plain = all(map(is_place, taken))
        is_named = isinstance(value, Mapping) and set(self.inputs) <= set(value)
        return is_plain and is_named


def ends_of(graph: Graph) -> Ends:
    """Returns the ends of a graph."""
    placed = [node.id for node in outputs_of(graph)]
    own = _as_keras(inputs_structure(graph))
    inputs = _flat(own)
    outputs = _flat(_as_keras(outputs_structure(graph)))
    places = [node.id for node in inputs_of(graph)]
    leaves = [place(places.index(id)) for id in _leaves(own)]
    return Ends(
        tuple(graph.layer_of(id).name for id in inputs),
        tuple(map(placed.index, outputs)),
        tuple(map(places.index, inputs)),
        _with_numbers(own, leaves.__getitem__),
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
    found = _leaves(value)
    return [found[index] for index in keras.tree.flatten(_numbered(value))]


def _numbered(value: Any) -> Any:
    """Returns a nested value with numbers for leaves, as they stand."""
    return _with_numbers(value, lambda number: number)


def _leaves(value: Any) -> list[Any]:
    """Returns the leaves as they stand."""
    if isinstance(value, Mapping):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]


def _with_numbers(value: Any, change: Callable[[int], Any]) -> Any:
    """Returns a nested value, with lists for tuples, with its leaves by number."""
    numbers = count()

    def changed(item: Any) -> Any:
        if isinstance(item, Mapping):
            return {key: changed(part) for key, part in item.items()}
        if isinstance(item, (list, tuple)):
            return [changed(part) for part in item]
        return change(next(numbers))

    return changed(value)
