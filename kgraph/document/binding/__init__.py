"""Which columns of the data feed an Input or are the target of an Output, and how.

May import the rest of the document, no NumPy, Keras or Qt. Start reading at
`bindings.py`, then `samples.py` for the shape that bound columns have.
"""

from kgraph.document.binding.arriving import check_arriving
from kgraph.document.binding.bindings import bind, set_source, unbind
from kgraph.document.binding.check import check_data
from kgraph.document.binding.division import held_back
from kgraph.document.binding.dropping import Fit, add_bound, bind_columns, fit
from kgraph.document.binding.outputs import layers_of_type, loss_family, stratified_by
from kgraph.document.binding.proposal import Proposal, apply_proposal, propose
from kgraph.document.binding.samples import (
    bound_columns,
    drawn_shape,
    fits,
    in_words,
    preparation_of,
    sample_dtype,
    sample_shape,
)
from kgraph.document.binding.suggestion import suggest_bindings

__all__ = [
    "Fit",
    "Proposal",
    "add_bound",
    "apply_proposal",
    "bind",
    "bind_columns",
    "bound_columns",
    "check_arriving",
    "check_data",
    "drawn_shape",
    "fit",
    "fits",
    "held_back",
    "in_words",
    "layers_of_type",
    "loss_family",
    "preparation_of",
    "propose",
    "sample_dtype",
    "sample_shape",
    "set_source",
    "stratified_by",
    "suggest_bindings",
    "unbind",
]
