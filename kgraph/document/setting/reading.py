"""What a text means in a place: as the form of the catalogue, or the type, says."""

import json
import math
import types
import typing
from contextlib import suppress
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import ParameterSpec
from kgraph.catalog import argument as words
from kgraph.document.setting.holders import Spot
from kgraph.document.setting.words import SettingError, listed

_NONE = "none"


def read(text: str, spot: Spot) -> Any:
    """Returns the value that a text means in a place.

    Raises:
        SettingError: If it means none; the text says what is expected.
    """
    parameter = spot.parameter
    if parameter is None or (parameter.kind == "json" and spot.type is not None):
        return _typed(text, spot)
    try:
        value = _by_form(text, parameter)
    except ValueError as error:
        raise SettingError(_misfit(text, spot, _expected(text, parameter))) from error
    return value if spot.type is None else msgspec.convert(value, spot.type)


def _by_form(text: str, parameter: ParameterSpec) -> Any:
    if parameter.kind == "text" and not (parameter.nullable and text == _NONE):
        return text
    if parameter.takes and text[:1] in ("{", "["):
        return _described(_json(text), parameter)
    if parameter.takes and parameter.kind == "objects" and not text:
        return []
    return words.read(text, parameter)


def _described(value: Any, parameter: ParameterSpec) -> Any:
    """Returns an object, or a list of some, that JSON describes as Keras does."""
    items = value if isinstance(value, list) else [value]
    is_list = parameter.kind == "objects"
    for item in items:
        if catalog.load().resolve(item, *parameter.takes) is None:
            raise ValueError(item)
    if is_list is not isinstance(value, list):
        raise ValueError(value)
    return value


def _typed(text: str, spot: Spot) -> Any:
    """Returns the value of the type that a struct has in a place."""
    for candidate in _candidates(text):
        try:
            return msgspec.convert(candidate, spot.type, strict=True)
        except msgspec.ValidationError:
            continue
    raise SettingError(_misfit(text, spot, _in_words(spot.type)))


def _candidates(text: str) -> list[Any]:
    """Returns what a text may mean, the likeliest first."""
    found: list[Any] = [None] if text.lower() == _NONE else []
    with suppress(ValueError):
        found.append(_json(text))
    found.append(text)
    parts = [part.strip() for part in text.split(",")] if text else []
    found.append(parts)
    with suppress(ValueError):
        found.append([_json(part) for part in parts])
    return found


def _json(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError(text) from error
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(text)
    return value


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _misfit(text: str, spot: Spot, expected: str) -> str:
    return f"`{spot.path}` takes {expected}. Received: `{text}`."


def _expected(text: str, parameter: ParameterSpec) -> str:
    said = words.expected(parameter)
    kinds = parameter.takes
    known = [s.name for s in catalog.load().all(*kinds) if not s.needs_code]
    if not known:
        return said
    close = get_close_matches(text, known, n=3, cutoff=0.5)
    return f"{said}, such as {listed(close or known[:3])}"


def _in_words(annotation: Any) -> str:
    """Returns a type as people say it."""
    origin = get_origin(annotation)
    if origin is Literal:
        return listed(map(str, get_args(annotation)))
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_in_words(part) for part in get_args(annotation))
    if origin in (tuple, list):
        return f"a list, each of it {_in_words(get_args(annotation)[0])}"
    if origin is dict:
        return "a JSON object"
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        fields = annotation.__struct_fields__
        return f"a JSON object of {', '.join(f'`{name}`' for name in fields)}"
    return _WORDS.get(annotation, "JSON")


_WORDS: dict[Any, str] = {
    bool: "`true` or `false`",
    float: "a number",
    int: "a whole number",
    str: "text",
    type(None): "`none`",
}
