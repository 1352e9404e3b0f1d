"""Configs of models made comparable: `from same_config import same_config`."""

import json
from typing import Any

import keras


def same_config(model: keras.Model) -> Any:
    """Returns a model's config without what says nothing about the model.

    Ops are numbered in the order of their layers, as their names count the calls of
    all models, and so do the identities of shared objects. Tuples are lists.
    """
    written = json.loads(model.to_json())
    return _named(written, _op_names(written))


def _op_names(written: Any) -> dict[str, str]:
    found: dict[str, str] = {}

    def look(value: Any) -> None:
        if isinstance(value, dict):
            is_op = str(value.get("module", "")).startswith("keras.src.ops")
            if is_op and "name" in value:
                found[value["name"]] = f"op:{len(found)}"
            for item in value.values():
                look(item)
        elif isinstance(value, list):
            for item in value:
                look(item)

    look(written)
    return found


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _named(item, names) if key != "activation" else item
            for key, item in value.items()
            if key != "shared_object_id"
        }
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
