"""Words the problems of an Input or Output and its columns."""

from kgraph.document.analysis import Problem, Severity
from kgraph.document.graph import Graph, Layer


def layer_problem(
    graph: Graph,
    layer: Layer,
    rule: str,
    what: str,
    *,
    expected: str = "",
    received: str = "",
    severity: Severity = "error",
) -> Problem:
    """Returns a problem of the node of an Input or Output; `what` ends its sentence.

    What an Output expects of what arrives is said at its port.
    """
    is_at_port = layer.type == "Output" and bool(expected)
    return Problem(
        rule=rule,
        message=f"{layer.type} {layer.name!r} {what}",
        graph=graph.id,
        node=graph.calls[layer.id][0],
        argument="inputs" if is_at_port else None,
        expected=expected,
        received=received,
        severity=severity,
    )
