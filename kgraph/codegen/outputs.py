"""Knows how the tensors that a call returns are told apart."""

from kgraph import catalog
from kgraph.document.chain import returns_more
from kgraph.document.graph import Layer, Node

_STATES = {
    "GRU": ("", "state"),
    "SimpleRNN": ("", "state"),
    "LSTM": ("", "state_h", "state_c"),
    "ConvLSTM1D": ("", "state_h", "state_c"),
    "ConvLSTM2D": ("", "state_h", "state_c"),
    "ConvLSTM3D": ("", "state_h", "state_c"),
}
_CELLS = {
    "GRUCell": ("[0]", "[1][0]"),
    "SimpleRNNCell": ("[0]", "[1][0]"),
    "LSTMCell": ("[0]", "[1][0]", "[1][1]"),
}


def unpacked(layer: Layer, node: Node) -> tuple[str, ...]:
    """Returns what the names of a call's outputs end with; one "" for one tensor.

    Returns:
        Nothing, where their number is not known: they are reached by index then.
    """
    if layer.config.get("return_state") and layer.type in _STATES:
        return _STATES[layer.type]
    if node.constants.get("return_attention_scores"):
        return ("", "scores")
    if _is_list(layer):
        return ()
    spec = catalog.load().operation(layer.type)
    return ("",) * ((spec.outputs if spec else 1) or 1)


def index(layer: Layer, output: int) -> str:
    """Returns the suffix that takes one output from a call's result."""
    paths = _CELLS.get(layer.type, ())
    return paths[output] if output < len(paths) else f"[{output}]"


def _is_list(layer: Layer) -> bool:
    spec = catalog.load().operation(layer.type)
    if spec is None or layer.type in _CELLS:
        return spec is not None
    if layer.type.endswith("split"):
        return True
    if spec.outputs is not None:
        return False
    if spec.kind == "op" and layer.type not in ("ops.linspace", "ops.unique"):
        return layer.config.get("compute_uv", True)
    return returns_more(layer.config)
