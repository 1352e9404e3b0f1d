"""What stands between a drawing and a run, found before an engine is started."""

from collections.abc import Iterable

from kgraph.document.analysis import Problem
from kgraph.document.binding import layers_of_type
from kgraph.document.calls import is_placeholder, needed
from kgraph.document.graph import ENDS
from kgraph.document.project import Project


def first_obstacle(project: Project, problems: Iterable[Problem]) -> Problem | None:
    """Returns what must be put right before the project can be trained.

    Args:
        problems: What is known to be wrong with the drawing.
    """
    errors = (p for p in problems if p.severity == "error")
    return (
        next(errors, None)
        or _placeholder(project)
        or _missing_data(project)
        or _missing_loss(project)
    )


def _placeholder(project: Project) -> Problem | None:
    """Returns the problem that a layer of the model cannot compute."""
    for graph in project.graphs.values():
        for node in needed(graph):
            layer = graph.layer_of(node)
            if is_placeholder(layer):
                return Problem(
                    rule="known-operations",
                    message=f"{layer.name!r} is a placeholder, which cannot be "
                    "trained: replace it by a layer of the catalogue.",
                    graph=graph.id,
                    node=node,
                )
    return None


def _missing_data(project: Project) -> Problem | None:
    if project.data.source is None:
        return Problem(
            rule="has-data",
            message="There is no data to learn from. Choose some in the inspector, "
            "which shows the project while no node is selected.",
        )
    graph = project.main
    for type in ENDS:
        for layer in layers_of_type(graph, type):
            if layer.id not in project.data.bindings:
                return Problem(
                    rule="data-bound",
                    message=f"{type} {layer.name!r} is not bound to the data: select "
                    "it and choose its columns in the inspector.",
                    graph=graph.id,
                    node=graph.calls[layer.id][0],
                )
    return None


def _missing_loss(project: Project) -> Problem | None:
    outputs = list(layers_of_type(project.main, "Output"))
    if not outputs or any(layer.config.get("loss") for layer in outputs):
        return None
    return Problem(
        rule="has-loss",
        message="No Output has a loss, so there is nothing to make small: select "
        f"{outputs[0].name!r} and choose one in the inspector.",
        graph=project.main.id,
        node=project.main.calls[outputs[0].id][0],
    )
