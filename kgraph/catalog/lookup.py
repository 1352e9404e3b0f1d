"""Finds entries of the catalogue by name and by search."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from kgraph.catalog.find import Term, normal, ranked, term
from kgraph.catalog.own import OWN
from kgraph.catalog.spec import Kind, OperationSpec
from kgraph.resources import resource


class Catalog(msgspec.Struct, frozen=True):
    """All entries, by kind and name.

    Attributes:
        keras_version: The Keras that the entries were read from.
    """

    keras_version: str
    entries: dict[Kind, dict[str, OperationSpec]]

    def operation(self, name: str) -> OperationSpec | None:
        """Returns the layer or op of that name, None if this version has none."""
        kind: Kind = "op" if name.startswith("ops.") else "layer"
        return self.find(kind, name)

    def find(self, kind: Kind, name: str) -> OperationSpec | None:
        """Returns the entry of that kind and name, None if there is none."""
        return self.entries.get(kind, {}).get(name)

    def find_among(self, kinds: Iterable[Kind], name: Any) -> OperationSpec | None:
        """Returns the first entry of that name among kinds, None if there is none."""
        if not isinstance(name, str):
            return None
        found = (self.find(kind, name) for kind in kinds)
        return next((spec for spec in found if spec is not None), None)

    def resolve(self, value: Any, *kinds: Kind) -> OperationSpec | None:
        """Returns the entry that a nested object's JSON names, None if there is none.

        Args:
            value: `{"class_name": ..., "config": ...}`, or one of Keras's string
                identifiers: `glorot_uniform`, `mse`, `relu`.
        """
        name = value.get("class_name") if isinstance(value, dict) else value
        if not isinstance(name, str):
            return None
        if name == "function" and isinstance(value, dict):
            name = str(value.get("config"))
        return next(
            (spec for kind in kinds if (spec := self._identified(kind, name))), None
        )

    def _identified(self, kind: Kind, name: str) -> OperationSpec | None:
        return self.find(kind, name) or _identifiers().get((kind, normal(name)))

    def all(self, *kinds: Kind) -> tuple[OperationSpec, ...]:
        """Returns every entry of these kinds, in the catalogue's order."""
        return tuple(s for kind in kinds for s in self.entries.get(kind, {}).values())


class _File(msgspec.Struct):
    keras_version: str
    entries: list[OperationSpec]


@cache
def load() -> Catalog:
    """Reads `resources/catalog.json`, once."""
    file = msgspec.json.decode(resource("catalog.json").read_bytes(), type=_File)
    entries: dict[Kind, dict[str, OperationSpec]] = {}
    for spec in (*OWN, *file.entries):
        entries.setdefault(spec.kind, {})[spec.name] = spec
    return Catalog(file.keras_version, entries)


def search(text: str, *kinds: Kind) -> list[OperationSpec]:
    """Returns the entries that fit the typed text, best first.

    A text fits the start of a name, the starts of its words, or a common synonym:
    `max pool` and `maxpool` find MaxPooling2D, `fc` finds Dense.

    Args:
        kinds: The kinds of entry to look among; layers and ops if there are none.
    """
    return ranked(text, [t for kind in kinds or ("layer", "op") for t in _terms(kind)])


@cache
def _terms(kind: Kind) -> tuple[Term, ...]:
    return tuple(term(spec) for spec in load().all(kind))


@cache
def _identifiers() -> dict[tuple[Kind, str], OperationSpec]:
    """Every entry by kind and by the normal form of its name and other names."""
    catalog = load()
    found: dict[tuple[Kind, str], OperationSpec] = {}
    for kind in catalog.entries:
        for entry in _terms(kind):
            for name in entry.aliases:
                found.setdefault((kind, name), entry.spec)
        for entry in _terms(kind):
            found[kind, entry.name] = entry.spec
    return found
