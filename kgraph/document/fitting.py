"""Says which operations fit a tensor, so that a search can begin with them.

The catalogue knows no shapes: what an operation is made for is read from its name
(`Conv1D`, `MaxPooling2D`), from its category and, for very few, from a table here.
"""

import re
from collections.abc import Callable, Iterable
from enum import IntEnum

from kgraph.catalog import OperationSpec
from kgraph.catalog.synonyms import COMMON
from kgraph.document.analysis import Tensor

_DIMENSIONS = re.compile(r"(\d)D")
_RANKS = {"Recurrent": 3, "Attention": 3, "Image preprocessing": 4}
_RANKS_BY_NAME = {"Dense": 2, "RepeatVector": 2}
_TAKES_ALL = {"Dense", "TimeDistributed"}  # what they are made for is not all they take
_OF_INTEGERS = {"Embedding", "CategoryEncoding", "IntegerLookup", "Hashing"}
_OF_TEXT = {"TextVectorization", "StringLookup", "Hashing"}
_MADE_RANKS = {"Dense": 2, "Flatten": 2, "Embedding": 3}
_COMMON = {name: place for place, name in enumerate(COMMON)}


class Fit(IntEnum):
    """How well an operation fits; smaller is better."""

    MADE_FOR = 0
    POSSIBLE = 1
    UNFIT = 2


Judge = Callable[[OperationSpec], Fit]


def follows(spec: OperationSpec, tensor: Tensor) -> Fit:
    """Returns how well an operation takes a tensor.

    Example:

    >>> follows(catalog.load().operation("Conv1D"), Tensor((None, 20, 64)))
    <Fit.MADE_FOR: 0>
    """
    rank = len(tensor.shape)
    is_odd = "Cell" in spec.name or (spec.name == "Flatten" and rank < 3)
    if is_odd or not spec.inputs:
        return Fit.UNFIT
    if tensor.dtype == "string":
        return Fit.MADE_FOR if spec.name in _OF_TEXT else Fit.UNFIT
    if "int" in tensor.dtype and rank <= 2:  # more of them are the pixels of an image
        return _of_integers(spec)
    if spec.name in _OF_INTEGERS | _OF_TEXT:
        return Fit.UNFIT
    return _judge(spec, taken_rank(spec), rank)


def leads(spec: OperationSpec, target: OperationSpec) -> Fit:
    """Returns how well what an operation makes fits another operation."""
    if spec.outputs == 0:
        return Fit.UNFIT
    if spec.name == "Input":
        return Fit.MADE_FOR
    if target.name in _OF_INTEGERS | _OF_TEXT:
        return Fit.MADE_FOR if spec.name in _OF_TEXT else Fit.UNFIT
    wanted = taken_rank(target)
    return Fit.POSSIBLE if wanted is None else _judge(spec, made_rank(spec), wanted)


def arranged(specs: Iterable[OperationSpec], judge: Judge) -> list[OperationSpec]:
    """Returns operations with those first that fit, the common before the others."""
    return sorted(specs, key=lambda spec: _place(spec, judge(spec)))


def taken_rank(spec: OperationSpec) -> int | None:
    """Returns the rank, with the batch, that an operation is made for, if it is."""
    dimensions = _DIMENSIONS.search(spec.name)
    if dimensions:
        has_time = spec.category == "Recurrent"
        return int(dimensions[1]) + 2 + has_time
    return _RANKS_BY_NAME.get(spec.name, _RANKS.get(spec.category))


def made_rank(spec: OperationSpec) -> int | None:
    """Returns the rank, with the batch, of what an operation makes, if it is known."""
    if spec.name.startswith("Global"):
        return 2
    return _MADE_RANKS.get(spec.name, taken_rank(spec))


def _of_integers(spec: OperationSpec) -> Fit:
    if spec.name in _OF_INTEGERS:
        return Fit.MADE_FOR
    return Fit.POSSIBLE if taken_rank(spec) in (None, 2) else Fit.UNFIT


def _judge(spec: OperationSpec, rank: int | None, wanted: int) -> Fit:
    if rank == wanted:
        return Fit.MADE_FOR
    return Fit.POSSIBLE if rank is None or spec.name in _TAKES_ALL else Fit.UNFIT


def _place(spec: OperationSpec, fit: Fit) -> tuple[bool, bool, Fit, int]:
    # Conv3D is as common among volumes as Conv2D is among images.
    name = _DIMENSIONS.sub("2D", spec.name) if fit is Fit.MADE_FOR else spec.name
    place = _COMMON.get(name, len(_COMMON))
    return fit is Fit.UNFIT, name not in _COMMON, fit, place
