"""Which weights an export may take along."""

from pathlib import Path

from msgspec import Struct

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.weights import forget
from kgraph.runs import RunStore


class Weights(Struct, frozen=True):
    """A choice of weights.

    Attributes:
        run: `best`, `latest` or the id of a run; None for no run's.
        is_new: Whether to begin anew although the drawing has weights of its own.
    """

    title: str
    run: str | None = None
    is_new: bool = False


def choices(project: Project, path: Path | None, run: str | None) -> list[Weights]:
    """Returns what can be chosen, the likeliest first.

    Args:
        path: The `.kgraph` file, beside which runs are kept.
        run: Id of the run that the person has asked for, if any.
    """
    named = [Weights(f"Of run {run}", run)] if run else []
    best = Weights("Of the best run", "best")
    latest = Weights("Of the latest run", "latest")
    of_runs = (best, latest) if _has_runs(path) else ()
    own = [Weights("That came with the drawing")] if project.weights else []
    new = Weights("New and untrained", is_new=True)
    return [*named, *of_runs, *own, new]


def given(project: Project, weights: Weights) -> Project:
    """Returns the project as it goes to the engine with these weights."""
    return forget(project) if weights.is_new and project.weights else project


def _has_runs(path: Path | None) -> bool:
    try:
        return any(run.last_weights.exists() for run in RunStore.beside(path).list())
    except KgraphError:
        return False
