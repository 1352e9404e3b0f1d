"""Gives a model its trained weights, and says what it keeps and what is reset."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np

from kgraph.document.analysis import Variable
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.reports import Finding
from kgraph.document.weights import missing, reason, resolved, stays
from kgraph.modeling.build import build
from kgraph.modeling.variables import variables_of
from kgraph.modeling.weights.file import WeightsFile
from kgraph.modeling.weights.walk import layers_of

Arrays = Mapping[str, Sequence[np.ndarray]]
_NAMED = 5


def give(project: Project, model: keras.Model, arrays: Arrays) -> tuple[Finding, ...]:
    """Sets the weights of every layer whose variables are as they were.

    The others keep the values that they were built with: they are reset.

    Args:
        model: From `build(project)`.
        arrays: Key to arrays, as the layers of the project name them.

    Returns:
        How many layers keep their weights; which are reset and why; which never had
        any; and what is no longer used.
    """
    kept, used = 0, set()
    fresh: list[str] = []
    reset: list[Finding] = []
    for place, layer in layers_of(project, model):
        name = "/".join(place.names)
        why = _give(layer, place.key, arrays) if place.key else ""
        if not place.key:
            fresh.append(name)
        elif why:
            reset.append(Finding(f"{name!r} starts afresh: {why}.", name, "warning"))
        else:
            kept += 1
        used.add(place.key)
    layers = kept + len(reset) + len(fresh)
    if not layers:
        return ()
    idle = [key for key in arrays if key not in used]
    return (
        Finding(stays(kept, layers)),
        *reset,
        *_listing("Without trained weights, so starting afresh", fresh),
        *_listing("Trained weights that are no longer used", idle),
    )


def give_from_file(
    project: Project, folder: str | os.PathLike[str] | None, model: keras.Model
) -> tuple[Finding, ...]:
    """Gives a model the weights of the project's file, if it has one.

    Args:
        folder: That of the project's file, from which its paths start.

    Returns:
        What is kept and what is reset; that the file is missing or cannot be read.
    """
    path = resolved(project, folder)
    if path is None:
        return ()
    absent = missing(project, folder)
    if absent:
        return (Finding(absent[0].message, severity="warning"),)
    try:
        return give(project, model, WeightsFile(path))
    except KgraphError as error:
        return (Finding(str(error), severity="warning"),)


def trained(
    project: Project, path: str | os.PathLike[str] | None
) -> tuple[keras.Model, tuple[Finding, ...]]:
    """Returns the model of a project with its trained weights.

    Args:
        path: The project's file; None for one that was never saved.

    Raises:
        BuildError: If the project has problems.
    """
    model = build(project)
    return model, give_from_file(project, Path(path).parent if path else None, model)


def _give(layer: Any, key: str, arrays: Arrays) -> str:
    """Sets a layer's weights; returns why not, if they do not fit."""
    if key not in arrays:
        return f"the weights file has nothing named {key!r}"
    try:
        given = arrays[key]
    except KgraphError as error:
        return str(error).rstrip(".")
    stored = [Variable(tuple(a.shape), a.dtype.name) for a in given]
    if why := reason(stored, variables_of(layer)):
        return why
    for variable, array in zip(layer.weights, given, strict=True):
        variable.assign(array)
    for part in layer._flatten_layers():
        if isinstance(part, keras.layers.Normalization) and part.built:
            part.finalize_state()  # it computes with what it made of its weights
    return ""


def _listing(words: str, names: Sequence[str]) -> tuple[Finding, ...]:
    if not names:
        return ()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (Finding(f"{words}: {', '.join(names[:_NAMED])}{more}."),)
