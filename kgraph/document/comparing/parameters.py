"""Which parameters of two configs differ, those of nested objects too."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec
from kgraph.document.comparing.comparison import Value
from kgraph.document.values import is_same

Config = Mapping[str, Any]
KINDS = get_args(Kind)


def differing(
    old: Config, new: Config, spec: OperationSpec | None = None, path: str = ""
) -> Iterator[Value]:
    """Yields each parameter whose value differs, in the order of the old config.

    Args:
        spec: Says what a parameter is where a config does not say it.
        path: Of the object that they are parameters of, with a dot behind it.
    """
    for name in {**old, **new}:
        default = _default(spec, name)
        before, after = old.get(name, default), new.get(name, default)
        known = spec.parameter(name) if spec else None
        is_shape = known is not None and known.kind == "shape"
        if not (is_same(before, after) or (is_shape and _is_one_size(before, after))):
            yield from _unlike(path + name, before, after)


def _unlike(name: str, old: Any, new: Any) -> Iterator[Value]:
    before, after = _object(old), _object(new)
    if before is None or after is None:
        yield Value(name, old, new)
        return
    specs = [catalog.load().resolve(v, *KINDS) for v in (before, after)]
    is_one_class = before["class_name"] == after["class_name"] or (
        specs[0] is not None and specs[0] is specs[1]
    )
    configs = [v.get("config", {}) for v in (before, after)]
    if is_one_class and all(isinstance(config, dict) for config in configs):
        yield from differing(configs[0], configs[1], specs[0], f"{name}.")
    else:
        yield Value(name, old, new)


def _is_one_size(old: Any, new: Any) -> bool:
    """Whether a size for all axes is given once here, and for each axis there."""
    size, sizes = (old, new) if isinstance(old, int) else (new, old)
    is_told_twice = isinstance(size, int) and isinstance(sizes, list) and bool(sizes)
    return is_told_twice and all(is_same(each, size) for each in sizes)


def _object(value: Any) -> dict[str, Any] | None:
    """Returns a nested object; an identifier such as `he_normal` is one in short."""
    if isinstance(value, dict) and value.get("class_name") == "function":
        value = value.get("config")
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return value
    is_known = isinstance(value, str) and catalog.load().resolve(value, *KINDS)
    return {"class_name": value, "config": {}} if is_known else None


def _default(spec: OperationSpec | None, name: str) -> Any:
    known = spec.parameter(name) if spec else None
    return None if known is None or known.required else known.default
