"""Names of layers: what Keras would call them, and made unique."""

import re
from collections.abc import Container

from kgraph.document.graph import SUBMODEL

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # HDF5, which holds weights, takes no NUL
_SCOPE = re.compile(r"[A-Za-z0-9_.>-]+")


def is_legal(name: str) -> bool:
    """Whether Keras can make a layer or a model of this name, and write it."""
    return bool(name) and "/" not in name and not _CONTROL.search(name)


def is_trainable(name: str, is_model: bool = False) -> bool:
    """Whether TensorFlow can train a layer, or the whole model, of this name.

    What it computes is named after layers, in letters and digits of ASCII and few
    signs; the first sign of the whole model's name is a letter, a digit or a period.

    Example:

    >>> is_trainable("left_half"), is_trainable("left half")
    (True, False)
    """
    return bool(_SCOPE.fullmatch(name)) and not (is_model and name[0] in "_>-")


def base_name(type: str) -> str:
    """Returns the name that Keras gives a layer of this type.

    Example:

    >>> base_name("Conv2DTranspose")
    'conv2d_transpose'
    >>> base_name("ops.add")
    'add'
    """
    name = type.removeprefix(SUBMODEL)
    if name.startswith("ops."):
        name = name.rpartition(".")[2]  # ops.image.resize is a resize
    name = re.sub(r"\W+", "", name) or "layer"
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def unique_name(base: str, taken: Container[str]) -> str:
    """Returns `base`, or `base_1`, `base_2`, ... whichever is first not taken."""
    if base not in taken:
        return base
    number = 1
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"
