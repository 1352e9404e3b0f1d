"""Parts of a drawing as graphs of their own: made, taken apart, kept in step.

May import the rest of the document, neither Keras nor Qt. Start reading at `making.py`
(a selection becomes a submodel), then `inlining.py` for the way back.
"""

from kgraph.document.submodels.definitions import (
    detach,
    refuse_recursion,
    remove_definition,
)
from kgraph.document.submodels.following import follow, follow_all
from kgraph.document.submodels.inlining import inline
from kgraph.document.submodels.making import make_submodel

__all__ = [
    "detach",
    "follow",
    "follow_all",
    "inline",
    "make_submodel",
    "refuse_recursion",
    "remove_definition",
]
