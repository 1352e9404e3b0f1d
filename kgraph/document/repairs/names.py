"""Names that Keras takes and TensorFlow does not."""

import re

from kgraph.document import edits
from kgraph.document.names import base_name, is_trainable, unique_name
from kgraph.document.repairs.case import Case, Repair, Repairs


def trainable(case: Case) -> Repairs:
    """Renames a layer, or the model, as little as TensorFlow asks for."""
    if case.problem.node is None:
        name = _spelled(case.graph.name, "model")
        yield case.repair(
            f"Rename the model to {name!r}", lambda g: edits.rename_graph(g, name)
        )
    elif case.node is not None:
        yield _renamed(case)


def _renamed(case: Case) -> Repair:
    layer = case.layer
    taken = {other.name for other in case.graph.layers.values()}
    name = unique_name(_spelled(layer.name, base_name(layer.type)), taken)
    return case.repair(
        f"Rename {layer.name!r} to {name!r}",
        lambda g: edits.rename(g, layer.id, name),
    )


def _spelled(name: str, otherwise: str) -> str:
    """Returns a name with `_` for what is not in ASCII, or another if little is left.

    Example:

    >>> _spelled("left half", "dense")
    'left_half'
    """
    spelled = re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_-")
    return spelled if is_trainable(spelled, is_model=True) else otherwise
