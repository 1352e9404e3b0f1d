"""What the inspector says about a node, in words."""

from collections.abc import Sequence

from kgraph.document.analysis import NodeAnalysis, Tensor
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import Graph
from kgraph.document.telling.words import plural
from kgraph.gui.quantities import amount

MOST_NAMES = 4


def outputs_in_words(analysis: NodeAnalysis) -> str:
    """Returns the shapes and dtypes of a node's outputs, one a line.

    Example:

    >>> outputs_in_words(NodeAnalysis((Tensor((None, 8, 8, 1)),)))
    'Output (None, 8, 8, 1) · float32'
    """
    if len(analysis.outputs) == 1:
        return f"Output {_tensor(analysis.outputs[0])}"
    lines = (f"Output {i} {_tensor(t)}" for i, t in enumerate(analysis.outputs))
    return "\n".join(lines)


def weights_in_words(analysis: NodeAnalysis) -> str:
    """Returns how many parameters a node's layer has, and what a call costs.

    Example:

    >>> weights_in_words(NodeAnalysis((), trainable=320, multiply_adds=18_000))
    '320 parameters · 18 k multiply-adds a sample'
    """
    total = analysis.trainable + analysis.non_trainable
    parts = (
        [f"{total:,} {'parameter' if total == 1 else 'parameters'}"] if total else []
    )
    if analysis.non_trainable:
        parts.append(f"{analysis.non_trainable:,} of them not trainable")
    if analysis.multiply_adds:
        parts.append(f"{amount(analysis.multiply_adds)} multiply-adds a sample")
    return " · ".join(parts)


def calls_in_words(calls: int) -> str:
    """Returns what it means that a layer is called several times."""
    return f"Shared: called {plural(calls, 'time')} with the same weights."


def instances_in_words(names: Sequence[str]) -> str:
    """Returns what it means that other layers are made from the same drawing.

    Example:

    >>> instances_in_words(["encoder"])
    "A copy: own weights, same drawing as 'encoder'."
    """
    if not names:
        return "No other layer has this drawing."
    said = ", ".join(map(repr, names[:MOST_NAMES]))
    more = len(names) - MOST_NAMES
    and_more = f" and {plural(more, 'more layer')}" if more > 0 else ""
    return f"A copy: own weights, same drawing as {said}{and_more}."


def ends_of(graph: Graph) -> list[str]:
    """Returns the names of a graph's Inputs and Outputs, in order."""
    groups = (("In", inputs_of(graph)), ("Out", outputs_of(graph)))
    return [
        f"{word}: {', '.join(graph.layers[n.layer].name for n in nodes) or 'none'}"
        for word, nodes in groups
    ]


def _tensor(tensor: Tensor) -> str:
    return f"{tensor.shape} · {tensor.dtype}"


def siblings_in_words(graph: Graph, node: str) -> dict[str, str]:
    """Returns the other calls of a node's layer, by id: where each stands.

    Example:

    >>> siblings_in_words(graph, "n4")  # doctest: +SKIP
    {'n5': "the call after 'right'"}
    """
    calls = graph.calls[graph.nodes[node].layer]
    return {
        id: f"the call {_place(graph, id, number)}"
        for number, id in enumerate(calls, 1)
        if id != node
    }


def _place(graph: Graph, node: str, number: int) -> str:
    known = [s.node for s in graph.nodes[node].sources() if s.node in graph.nodes]
    names = " and ".join(repr(graph.layer_of(id).name) for id in known[:2])
    return f"after {names}" if names else f"number {number}"
