"""What the inspector says about a node, in words."""

from kgraph.document.analysis import NodeAnalysis, Tensor
from kgraph.gui.quantities import amount, plural


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


def _tensor(tensor: Tensor) -> str:
    return f"{tensor.shape} · {tensor.dtype}"
