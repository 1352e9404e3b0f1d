"""Tells the masks that Keras passes on by itself from those that somebody drew."""

from collections.abc import Mapping
from typing import Any

import keras


def own_masks(node: Any) -> set[str]:
    """Returns the arguments of a call that Keras would fill in once more.

    Args:
        node: A call, as Keras remembers it among a layer's `_inbound_nodes`.
    """
    passed_on = [getattr(t, "_keras_mask", None) for t in node.arguments.keras_tensors]
    return {
        name
        for name, value in node.arguments.kwargs.items()
        if "mask" in name and all(_is_passed_on(v, passed_on) for v in _listed(value))
    }


def _listed(value: Any) -> list[Any]:
    """Returns the masks of a call, which Keras holds together as its tensors."""
    if isinstance(value, Mapping):
        return [mask for item in value.values() for mask in _listed(item)]
    if isinstance(value, (list, tuple)):
        return [mask for item in value for mask in _listed(item)]
    return [value]


def _is_passed_on(value: Any, masks: list[Any]) -> bool:
    return value is None or any(_is_same(value, mask) for mask in masks)


def _is_same(value: Any, mask: Any) -> bool:
    """Whether two tensors are one, or come from equal ops of the same tensors.

    A model that was loaded from a file has both: the mask that the file tells of and
    the one that Keras made again when it called the layers.
    """
    if value is mask:
        return True
    if not (
        keras.backend.is_keras_tensor(value) and keras.backend.is_keras_tensor(mask)
    ):
        return bool(type(value) is type(mask) and value == mask)
    (ours, our_call, our_output) = value._keras_history
    (theirs, their_call, their_output) = mask._keras_history
    if isinstance(ours, keras.layers.Layer) or type(ours) is not type(theirs):
        return False
    our_arguments = _flat_arguments(ours._inbound_nodes[our_call])
    their_arguments = _flat_arguments(theirs._inbound_nodes[their_call])
    return (
        our_output == their_output
        and {**ours.get_config(), "name": ""} == {**theirs.get_config(), "name": ""}
        and len(our_arguments) == len(their_arguments)
        and all(map(_is_same, our_arguments, their_arguments))
    )


def _flat_arguments(node: Any) -> list[Any]:
    return keras.tree.flatten([node.arguments.args, node.arguments.kwargs])
