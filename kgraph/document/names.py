"""Names of layers: what Keras would call them, and made unique."""

import re
from collections.abc import Container

from kgraph.document.graph import SUBMODEL


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
