"""What a model's tensors are called outside of Keras: as its Inputs and Outputs are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph
from kgraph.document.names import unique_name
from kgraph.document.reports import Finding
from kgraph.document.structures import inputs_structure, is_tuple, outputs_structure


class Signature(Struct, frozen=True):
    """The names of a model's inputs and outputs, in Keras's flat order."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    def check(self, inputs: Iterable[str], outputs: Iterable[str]) -> None:
        """Raises if the tensors of a file are called otherwise.

        Raises:
            KgraphError: If so.
        """
        received = sorted(inputs), sorted(outputs)
        if received != (sorted(self.inputs), sorted(self.outputs)):
            raise KgraphError(
                f"Expected inputs {', '.join(self.inputs)} and outputs "
                f"{', '.join(self.outputs)}. Received: {', '.join(received[0])} and "
                f"{', '.join(received[1])}."
            )


def signature(graph: Graph) -> Signature:
    """Returns how the model of a graph is called by name: plainly, see `renamed`."""
    names = drawn(graph)
    return Signature(_plain(names.inputs), _plain(names.outputs))


def renamed(graph: Graph) -> tuple[Finding, ...]:
    """Returns which names of the drawing other libraries do not take as they are.

    Plain names are of letters from A to Z, digits and underscores, and begin with none
    of the last two.
    """
    names, plain = drawn(graph), signature(graph)
    pairs = zip(
        (*names.inputs, *names.outputs), (*plain.inputs, *plain.outputs), strict=True
    )
    return tuple(
        Finding(f"{ours!r} is called {theirs!r} in the file.", where=ours)
        for ours, theirs in pairs
        if ours != theirs
    )


def drawn(graph: Graph) -> Signature:
    """Returns the names in the drawing itself."""
    return Signature(
        tuple(_names(graph, inputs_structure(graph))),
        tuple(_names(graph, outputs_structure(graph))),
    )


def _names(graph: Graph, structure: Any) -> Iterator[str]:
    """Yields the names of leaves; Keras takes a dict in the order of its keys."""
    if is_tuple(structure):
        structure = structure["config"]
    if isinstance(structure, Mapping):
        structure = [structure[key] for key in sorted(structure)]
    if isinstance(structure, (list, tuple)):
        for item in structure:
            yield from _names(graph, item)
    elif structure is not None:
        yield graph.layer_of(structure).name


def _plain(names: Iterable[str]) -> tuple[str, ...]:
    plain: list[str] = []
    for name in names:
        spelled = re.sub(r"[^A-Za-z0-9_]", "_", name)
        is_plain = re.match(r"[A-Za-z]", spelled)
        plain.append(unique_name(spelled if is_plain else f"x{spelled}", plain))
    return tuple(plain)
