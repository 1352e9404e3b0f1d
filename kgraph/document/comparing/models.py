"""What of a drawing a model's file can tell; the rest is no difference to one."""

from collections.abc import Callable

from msgspec.structs import replace

from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project, with_graphs

OUTPUT = "Output"
UNNAMED = "output"  # what an import calls the one output of a model


def as_models(old: Project, new: Project) -> tuple[Project, Project]:
    """Returns two projects without what one of them cannot know.

    A model that was not compiled has no losses; a Keras model with one output has no
    name for it.
    """
    before, after = old.main, new.main
    if not (_is_compiled(before) and _is_compiled(after)):
        before, after = (_each_output(g, _untrained) for g in (before, after))
    names = {layer.name for graph in (before, after) for layer in _outputs(graph)}
    is_single = all(len(graph.of_type(OUTPUT)) == 1 for graph in (before, after))
    if is_single and UNNAMED in names:
        before, after = (_each_output(g, _unnamed) for g in (before, after))
    return with_graphs(old, before), with_graphs(new, after)


def _is_compiled(graph: Graph) -> bool:
    return any(layer.config.get("loss") for layer in _outputs(graph))


def _untrained(layer: Layer) -> Layer:
    return replace(layer, config={})


def _unnamed(layer: Layer) -> Layer:
    return replace(layer, name=UNNAMED)


def _each_output(graph: Graph, change: Callable[[Layer], Layer]) -> Graph:
    changed = {layer.id: change(layer) for layer in _outputs(graph)}
    return replace(graph, layers={**graph.layers, **changed})


def _outputs(graph: Graph) -> list[Layer]:
    return [graph.layers[node.layer] for node in graph.of_type(OUTPUT)]
