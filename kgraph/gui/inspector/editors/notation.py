"""How shapes, numbers, text and JSON are written on one line."""

import ast
import json
import math
from collections.abc import Callable
from typing import Any

from kgraph.gui.inspector.editors.line import Notation


def shape(*, is_tuple: bool = False) -> Notation:
    """Returns how shapes are written: `28, 28, 1`.

    Args:
        is_tuple: Whether a single number means a tuple of one: `64` is then `[64]`.
    """

    def read(text: str) -> Any:
        value = _literal(text.replace("×", ","), "A shape is written as in 28, 28, 1.")
        value = _checked(
            value, _is_size, "whole numbers or None, as in 28, 28, 1", text
        )
        return [value] if is_tuple and isinstance(value, int) else value

    def write(value: Any) -> str:
        if is_tuple and isinstance(value, list) and len(value) == 1:
            return _item(value[0])
        return _list(value)

    return Notation(read, write)


def numbers() -> Notation:
    """Returns how a float or a tuple of floats is written: `0.1` or `-0.2, 0.2`."""

    def read(text: str) -> Any:
        value = _literal(text, "Numbers are written as in 0.1 or -0.2, 0.2.")
        return _checked(value, _is_number, "numbers, as in 0.1 or -0.2, 0.2", text)

    return Notation(read, _list)


def text() -> Notation:
    """Returns how text is written: as it is."""
    return Notation(str, str)


def as_json() -> Notation:
    """Returns how anything else is written: as JSON."""
    return Notation(_read_json, lambda v: json.dumps(v, ensure_ascii=False))


def _read_json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(
            f'JSON is expected, such as 2.0, [1, 2] or "text": {error.msg} at '
            f"character {error.pos + 1}."
        ) from error


def _refuse(name: str) -> Any:
    raise ValueError(f"A finite number is expected. Received: {name}.")


def _literal(text: str, expected: str) -> Any:
    try:
        return _as_lists(ast.literal_eval(text.strip()))
    except (ValueError, SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"{expected} Received: {text.strip()!r}.") from error


def _as_lists(value: Any) -> Any:
    return [_as_lists(v) for v in value] if isinstance(value, tuple | list) else value


def _checked(value: Any, fits: Callable[[Any], bool], what: str, text: str) -> Any:
    if isinstance(value, list):
        for item in value:
            _checked(item, fits, what, text)
    elif not fits(value):
        raise ValueError(f"Expected {what}. Received: {text.strip()!r}.")
    return value


def _is_size(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _list(value: Any) -> str:
    if not isinstance(value, list):
        return _item(value)
    if len(value) == 1:
        return f"{_item(value[0])},"
    return ", ".join(map(_item, value)) if value else "()"


def _item(value: Any) -> str:
    if isinstance(value, list):
        return f"({_list(value)})"
    return repr(value)
