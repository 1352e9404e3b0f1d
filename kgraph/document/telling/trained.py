"""How many weights each stage of a training trains."""

from math import prod

from msgspec import Struct

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis
from kgraph.document.nesting import within
from kgraph.document.project import MAIN, Project
from kgraph.document.stages import Place, is_drawn_trainable, learning, trained
from kgraph.document.training import Stage

_STATISTICS = ("moving_mean", "moving_variance", "seed_generator_state")


class Trained(Struct, frozen=True):
    """What a stage trains of a graph.

    Attributes:
        weights: How many numbers.
        layers, all_layers: How many layers, and how many learn in any stage.
    """

    weights: int
    layers: int
    all_layers: int


def trained_of(
    project: Project, analysis: Analysis, stage: Stage, graph_id: str = MAIN
) -> Trained:
    """Returns what a stage trains; in a submodel, each of its layers counts once."""
    inside = within(project, graph_id)
    chosen = _distinct(trained(project, stage), inside, graph_id)
    return Trained(
        weights=sum(_weights(project, analysis, place) for place in chosen),
        layers=len(chosen),
        all_layers=len(_distinct(learning(project), inside, graph_id)),
    )


def _distinct(
    places: tuple[Place, ...], inside: frozenset[str], graph_id: str
) -> list[Place]:
    """Returns the places in these graphs, but once what is drawn once."""
    if graph_id == MAIN:
        return list(places)
    found = {(p.graph, p.layer.id): p for p in places if p.graph in inside}
    return list(found.values())


def _weights(project: Project, analysis: Analysis, place: Place) -> int:
    found = _known(project, analysis, place)
    if found is None:
        return 0
    return found.trainable if is_drawn_trainable(project, place) else _learned(found)


def _known(project: Project, analysis: Analysis, place: Place) -> NodeAnalysis | None:
    known = analysis.graphs.get(place.graph, GraphAnalysis()).nodes
    calls = project.graphs[place.graph].calls.get(place.layer.id, ())
    return next((known[id] for id in calls if id in known), None)


def _learned(known: NodeAnalysis) -> int:
    """Returns what a layer that is drawn frozen would train if it were not."""
    return sum(
        prod(variable.shape)
        for variable in known.variables
        if variable.name not in _STATISTICS
    )
