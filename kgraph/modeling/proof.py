"""Tries a project before a person is told that it works."""

from collections.abc import Callable
from typing import NamedTuple

from kgraph.document.analysis import Analysis
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.modeling.build import BuildStoppedError, build
from kgraph.modeling.inference import infer


class Trial(NamedTuple):
    """What came of a try.

    Attributes:
        is_built: Whether the model could be built; None if the project has errors.
    """

    analysis: Analysis
    is_built: bool | None


def prove(project: Project, is_given_up: Callable[[], bool] = lambda: False) -> Trial:
    """Finds out what can be known about a project, and builds its model if it can.

    The model is a whole one, but its weights get no values: they would cost memory and
    prove nothing.

    Args:
        is_given_up: Asked before each layer; once nobody waits any more, the model
            counts as one that could not be built.
    """

    def watch() -> None:
        if is_given_up():
            raise BuildStoppedError

    analysis = infer(project)
    if analysis.has_errors:
        return Trial(analysis, None)
    try:
        build(project, watch, has_weights=False)
    except KgraphError:
        return Trial(analysis, False)
    return Trial(analysis, True)
