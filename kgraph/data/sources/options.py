"""Reads the options of sources, which a file may say anything in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgraph.catalog.own_sources import SOURCES
from kgraph.document.errors import DataError


def option(kind: str, options: Mapping[str, Any], name: str) -> Any:
    """Returns what a source was told, the form's default if nothing.

    Raises:
        DataError: If the value is not one that the form allows.
    """
    spec = SOURCES[kind].parameter(name)
    assert spec is not None
    value = options.get(name, spec.default)
    wanted = {"text": str, "choice": str, "integer": int}.get(spec.kind, list)
    is_choice = not spec.choices or value in spec.choices
    if not isinstance(value, wanted) or isinstance(value, bool) or not is_choice:
        expected = ", ".join(map(repr, spec.choices)) or f"of the kind {spec.kind}"
        raise DataError(
            f"The option {name!r} of a source must be {expected}. Received: {value!r}."
        )
    return value


def texts_of(options: Mapping[str, Any], where: object) -> frozenset[str]:
    """Returns the names of the columns that are free text."""
    names = options.get("texts", [])
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise DataError(
            f"The option 'texts' of {where} must list names of columns. Received: "
            f"{names!r}."
        )
    return frozenset(names)
