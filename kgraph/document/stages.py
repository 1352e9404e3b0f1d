"""Which layers a stage of a training trains: one rule for model, code and window."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from kgraph.document.calls import needed
from kgraph.document.graph import Graph, Layer
from kgraph.document.learning import learning_in, learns, normalizes_batches
from kgraph.document.nesting import called_in, without_strays
from kgraph.document.order import sort
from kgraph.document.project import MAIN, Project
from kgraph.document.training import Stage

MOST_LAYERS = 100_000
"""Submodels in submodels are more layers than a damaged file's text lets guess."""

LayerId = tuple[str, str]
"""Ids of a graph and of one of its layers."""


class Place(NamedTuple):
    """A layer of the model that learns, in one instance of the graph it stands in.

    Attributes:
        graph: Id of the graph in which it is drawn.
        path: Ids of layers, from one of the main graph down to the layer itself.
        names: Their names.
    """

    graph: str
    path: tuple[str, ...]
    names: tuple[str, ...]
    layer: Layer


def learning(project: Project) -> tuple[Place, ...]:
    """Returns every layer of the model that learns, in the order of their last calls.

    Those of a submodel stand where it is called, once for each of its instances. What
    leads to no Output is not among them.
    """
    whole = without_strays(project)
    places = _Walk(whole).places(whole.main, (), (), frozenset())
    return tuple(islice(places, MOST_LAYERS))


def trained(
    project: Project, stage: Stage, places: tuple[Place, ...] | None = None
) -> tuple[Place, ...]:
    """Returns the layers that a stage trains, in the order of `learning`.

    Args:
        places: From `learning`, where that was asked already.
    """
    places = learning(project) if places is None else places
    is_trained = _rule(project, stage, places)
    return tuple(
        place
        for number, place in enumerate(places)
        if is_trained(number, place)
        and not (stage.keeps_statistics and normalizes_batches(place.layer))
    )


def frozen(project: Project, stage: Stage) -> tuple[Place, ...]:
    """Returns the layers that learn and that a stage does not train.

    A BatchNormalization among them works as it does when the model predicts.
    """
    places = learning(project)
    paths = {place.path for place in trained(project, stage, places)}
    return tuple(place for place in places if place.path not in paths)


def frozen_layers(project: Project, stage: Stage) -> frozenset[LayerId]:
    """Returns graph and layer of all that a stage freezes, wherever it is used.

    A submodel is among them if it holds layers that learn, and all are frozen. Layers
    that have nothing to learn are never among them.
    """
    places = learning(project)
    held = set[LayerId]()
    for place in trained(project, stage, places):
        held.update(_layers_on(project, place))
    everything = {x for place in places for x in _layers_on(project, place)}
    return frozenset(everything - held)


def listed(project: Project, name: str) -> LayerId | None:
    """Returns the layer that an entry of `Stage.layers` names, None if it is not there.

    Args:
        name: `LAYER`, in the main graph, or `GRAPH/LAYER`; ids.
    """
    graph, slash, layer = name.partition("/")
    found = (graph, layer) if slash else (MAIN, name)
    holder = project.graphs.get(found[0])
    return found if holder is not None and found[1] in holder.layers else None


def is_drawn_trainable(project: Project, place: Place) -> bool:
    """Whether Keras trains a layer of a model that is built as it is drawn.

    Of a frozen submodel Keras looks at the layers inside, of a frozen model at no more.
    """
    config = place.layer.config
    inside = list(learning_in(config))
    own = not inside and bool(config.get("trainable", True))
    return project.main.trainable and (
        own or any(inner.get("trainable", True) for _, inner in inside)
    )


class _Walk:
    """Finds the layers that learn, graph in graph, and looks at each graph once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ordered: dict[str, tuple[Layer, ...]] = {}
        self._holding = _holding(project)

    def places(
        self,
        graph: Graph,
        path: tuple[str, ...],
        names: tuple[str, ...],
        above: frozenset[str],
    ) -> Iterator[Place]:
        for layer in self._layers(graph):
            way = ((*path, layer.id), (*names, layer.name))
            inner = self._project.graphs.get(layer.submodel or "")
            if inner is not None:
                inside = above | {graph.id}
                # No graph holds itself; and one without any costs no time.
                if inner.id not in inside and inner.id in self._holding:
                    yield from self.places(inner, *way, inside)
            elif learns(layer):
                yield Place(graph.id, *way, layer)

    def _layers(self, graph: Graph) -> tuple[Layer, ...]:
        if graph.id not in self._ordered:
            self._ordered[graph.id] = _by_last_call(graph)
        return self._ordered[graph.id]


def _by_last_call(graph: Graph) -> tuple[Layer, ...]:
    is_needed = needed(graph)
    calls = (id for id in reversed(sort(graph).nodes) if id in is_needed)
    ids = dict.fromkeys(graph.nodes[id].layer for id in calls)
    return tuple(graph.layers[id] for id in reversed(ids))


def _holding(project: Project) -> frozenset[str]:
    """Returns the ids of the graphs that hold layers that learn, however deep."""
    holding = {
        id for id, g in project.graphs.items() if any(map(learns, g.layers.values()))
    }
    inside = {id: set(called_in(graph)) for id, graph in project.graphs.items()}
    while new := {
        id for id, parts in inside.items() if id not in holding and parts & holding
    }:
        holding |= new
    return frozenset(holding)


def _rule(
    project: Project, stage: Stage, places: tuple[Place, ...]
) -> Callable[[int, Place], bool]:
    """Returns what says whether a place, and the how manieth it is, is trained."""
    match stage.trains:
        case "all":
            return lambda _number, _place: True
        case "last":
            return lambda number, _place: number >= len(places) - stage.last
        case "only" | "except":
            ids = {listed(project, name) for name in stage.layers}
            is_only = stage.trains == "only"
            return lambda _number, place: (
                (not ids.isdisjoint(_layers_on(project, place))) is is_only
            )
        case _:
            return lambda _number, place: is_drawn_trainable(project, place)


def _layers_on(project: Project, place: Place) -> Iterator[LayerId]:
    """Yields a place's layer and the submodels around it, from the outermost on."""
    graph = project.main
    for id in place.path:
        yield graph.id, id
        graph = project.graphs.get(graph.layers[id].submodel or "", graph)
