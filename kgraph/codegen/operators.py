"""Writes ops as Keras users do where Python has an operator: `x + y`, `x[:, 1:]`."""

import math
from collections.abc import Mapping
from typing import Any

from kgraph.codegen.layout import Code, flat
from kgraph.codegen.values import MISSING, literal
from kgraph.document.graph import Graph, Node, Source

# Symbolic tensors make the same operation of these as the functions do.
_BINARY = {
    "ops.add": "+",
    "ops.floor_divide": "//",
    "ops.greater": ">",
    "ops.greater_equal": ">=",
    "ops.less": "<",
    "ops.less_equal": "<=",
    "ops.matmul": "@",
    "ops.mod": "%",
    "ops.multiply": "*",
    "ops.power": "**",
    "ops.subtract": "-",
    "ops.true_divide": "/",
}


def operation(
    graph: Graph, node: Node, tensors: Mapping[Source, Code], only_slices: bool = False
) -> str | None:
    """Returns a call of an op with an operator, None where Python has none for it.

    The operands are variables, their items, and numbers: no parentheses are needed.

    Args:
        tensors: The code of every tensor that is there already.
        only_slices: Whether arithmetic is to be left to `keras.ops`, which unlike the
            operators of a backend's own tensors brings dtypes together.
    """
    layer = graph.layers[node.layer]
    given = {**layer.config, **node.constants}
    if layer.type == "ops.get_item" and set(node.inputs) == {"x"}:
        key = _key(given.get("key"))
        tensor = _operand(node, "x", given, tensors)
        return f"{tensor}[{key}]" if key and tensor else None
    if only_slices:
        return None
    if layer.type == "ops.negative" and set(node.inputs) == {"x"} and not given:
        tensor = _operand(node, "x", given, tensors)
        return f"-{tensor}" if tensor else None
    symbol = _BINARY.get(layer.type)
    if symbol is None or {*node.inputs, *given} != {"x1", "x2"}:
        return None
    left = _operand(node, "x1", given, tensors)
    right = _operand(node, "x2", given, tensors)
    if left is None or right is None or (symbol == "**" and left.startswith("-")):
        return None
    is_hugged = symbol == "**" and "[" not in left + right
    return f"{left}**{right}" if is_hugged else f"{left} {symbol} {right}"


def _operand(
    node: Node, name: str, given: Mapping[str, Any], tensors: Mapping[Source, Code]
) -> str | None:
    sources = node.inputs.get(name, ())
    if len(sources) == 1 and name not in given:
        code = flat(tensors.get(sources[0], MISSING))
        return None if code == MISSING else code
    number: Any = given.get(name)
    if sources or type(number) not in (int, float):
        return None
    return flat(literal(number)) if math.isfinite(number) else None


def _key(key: Any) -> str | None:
    """Returns what stands between the brackets of `x[...]`."""
    if not isinstance(key, Mapping):
        return str(key) if type(key) is int else None
    config = key.get("config")
    if key.get("class_name") == "__ellipsis__":
        return "..."
    if key.get("class_name") == "__slice__" and isinstance(config, Mapping):
        return _slice(config)
    if key.get("class_name") != "__tuple__" or not isinstance(config, (list, tuple)):
        return None
    parts = ["None" if item is None else _key(item) for item in config]
    is_whole = len(parts) > 1 and all(parts)
    return ", ".join(filter(None, parts)) if is_whole else None


def _slice(config: Mapping[str, Any]) -> str | None:
    names = ("start", "stop", "step")
    ends = [config.get(name) for name in names]
    if any(end is not None and type(end) is not int for end in ends):
        return None
    start, stop, step = ("" if end is None else str(end) for end in ends)
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"
