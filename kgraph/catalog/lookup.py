"""Finds entries of the catalogue by name and by search."""

from functools import cache

import msgspec

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
    """Returns the entries that fit the typed text, best first."""
    return [s for s in load().all(*kinds) if text.lower() in s.name.lower()]
