"""Tensors that cannot be added or concatenated as they are."""

import math
from collections.abc import Iterable
from functools import partial
from itertools import permutations

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph, Layer
from kgraph.document.order import ancestors
from kgraph.document.repairs import fitting
from kgraph.document.repairs.case import Arrival, Case, Repair, Repairs
from kgraph.document.repairs.fitting import Fit, Sizes
from kgraph.document.repairs.inserting import Part, described, insert

VALUE_BY_VALUE = (
    *("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"),
    *("ops.add", "ops.subtract", "ops.multiply", "ops.maximum", "ops.minimum"),
)
END_TO_END = ("Concatenate", "ops.concatenate")
MOST_NAMES = 3

# Along inner axes: those that make the larger tensors smaller, and the other way.
SHRINK: dict[str, Fit] = {
    "with stride": fitting.stride,
    "pooled": fitting.pool,
    "cropped": fitting.crop,
}
GROW: dict[str, Fit] = {"enlarged": fitting.enlarge, "padded": fitting.pad}


def propose(case: Case) -> Repairs:
    """Gives the tensors one size, by what leads to them or by layers in between."""
    type, arrivals = case.layer.type, case.arrivals()
    shapes = [s for a in arrivals if (s := fitting.known(a.shape)) is not None]
    is_joining = type in VALUE_BY_VALUE or type in END_TO_END
    if not is_joining or len(shapes) < 2 or len(shapes) != len(arrivals):
        return
    if type in END_TO_END:
        yield from _other_axis(case, shapes)
    if len({len(shape) for shape in shapes}) > 1:
        yield from _as_vectors(case, arrivals, shapes)
        return
    inner = {shape[:-1] for shape in shapes}
    if len(inner) > 1:
        yield from _without_shrinking(case, arrivals, shapes)
        yield from _turned(case, arrivals, shapes)
        for fits, choose in ((GROW, max), (SHRINK, min)):
            wished = choose(inner, key=math.prod)
            for fit in fits.values():
                yield from _sized(case, arrivals, shapes, wished, fit)
    elif type in VALUE_BY_VALUE:
        yield from _sized(case, arrivals, shapes, next(iter(inner)), _only_channels)


def _sized(
    case: Case, arrivals: list[Arrival], shapes: list[Sizes], inner: Sizes, fit: Fit
) -> Repairs:
    """Fits every tensor that is not of the wished size along its inner axes."""
    most = max(shape[-1] for shape in shapes)
    is_summed = case.layer.type in VALUE_BY_VALUE
    parts: list[tuple[Arrival, list[Part]]] = []
    for arrival, shape in zip(arrivals, shapes, strict=True):
        channels = most if is_summed else shape[-1]
        if shape[:-1] == inner:
            found: list[Part] | None = fitting.project(shape, channels)
        else:
            found = fit(shape, inner, channels)
        if found is None:
            return
        parts.append((arrival, found))
    yield from _insertion(case, parts)


def _only_channels(shape: Sizes, inner: Sizes, channels: int) -> list[Part]:
    return fitting.project(shape, channels)


def _as_vectors(case: Case, arrivals: list[Arrival], shapes: list[Sizes]) -> Repairs:
    """Makes vectors of all tensors, where one of them is a vector."""
    if min(map(len, shapes)) != 1:
        return
    is_summed = case.layer.type in VALUE_BY_VALUE
    for kind in ("Flatten", "pooling"):
        widths = [s[-1] if kind == "pooling" else math.prod(s) for s in shapes]
        wished = shapes[[len(s) for s in shapes].index(1)][0]
        parts = []
        for arrival, shape, width in zip(arrivals, shapes, widths, strict=True):
            pooling = f"GlobalAveragePooling{len(shape) - 1}D"
            first = [Part("Flatten" if kind == "Flatten" else pooling)]
            made = first if len(shape) > 1 else []
            if is_summed:
                made = [*made, *fitting.project((width,), wished)]
            parts.append((arrival, made))
        if kind == "Flatten" or max(map(len, shapes)) <= 4:
            yield from _insertion(case, parts)


def _turned(case: Case, arrivals: list[Arrival], shapes: list[Sizes]) -> Repairs:
    """Turns the axes of tensors that have the sizes of the first in another order."""
    first = shapes[0]
    if case.layer.type in END_TO_END or len(first) > 3:
        return
    axes = range(len(first))
    parts = []
    for arrival, shape in zip(arrivals, shapes, strict=True):
        ways = (w for w in permutations(axes) if tuple(shape[i] for i in w) == first)
        way = next(ways, None)
        if way is None:
            return
        turn = Part("Permute", {"dims": [i + 1 for i in way]})
        parts.append((arrival, [] if shape == first else [turn]))
    yield from _insertion(case, parts)


def _insertion(case: Case, parts: list[tuple[Arrival, list[Part]]]) -> Repairs:
    added = [part for _, made in parts for part in made]
    if not added:
        return
    names = " and ".join(dict.fromkeys(map(described, added)))

    def edit(graph: Graph) -> Graph:
        for arrival, made in parts:
            graph = insert(graph, made, arrival.port)
        return graph

    where = [case.name(a.source.node) for a, made in parts if made]
    yield case.repair(f"Insert {names} behind {_names(where)}", edit)


def _other_axis(case: Case, shapes: list[Sizes]) -> Repairs:
    """Joins along the only axis whose sizes differ."""
    if len({len(shape) for shape in shapes}) > 1:
        return
    last = len(shapes[0])
    default = -1 if case.layer.type == "Concatenate" else 0
    given = case.layer.config.get("axis", default)
    for axis in range(last):
        others = {(*shape[:axis], *shape[axis + 1 :]) for shape in shapes}
        wished = -1 if axis == last - 1 else axis + 1
        if len(others) == 1 and wished != given:
            yield case.repair(
                f"Let {case.layer.name!r} join along axis {wished}",
                partial(_set_axis, case.layer.id, wished),
            )


def _set_axis(layer: str, axis: int, graph: Graph) -> Graph:
    return edits.set_parameter(graph, layer, "axis", axis)


def _without_shrinking(
    case: Case, arrivals: list[Arrival], shapes: list[Sizes]
) -> Repairs:
    """Takes the margins or the steps away that made one branch smaller."""
    largest = max(shapes, key=lambda shape: math.prod(shape[:-1]))
    graph = case.graph
    ends = zip(arrivals, shapes, strict=True)
    small = {a.source.node for a, s in ends if s[:-1] != largest[:-1]}
    large = {a.source.node for a in arrivals} - small
    only = ancestors(graph, small) - ancestors(graph, large)
    layers = {graph.nodes[id].layer: graph.layer_of(id) for id in sorted(only)}
    margins = [layer for layer in layers.values() if _has_margins(layer)]
    steps = [
        layer
        for layer in layers.values()
        if layer.config.get("strides", 1) not in (1, [1, 1], (1, 1))
    ]
    if margins:
        yield _set(case, margins, {"padding": "same"})
    if steps:
        yield from _followed(case, arrivals, shapes, largest, [margins, steps])
        yield _set(case, steps, {"strides": 1})
    if margins and steps:
        yield _set(case, [*margins, *steps], {"padding": "same", "strides": 1})


def _followed(
    case: Case,
    arrivals: list[Arrival],
    shapes: list[Sizes],
    largest: Sizes,
    branch: list[list[Layer]],
) -> Repairs:
    """Lets the larger tensors follow the steps of the branch that made one smaller."""
    margins, steps = branch
    step = math.prod(_step(layer) for layer in steps)
    inner = tuple(math.ceil(size / step) for size in largest[:-1])
    is_summed = case.layer.type in VALUE_BY_VALUE
    most = max(shape[-1] for shape in shapes)
    parts = [
        (arrival, fitting.stride(s, inner, most if is_summed else s[-1]) or [])
        for arrival, s in zip(arrivals, shapes, strict=True)
        if s[:-1] == largest[:-1]
    ]
    inserted = _insertion(case, parts)
    if not margins:
        yield from inserted
        return
    padded = _set(case, margins, {"padding": "same"})
    yield from (_both(padded, then) for then in inserted)


def _both(first: Repair, then: Repair) -> Repair:
    title = f"{first.title}, and {then.title[0].lower()}{then.title[1:]}"
    return Repair(title, lambda project: then.edit(first.edit(project)))


def _step(layer: Layer) -> int:
    steps = layer.config.get("strides", 1)
    first = steps[0] if isinstance(steps, list | tuple) and steps else steps
    return first if isinstance(first, int) and first > 0 else 1


def _set(case: Case, layers: Iterable[Layer], values: dict[str, object]) -> Repair:
    layers = {layer.id: layer for layer in layers}.values()
    said = ", ".join(f"{key}={value!r}" for key, value in values.items())

    def edit(graph: Graph) -> Graph:
        for layer in layers:
            spec = catalog.load().operation(layer.type)
            for key, value in values.items():
                if spec and spec.parameter(key):
                    graph = edits.set_parameter(graph, layer.id, key, value)
        return graph

    names = _names([repr(layer.name) for layer in layers])
    return case.repair(f"Set {said} on {names}", edit)


def _has_margins(layer: Layer) -> bool:
    spec = catalog.load().operation(layer.type)
    padding = spec.parameter("padding") if spec else None
    choices = padding.choices if padding else ()
    return "same" in choices and layer.config.get("padding", "valid") == "valid"


def _names(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > MOST_NAMES:
        return f"{len(names)} layers"
    return " and ".join(names)
