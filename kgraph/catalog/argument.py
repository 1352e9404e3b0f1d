"""Reads one argument as people type it: `3x3`, `.5`, `same`, `relu`, `none`."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

from kgraph.catalog.lookup import load
from kgraph.catalog.spec import ParameterKind, ParameterSpec

_SIZES = re.compile(r"-?\d+(?:x-?\d+)+")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_DTYPE = re.compile(r"(?:mixed_)?b?float(?:16)|float(?:32|64)|u?int(?:8|16|32|64)|bool")
_BOOLEANS = {"true": True, "yes": True, "on": True}
_BOOLEANS |= {"false": False, "no": False, "off": False}
_MOST_DIGITS = 18  # of a whole number: more than any size or seed has

_EXPECTED: dict[ParameterKind, str] = {
    "integer": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "text": "text, which no number is",
    "shape": "whole numbers, as in 3 or 3x3",
    "numbers": "numbers, as in .1 or .1,.2",
    "dtype": "a type, as in float32",
    "json": "JSON",
    "layer": "a layer",
    "function": "a Python function, which no drawing can hold",
}


def is_value(text: str) -> bool:
    """Whether a word can be nothing but a value: a number, a tuple, `name=value`.

    Example:

    >>> [is_value(word) for word in ("32", "3x3", "(3,3)", "units=4", "2d", "relu")]
    [True, True, True, True, False, False]
    """
    is_number = _NUMBER.fullmatch(text.lower()) or _SIZES.fullmatch(_sizes(text))
    return bool(is_number) or text[:1] in "([{'\"" or "=" in text or "," in text


def expected(parameter: ParameterSpec) -> str:
    """Returns what a parameter takes, in words."""
    if parameter.choices:
        return _either([_written(c) for c in parameter.choices])
    if parameter.takes and parameter.kind != "float":
        kinds = _either(list(parameter.takes))
        article = "an" if kinds[0] in "aeiou" else "a"
        return f"{article} {kinds}"
    return _EXPECTED.get(parameter.kind, "a value")


def read(text: str, parameter: ParameterSpec) -> Any:
    """Returns the value, as JSON, that a text means to a parameter.

    Raises:
        ValueError: If it means none; the message says what is expected.
    """
    text = _unquoted(text)
    if text.lower() == "none" and parameter.nullable:
        return None
    try:
        return _READERS[parameter.kind](text, parameter)
    except (ValueError, RecursionError) as error:
        said = f"`{parameter.name}` takes {expected(parameter)}, not `{text}`"
        raise ValueError(said) from error


def names(parameter: ParameterSpec) -> list[str]:
    """Returns the words that name a value of this parameter, and of no other kind."""
    if parameter.kind == "choice":
        return [c for c in parameter.choices if isinstance(c, str)]
    if parameter.kind in ("object", "objects"):
        found = load().all(*parameter.takes)
        return [n for s in found if not s.needs_code for n in (s.name, *s.synonyms)]
    return []


def read_name(word: str, parameter: ParameterSpec) -> Any:
    """Returns the value that a word names by itself, wherever it stands.

    Raises:
        LookupError: If it names none.
    """
    if parameter.kind == "dtype" and _DTYPE.fullmatch(word.lower()):
        return word.lower()
    if parameter.kind in ("choice", "object", "objects"):
        try:
            return read(word, parameter)
        except ValueError:
            pass
    raise LookupError(word)


def _text(text: str, _: ParameterSpec) -> str:
    if _NUMBER.fullmatch(text.lower()):
        raise ValueError(text)
    return text


def _integer(text: str, _: ParameterSpec) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def _float(text: str, parameter: ParameterSpec) -> Any:
    if parameter.takes and not _NUMBER.fullmatch(text.lower()):
        return _object(text, parameter)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _boolean(text: str, _: ParameterSpec) -> bool:
    if text.lower() not in _BOOLEANS:
        raise ValueError(text)
    return _BOOLEANS[text.lower()]


def _choice(text: str, parameter: ParameterSpec) -> Any:
    for choice in parameter.choices:
        if _written(choice).lower() == text.lower():
            return choice
    raise ValueError(text)


def _shape(text: str, _: ParameterSpec) -> Any:
    sizes = _sizes(text)
    if _SIZES.fullmatch(sizes):
        return [int(size) for size in sizes.split("x")]
    return _checked(_listed(sizes), _is_size)


def _numbers(text: str, _: ParameterSpec) -> Any:
    return _checked(_listed(text.lower()), _is_number)


def _object(text: str, parameter: ParameterSpec) -> Any:
    spec = load().resolve(text, *parameter.takes)
    if spec is None or spec.needs_code:
        raise ValueError(text)
    if spec.kind == "activation":
        return spec.name
    return {"class_name": spec.name, "config": {}}


def _objects(text: str, parameter: ParameterSpec) -> Any:
    return [_object(part.strip(), parameter) for part in text.split(",")]


def _dtype(text: str, _: ParameterSpec) -> str:
    if not _DTYPE.fullmatch(text.lower()):
        raise ValueError(text)
    return text.lower()


def _json(text: str, _: ParameterSpec) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(text: str, *_: object) -> Any:
    raise ValueError(text)


_READERS: dict[ParameterKind, Callable[[str, ParameterSpec], Any]] = {
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "text": _text,
    "choice": _choice,
    "shape": _shape,
    "numbers": _numbers,
    "object": _object,
    "objects": _objects,
    "layer": _refuse,
    "dtype": _dtype,
    "json": _json,
    "function": _refuse,
}


def _listed(text: str) -> Any:
    """Reads numbers, alone, with commas or in brackets of either kind, as JSON."""
    text = text.translate(str.maketrans("()", "[]")).replace("none", "null")
    text = re.sub(r"(?<![\d.])\.(?=\d)", "0.", re.sub(r"(?<=\d)\.(?!\d)", ".0", text))
    text = re.sub(r",\s*(?=\]|$)", "", text) if "[" in text else text
    if "," in text and not text.startswith("["):
        text = f"[{text.rstrip(', ')}]"
    return json.loads(text, parse_constant=_refuse)


def _sizes(text: str) -> str:
    return text.lower().replace("×", "x")


def _checked(value: Any, fits: Callable[[Any], bool]) -> Any:
    if isinstance(value, list):
        return [_checked(item, fits) for item in value]
    if not fits(value):
        raise ValueError(str(value))
    return value


def _is_size(value: Any) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value is None or (is_whole and abs(value) < 10**_MOST_DIGITS)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if is_quoted else text


def _written(choice: Any) -> str:
    return choice if isinstance(choice, str) else json.dumps(choice)


def _either(words: list[str]) -> str:
    head, last = words[:-1], words[-1]
    return f"{', '.join(head)} or {last}" if head else last
