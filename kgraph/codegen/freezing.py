"""Writes that a model is frozen as a whole, and which of its layers are not."""

from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, text
from kgraph.document.calls import needed
from kgraph.document.graph import Graph, Layer
from kgraph.document.learning import layers_in
from kgraph.document.project import Project


def freezing(
    project: Project,
    graph: Graph,
    model: Code = "model",
    attributes: Mapping[str, str] | None = None,
) -> Iterator[Code]:
    """Yields the statements that freeze the model of a graph, if the graph is frozen.

    Keras freezes with a model all that is in it; a layer that the drawing does not
    freeze is trained again, as where a pretrained model is tuned from its last layers.

    Args:
        model: What holds the model.
        attributes: Layer id to the model's attribute that holds the layer, if the
            model has such.

    Raises:
        CodegenError: If a layer holds others of which some are frozen.
    """
    if not graph.trainable:
        yield (model, ".trainable = False")
        yield from _kept(project, graph, model, attributes, is_frozen=True)


def _kept(
    project: Project,
    graph: Graph,
    model: Code,
    attributes: Mapping[str, str] | None,
    is_frozen: bool,
) -> Iterator[Code]:
    """Yields what gives layers, of which all are alike by now, their own state."""
    for layer in _layers(graph):
        found: Code = (model, call(".get_layer", [text(layer.name)], {}))
        if attributes is not None:
            found = (model, f".{attributes[layer.id]}")
        inner = project.graphs.get(layer.submodel or "")
        own = not (_is_trainable(layer.config) if inner is None else inner.trainable)
        if own is not is_frozen:
            yield (found, f".trainable = {not own}")
        if inner is not None:
            yield from _kept(project, inner, found, None, own)
        elif any(_is_trainable(config) is own for _, config in layers_in(layer.config)):
            raise CodegenError(
                f"{layer.name!r} holds layers that are frozen and others that are not, "
                "in a model that is frozen as a whole. Freeze all of them, or none."
            )


def _layers(graph: Graph) -> list[Layer]:
    is_needed = needed(graph)
    ids = dict.fromkeys(n.layer for n in graph.nodes.values() if n.id in is_needed)
    layers = (graph.layers[id] for id in ids)
    return [x for x in layers if not x.is_op and x.type not in ("Input", "Output")]


def _is_trainable(config: Mapping[str, Any]) -> bool:
    return bool(config.get("trainable", True))
