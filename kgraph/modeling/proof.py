"""Tries a project before a person is told that it works."""

from typing import NamedTuple

import keras

from kgraph.document.analysis import Analysis
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.modeling.build import build
from kgraph.modeling.inference import infer


class Proof(NamedTuple):
    """What came of a try.

    Attributes:
        is_built: Whether the model could be built; None if the project has errors.
    """

    analysis: Analysis
    is_built: bool | None


def prove(project: Project) -> Proof:
    """Finds out what can be known about a project, and builds its model if it can.

    The model is a whole one, but its weights get no values: they would cost memory and
    prove nothing.
    """
    analysis = infer(project)
    if analysis.has_errors:
        return Proof(analysis, None)
    try:
        with keras.StatelessScope(initialize_variables=False):
            build(project)
    except KgraphError:
        return Proof(analysis, False)
    return Proof(analysis, True)
