"""Which of two settings, or keys of two mappings, are not alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from kgraph.document.telling.words import brief
from kgraph.document.values import is_identical


def settings_fact(place: str, old: Struct, new: Struct) -> Iterator[str]:
    """Yields one fact about all settings that differ, if any do."""
    changes = [
        f"{name} {brief(getattr(old, name))} → {brief(getattr(new, name))}"
        for name in old.__struct_fields__
        if not is_identical(getattr(old, name), getattr(new, name))
    ]
    if changes:
        yield f"{place}: {', '.join(changes)}"


def unlike(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[str]:
    """Returns the keys whose values differ, those of the old mapping first."""
    keys = {**old, **new}
    gone = object()
    return [k for k in keys if not is_identical(old.get(k, gone), new.get(k, gone))]
