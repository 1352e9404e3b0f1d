"""The layers that data is bound to, and what their data is for, in words."""

from collections.abc import Sequence

from kgraph.document.binding import layers_of_type
from kgraph.document.graph import ENDS, Layer
from kgraph.document.project import Project

SCALERS = {"standard": "StandardScaler", "minmax": "MinMaxScaler"}
_PURPOSES = {
    "train": "to train on",
    "validation": "to validate with",
    "test": "to test with",
}


def bound_layers(project: Project) -> list[Layer]:
    """Returns the Inputs, then the Outputs."""
    return [x for type in ENDS for x in layers_of_type(project.main, type)]


def purpose(parts: Sequence[str]) -> str:
    """Returns what parts of the samples are for."""
    words = [_PURPOSES[part] for part in parts]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
