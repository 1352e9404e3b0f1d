"""What Keras's signatures and documentation leave open, said by hand and explained."""

from typing import Any

from msgspec.structs import replace

from kgraph.catalog import ParameterSpec

_CORRECTIONS: dict[tuple[str, str], dict[str, Any]] = {}


def correct(owner: str, spec: ParameterSpec) -> ParameterSpec:
    """Returns the parameter with what is known better about it."""
    for key in ((owner, spec.name), ("*", spec.name)):
        if key in _CORRECTIONS:
            return replace(spec, **_CORRECTIONS[key])
    return spec
