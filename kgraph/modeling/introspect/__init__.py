"""Reads the installed Keras into the catalogue, `resources/catalog.json`.

`python -m kgraph.modeling.introspect` writes that file again. It may import Keras and
the catalogue; start reading at `entries.py`, then `parameters.py` and `ports.py`.
"""

import json

import msgspec

from kgraph.modeling.introspect.entries import all_entries
from kgraph.resources import resource

__all__ = ["catalogue", "write"]


def catalogue() -> bytes:
    """Returns the contents of `catalog.json`: one line an entry, so that diffs read."""
    import keras

    lines = [
        json.dumps(msgspec.to_builtins(entry), allow_nan=False, ensure_ascii=False)
        for entry in all_entries()
    ]
    version = json.dumps(keras.__version__)
    body = ",\n".join(lines)
    return f'{{"keras_version": {version}, "entries": [\n{body}\n]}}\n'.encode()


def write() -> None:
    """Writes the catalogue of the installed Keras where `catalog.load` reads it."""
    resource("catalog.json").write_bytes(catalogue())
