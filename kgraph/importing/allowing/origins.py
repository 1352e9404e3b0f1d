"""Describes the placeholders of a config: all that the file says about such a layer."""

from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.importing.allowing.wired import Reference
from kgraph.importing.errors import NotAllowedError, shown

STAND_IN = "kgraph>StandIn"
"""Under this name Keras is told of the class that stands in for others."""

_SAID = ("class_name", "module", "registered_name", "config", "build_config")
_MOST_OUTPUTS = 1_000

Outputs = tuple[tuple[dict[str, Any] | None, ...], ...]
"""For each call of a layer, shape and dtype of each output; None where unknown."""


def stand_in(item: Mapping[str, Any], name: str, outputs: Outputs) -> dict[str, Any]:
    """Returns the description of the placeholder for a layer."""
    origin = {key: item[key] for key in _SAID if key in item}
    if any(outputs):
        origin["outputs"] = [list(call) for call in outputs]
    return {
        "module": "kgraph",
        "class_name": "StandIn",
        "registered_name": STAND_IN,
        "config": {"name": name, "origin": origin},
    }


def outputs_of(
    calls: Mapping[str, list[tuple[Reference, ...]]], ends: Iterable[Reference]
) -> dict[str, Outputs]:
    """Returns what a config says about the outputs of each of its layers.

    Args:
        calls: Layer name to the tensors that each call takes.
        ends: The tensors that the model takes and returns.
    """
    found: dict[str, list[dict[int, Any]]] = {
        name: [{} for _ in range(max(1, len(nodes)))] for name, nodes in calls.items()
    }
    taken = [r for nodes in calls.values() for tensors in nodes for r in tensors]
    for reference in (*taken, *ends):
        nodes = found.get(reference.layer)
        if nodes is None:
            raise NotAllowedError(f"there is no layer {shown(reference.layer)}")
        if reference.output >= _MOST_OUTPUTS:
            raise NotAllowedError(f"a layer gives at most {_MOST_OUTPUTS:,} tensors")
        if reference.call < len(nodes):
            known = nodes[reference.call].get(reference.output)
            nodes[reference.call][reference.output] = known or _spec(reference)
    return {name: _even(nodes) for name, nodes in found.items()}


def _even(calls: list[dict[int, Any]]) -> Outputs:
    """Returns the outputs of calls, of which all have as many as any has.

    Where the file does not say how one looks, it looks as at another call.
    """
    most = max((max(call, default=-1) for call in calls), default=-1) + 1
    known = {i: spec for call in calls for i, spec in call.items() if spec is not None}
    return tuple(
        tuple(call.get(index) or known.get(index) for index in range(most))
        for call in calls
    )


def _spec(reference: Reference) -> dict[str, Any] | None:
    if reference.shape is None:
        return None
    return {"shape": list(reference.shape), "dtype": reference.dtype}
