"""What becomes of the trained weights of a drawing as it is now, layer by layer."""

from msgspec import Struct

from kgraph.document.analysis import Analysis, Variable
from kgraph.document.graph import Graph
from kgraph.document.project import Project
from kgraph.document.weights.contents import Contents
from kgraph.document.weights.keys import Place, places
from kgraph.document.weights.verdict import reason, stays


class Fates(Struct, frozen=True):
    """Which layers keep their trained weights.

    Attributes:
        kept: How many do.
        layers: How many layers own weights.
        sentences: Ids of graph and layer to what becomes of its weights: one sentence,
            or several where it has others in each instance of its submodel.
    """

    kept: int = 0
    layers: int = 0
    sentences: dict[tuple[str, str], tuple[str, ...]] = {}

    @property
    def text(self) -> str:
        """How many layers keep their weights, in words; empty for no layers."""
        return stays(self.kept, self.layers) if self.layers else ""


def fates(project: Project, analysis: Analysis, contents: Contents) -> Fates:
    """Returns what becomes of every layer's trained weights.

    Args:
        analysis: Says which weights the layers have now; of those that it knows
            nothing about, nothing is said.
        contents: What the project's weights file holds.
    """
    kept = layers = 0
    sentences: dict[tuple[str, str], tuple[str, ...]] = {}
    for place in places(project):
        graph = _graph_of(project, place)
        now = _variables(analysis, graph, place.layer.id)
        if not now:
            continue
        why = _why_reset(place, now, contents)
        kept, layers = kept + (not why), layers + 1
        own = (graph.id, place.layer.id)
        said = sentences.get(own, ())
        text = why or "Keeps its trained weights."
        sentences[own] = said if text in said else (*said, text)
    return Fates(kept, layers, sentences)


def _why_reset(place: Place, now: tuple[Variable, ...], contents: Contents) -> str:
    if not place.key:
        return "Without trained weights: it starts afresh."
    stored = contents.variables(place.key)
    if stored is None:
        return f"Will be reset: the weights file has nothing named {place.key!r}."
    why = reason(stored, now)
    return f"Will be reset: {why}." if why else ""


def _graph_of(project: Project, place: Place) -> Graph:
    graph = project.main
    for id in place.path[:-1]:
        graph = project.graphs[graph.layers[id].submodel or ""]
    return graph


def _variables(analysis: Analysis, graph: Graph, layer: str) -> tuple[Variable, ...]:
    found = analysis.graphs.get(graph.id)
    calls = graph.calls.get(layer, ())
    known = found.nodes.get(calls[0]) if found and calls else None
    return known.variables if known else ()
