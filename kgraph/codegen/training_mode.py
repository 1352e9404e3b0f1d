"""Knows which layers of a subclassed model do something else while it is trained."""

from kgraph import catalog
from kgraph.document.graph import Graph, Layer
from kgraph.document.nesting import within
from kgraph.document.project import Project

# They take the argument only to be quantized, or because all of their family do.
_ALWAYS_THE_SAME = {"CenterCrop", "Dense", "EinsumDense", "Resizing"}
_DROPOUTS = ("dropout", "recurrent_dropout")


def has_training(project: Project, graph: Graph) -> bool:
    """Whether a graph, or one that it is made of, is another one while trained."""
    graphs = (project.graphs[id] for id in within(project, graph.id))
    layers = [x for g in graphs for x in g.layers.values() if x.submodel is None]
    return any(takes_training(project, layer) for layer in layers)


def takes_training(project: Project, layer: Layer) -> bool:
    """Whether a layer has to be told that the model is trained."""
    if layer.submodel is not None:
        graph = project.graphs.get(layer.submodel)
        return graph is not None and has_training(project, graph)
    spec = catalog.load().operation(layer.type)
    if spec is None or spec.kind != "layer" or layer.type in _ALWAYS_THE_SAME:
        return False
    if any(spec.parameter(name) for name in _DROPOUTS):
        return any(layer.config.get(name) for name in _DROPOUTS)
    return any(parameter.name == "training" for parameter in spec.call)
