"""Turns the arguments of a signature into parameters: kind, default, choices.

Keras writes no types into its signatures: the kind is read from the name (Keras is
strict about those), from the default, and from how the documentation begins.
"""

import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.catalog import Kind, ParameterSpec
from kgraph.catalog.spec import ParameterKind
from kgraph.modeling.introspect.corrections import correct

_NESTED: dict[str, Kind] = {
    "initializer": "initializer",
    "regularizer": "regularizer",
    "constraint": "constraint",
    "activation": "activation",
    "optimizer": "optimizer",
}
_LAYERS = ("layer", "cell")
_CALLABLE = re.compile(
    r"^(optional )?(the |a )?(python )?(callable|function\b(?! applied)|called at)",
    re.I,
)
# What a name means wherever Keras uses it.
_NAMES: tuple[tuple[re.Pattern[str], ParameterKind], ...] = (
    (re.compile(r".*(axes|_dims|^dims|shape)|indices_or_sections|pad_width"), "shape"),
    (re.compile(r"value_range"), "numbers"),
    (re.compile(r"seed|axis\d|num(_.*)?|(.*_)?(height|width)"), "integer"),
    (re.compile(r"epsilon|clipnorm|clipvalue|fill_value"), "float"),
    (re.compile(r"data_format|name|equation|subscripts"), "text"),
    (re.compile(r"training"), "boolean"),
    (re.compile(r"fn|f|fun|function|branches"), "function"),
)
_TUPLE = re.compile(r"\b(tuple|list|sequence|array|axes)s?\b|\bsize \d\b", re.I)
_TYPES: tuple[tuple[re.Pattern[str], ParameterKind], ...] = (
    (re.compile(r"\bbool(ean)?\b|^whether\b|^if `?(true|false)\b", re.I), "boolean"),
    (
        re.compile(r"\bfloat(s|ing)?\b|\bscalar value|\bpython numbers?\b", re.I),
        "float",
    ),
    (
        re.compile(r"\b(int|integer)s?\b|^(total |maximum )?(number|size) of", re.I),
        "integer",
    ),
    (re.compile(r"\bstr(ing)?\b|^`?['\"]|\bpath\b|\bfile ?name\b", re.I), "text"),
)
_QUOTED = re.compile(r"[`{ (,/]*['\"]([\w\-]+)`?['\"]`?")
_OFFERS = re.compile(
    r"\b(one of|either|options|can be|values|supports?|modes?|available|algorithm)\b"
    r"|['\"]`? or `?['\"]|(can be|between) `?['\"]|^string, `?['\"]|: ['\"]",
    re.I,
)


def parameter(
    owner: str, argument: inspect.Parameter, documentation: str
) -> ParameterSpec:
    """Returns one argument of a constructor or function as a parameter.

    Args:
        owner: Name of the entry it belongs to, for what has to be corrected.
        documentation: What the docstring says about it.
    """
    required = argument.default is inspect.Parameter.empty
    default = None if required else as_json(argument.default)
    spec = ParameterSpec(
        argument.name,
        _kind(argument.name, default, documentation),
        default=default,
        required=required,
        nullable=_is_nullable(required, default, documentation),
        documentation=documentation,
    )
    spec = _with_takes(_with_choices(spec))
    return correct(owner, spec)


def parameters(
    owner: str,
    arguments: Iterable[inspect.Parameter],
    documentation: Mapping[str, str],
) -> tuple[ParameterSpec, ...]:
    """Returns all named arguments as parameters; no `*args`, no `**kwargs`."""
    return tuple(
        parameter(owner, a, documentation.get(a.name, ""))
        for a in arguments
        if a.kind not in (a.VAR_KEYWORD, a.VAR_POSITIONAL)
    )


def as_json(value: Any) -> Any:
    """Returns a default as JSON can hold it: tuples as lists, functions by name."""
    if isinstance(value, tuple | list):
        return [as_json(v) for v in value]
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return getattr(value, "__name__", type(value).__name__)


def _kind(name: str, default: Any, documentation: str) -> ParameterKind:
    if isinstance(default, bool):
        return "boolean"
    named = _kind_by_name(name)
    if named:
        return named
    if isinstance(default, str):
        return "text"
    if _CALLABLE.match(documentation):
        return "function"
    said = _kind_by_words(documentation)
    if said is None and name in ("axis", "strides", "size", "repeats", "shift"):
        return "integer" if "axis" in documentation.lower() else "shape"
    if isinstance(default, list):
        floats = said in ("float", "numbers") or _has_float(default)
        return "numbers" if floats else "shape"
    if isinstance(default, int | float):
        if said in ("shape", "numbers", "float"):
            return said
        return "integer" if isinstance(default, int) else "float"
    return said or "json"


def _has_float(values: list[Any]) -> bool:
    return any(isinstance(v, float) for v in values)


def _kind_by_name(name: str) -> ParameterKind | None:
    last = name.rsplit("_", 1)[-1]
    if last in _NESTED:
        return "object"
    if name == "dtype" or name.endswith("_dtype"):
        return "dtype"
    if last in _LAYERS:
        return "layer"
    if last in ("layers", "cells") and name != "exclude_layers":
        return "objects"
    return next((kind for p, kind in _NAMES if p.fullmatch(name)), None)


def _kind_by_words(documentation: str) -> ParameterKind | None:
    """The type that the documentation begins with: `Integer or tuple of 2 integers`."""
    text = re.sub(r"^\(?optional\)?[.,:]?\s*", "", documentation, flags=re.I)
    sentence = re.split(r"\.\s|:\s|;\s", text, maxsplit=1)[0]
    words = " ".join(sentence.split()[:18])
    found = [(m.start(), kind) for p, kind in _TYPES if (m := p.search(words))]
    kind = min(found)[1] if found else None
    if _TUPLE.search(words) and kind in ("integer", "float", None):
        if kind is None:
            return "shape" if re.search(r"\baxes\b", words) else None
        return "shape" if kind == "integer" else "numbers"
    return kind


def _is_nullable(required: bool, default: Any, documentation: str) -> bool:
    if not required and default is None:
        return True
    return bool(re.search(r"\bor `?None\b|\bif `?None\b", documentation, re.I))


def _with_choices(spec: ParameterSpec) -> ParameterSpec:
    if spec.name == "data_format":
        return _replace(
            spec, kind="choice", choices=("channels_last", "channels_first")
        )
    if spec.kind not in ("text", "json") or spec.name == "name":
        return spec
    quoted = dict.fromkeys(_QUOTED.findall(spec.documentation))
    if spec.default is not None and spec.default not in quoted:
        return spec
    if len(quoted) < 2 or not _OFFERS.search(spec.documentation + " " + spec.name):
        return spec
    return _replace(spec, kind="choice", choices=tuple(quoted))


def _with_takes(spec: ParameterSpec) -> ParameterSpec:
    last = spec.name.rsplit("_", 1)[-1]
    if spec.kind == "object" and last in _NESTED:
        optional = last in ("activation", "regularizer", "constraint")
        return _replace(
            spec,
            takes=(_NESTED[last],),
            nullable=spec.nullable or (optional and not spec.required),
        )
    if spec.kind in ("layer", "objects"):
        return _replace(spec, takes=("layer",))
    if spec.name == "learning_rate":
        return _replace(spec, kind="float", takes=("schedule",))
    return spec


def _replace(spec: ParameterSpec, **changes: Any) -> ParameterSpec:
    from msgspec.structs import replace

    return replace(spec, **changes)
