"""Reads JSON that nobody vouches for: bounded, no key twice, numbers that are such."""

import json
import math
import re
from typing import Any, NoReturn

from kgraph.importing.errors import ImportRefusedError, shown, size_text
from kgraph.importing.opening import limits

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)


def read_json(data: bytes, where: str) -> Any:
    """Returns what a JSON text says.

    Args:
        where: What the text is called in an error: `config.json`.

    Raises:
        ImportRefusedError: If it is no JSON, is too large or too deep, says one key
            twice, or holds NaN or an infinite number, which JSON has not.
    """
    if len(data) > limits.JSON_BYTES:
        raise ImportRefusedError(
            f"{where} may have {size_text(limits.JSON_BYTES)}. "
            f"Received: {size_text(len(data))}."
        )
    _measure(data, where)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            names = [name for name, _ in items]
            double = next(name for name in names if names.count(name) > 1)
            raise ImportRefusedError(
                f"{where} says {shown(double)} twice in one object: which one counts "
                "cannot be known."
            )
        return found

    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=pairs,
            parse_constant=lambda name: _no_number(where, name),
            parse_float=lambda text: _float(where, text),
            parse_int=lambda text: _integer(where, text),
        )
    except (ValueError, RecursionError) as error:
        reason = "" if isinstance(error, RecursionError) else f" ({error})"
        raise ImportRefusedError(
            f"{where} is not JSON{reason}: the file is damaged, or was not written by "
            "Keras."
        ) from error


def _measure(data: bytes, where: str) -> None:
    """Raises if the text is too deep or says too much, before it is read."""
    depth = deepest = values = 0
    for match in _TOKEN.finditer(data):
        token = match[0]
        if token in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in b"]}":
            depth -= 1
        if token[:1] != b'"':
            values += 1
        if deepest > limits.JSON_DEPTH or values > limits.JSON_VALUES:
            break
    if deepest > limits.JSON_DEPTH:
        raise ImportRefusedError(
            f"{where} may be nested {limits.JSON_DEPTH} deep. Received: more."
        )
    if values > limits.JSON_VALUES:
        raise ImportRefusedError(
            f"{where} may hold {limits.JSON_VALUES:,} values. Received: more."
        )


def _float(where: str, text: str) -> float:
    number = float(text) if len(text) <= limits.JSON_DIGITS else math.inf
    return number if math.isfinite(number) else _no_number(where, text)


def _integer(where: str, text: str) -> int:
    return int(text) if len(text) <= limits.JSON_DIGITS else _no_number(where, text)


def _no_number(where: str, text: str) -> NoReturn:
    raise ImportRefusedError(
        f"{where} holds a number that JSON does not have. Received: {shown(text)}."
    )
