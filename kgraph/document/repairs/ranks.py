"""A tensor with too many or too few dimensions for the layer that takes it."""

import math
import re

from kgraph.document import edits
from kgraph.document.graph import Port
from kgraph.document.repairs.case import Case, Repair, Repairs, Shape
from kgraph.document.repairs.inserting import (
    Part,
    described,
    in_words,
    insert,
    source_at,
)

RECURRENT = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM2D")


def propose(case: Case) -> Repairs:
    """Flatten, pool or reshape what has too many dimensions; reshape what has few."""
    wanted = _wanted_rank(case)
    arrivals = [a for a in case.arrivals() if _is_blamed(case, a.port)]
    if wanted is None or not arrivals:
        return
    port, source, shape = arrivals[0]
    if len(shape) > wanted:
        yield from _fewer(case, port, shape, wanted)
    elif len(shape) < wanted:
        before = case.graph.layer_of(source.node)
        if before.type in RECURRENT and not before.config.get("return_sequences"):
            yield case.repair(
                f"Let {before.name!r} return its whole sequence",
                lambda g: edits.set_parameter(g, before.id, "return_sequences", True),
            )
        yield from _more(case, port, shape, wanted)


def vectors(shape: Shape) -> list[Part]:
    """Returns the layers that make one vector of each sample, the usual one first."""
    pooled = len(shape) - 1
    parts = [Part(f"GlobalAveragePooling{pooled}D")] if 1 <= pooled <= 3 else []
    flat = [Part("Flatten")] if len(shape) > 1 else []
    return [*flat, *parts]


def insertion(case: Case, parts: list[Part], port: Port) -> Repair:
    """Returns the repair that puts layers into one edge."""
    names = " and ".join(described(part) for part in parts)
    before = case.name(port.node)
    return case.repair(
        f"Insert {names} before {before}", lambda g: insert(g, parts, port)
    )


def _fewer(case: Case, port: Port, shape: Shape, wanted: int) -> Repairs:
    if wanted == 1:
        for part in vectors(shape):
            yield insertion(case, [part], port)
    elif wanted > 1:
        merged = shape[wanted - 1 :]
        last = None if None in merged else math.prod(n for n in merged if n)
        yield from _reshape(case, port, (*shape[: wanted - 1], last))


def _more(case: Case, port: Port, shape: Shape, wanted: int) -> Repairs:
    if len(shape) == 1 and wanted == 3 and shape[0] is not None:
        for channels in (1, 3):
            side = math.isqrt(shape[0] // channels)
            if side > 1 and side * side * channels == shape[0]:
                yield from _reshape(case, port, (side, side, channels))
    yield from _reshape(case, port, shape + (1,) * (wanted - len(shape)))


def _reshape(case: Case, port: Port, shape: Shape) -> Repairs:
    if sum(size is None for size in shape) <= 1:
        target = [-1 if size is None else size for size in shape]
        yield insertion(case, [Part("Reshape", {"target_shape": target})], port)
    source = source_at(case.graph, port)
    first = case.graph.layer_of(source.node)
    if first.type == "Input" and first.id not in case.project.data.bindings:
        sizes = list(shape)
        yield case.repair(
            f"Give {first.name!r} the shape {in_words(shape)}",
            lambda g: edits.set_parameter(g, first.id, "shape", sizes),
        )


def _wanted_rank(case: Case) -> int | None:
    """Returns how many dimensions a sample should have, None if that is not wrong."""
    said = re.search(r"(\d+) dimensions", case.problem.expected)
    if said:
        return int(said.group(1)) - 1
    of_type = re.search(r"(\d)D$", case.layer.type)
    if case.problem.rule == "keras" and of_type:
        return int(of_type.group(1)) + 1
    return 2 if case.layer.type in RECURRENT else None


def _is_blamed(case: Case, port: Port) -> bool:
    return case.problem.argument in (None, port.argument)
