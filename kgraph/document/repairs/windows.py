"""Windows that are larger than the tensor they slide over: a size below 1."""

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph, Layer
from kgraph.document.order import ancestors
from kgraph.document.repairs.case import Case, Repair, Repairs
from kgraph.document.repairs.inserting import take_out

WINDOWS = ("kernel_size", "pool_size")
NEAREST = 2  # poolings before the window that may be taken out


def propose(case: Case) -> Repairs:
    """Pads, takes a smaller window, or takes a pooling out."""
    layer, arrivals = case.layer, case.arrivals()
    size = next((name for name in WINDOWS if _has(layer, name)), None)
    is_too_large = "as large as the window" in case.problem.expected
    if size is None or not arrivals or not is_too_large:
        return
    id = layer.id
    if _has(layer, "padding"):
        yield case.repair(
            f"Set padding='same' on {layer.name!r}",
            lambda g: edits.set_parameter(g, id, "padding", "same"),
        )
    inner = [n for n in arrivals[0].shape[:-1] if n is not None]
    if inner and min(inner) > 0:
        smaller = min(inner)
        yield case.repair(
            f"Set {size}={smaller} on {layer.name!r}",
            lambda g: edits.set_parameter(g, id, size, smaller),
        )
    for node in _poolings_before(case):
        yield _without(case, node)


def _without(case: Case, node: str) -> Repair:
    return case.repair(f"Take {case.name(node)} out", lambda g: take_out(g, node))


def _poolings_before(case: Case) -> list[str]:
    """Returns the poolings that made the tensor small, the nearest first."""
    graph, node = case.graph, case.node
    if node is None:
        return []
    before = ancestors(graph, [node.id])
    found = [id for id in graph.nodes if id in before and _is_pooling(graph, id)]
    own = [node.id] if node.id in found else []
    others = [id for id in reversed(found) if id != node.id]
    return [*own, *others[:NEAREST]]


def _is_pooling(graph: Graph, node: str) -> bool:
    type = graph.layer_of(node).type
    return "Pooling" in type and not type.startswith("Global")


def _has(layer: Layer, parameter: str) -> bool:
    spec = catalog.load().operation(layer.type)
    return spec is not None and spec.parameter(parameter) is not None
