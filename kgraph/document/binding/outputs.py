"""What the Outputs of a graph compare: their losses and the layers that feed them."""

from collections.abc import Iterator
from typing import Literal

from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project

LossFamily = Literal["sparse", "categorical", "binary"]
FAMILIES: tuple[LossFamily, ...] = ("sparse", "categorical", "binary")


def stratified_by(project: Project) -> str | None:
    """Returns the name of the column whose categories every part gets its share of.

    That is the column of the first Output that is bound to a single one and whose
    loss is for classes; None if there is none or the split is not to be stratified.
    """
    if not project.data.split.stratify:
        return None
    for layer in layers_of_type(project.main, "Output"):
        binding = project.data.bindings.get(layer.id)
        if binding and len(binding.columns) == 1 and is_for_classes(layer):
            return binding.columns[0]
    return None


def is_for_classes(output: Layer) -> bool:
    """Whether an Output's loss compares classes (a crossentropy or hinge)."""
    name = _plain_loss_name(output)
    return "crossentropy" in name or "hinge" in name


def loss_family(output: Layer) -> LossFamily | None:
    """Returns what an Output's loss takes for a target, None if that is numbers."""
    name = _plain_loss_name(output)
    if "crossentropy" not in name:
        return None
    return next((family for family in FAMILIES if name.startswith(family)), None)


def loss_name(output: Layer) -> str:
    """Returns the class name of an Output's loss, "" if it has none."""
    loss = output.config.get("loss")
    name = loss.get("class_name") if isinstance(loss, dict) else loss
    return name if isinstance(name, str) else ""


def layers_of_type(graph: Graph, type: str) -> Iterator[Layer]:
    """Yields the layers of a type in the order their nodes were placed, each once."""
    ids = dict.fromkeys(node.layer for node in graph.of_type(type))
    return (graph.layers[id] for id in ids)


def feeding_dense(graph: Graph, output: Layer) -> Layer | None:
    """Returns the Dense whose tensor an Output marks, None if it is another layer."""
    node = graph.nodes[graph.calls[output.id][0]]
    sources = node.inputs.get("inputs", ())
    if not sources or sources[0].node not in graph.nodes:
        return None
    layer = graph.layer_of(sources[0].node)
    return layer if layer.type == "Dense" else None


def _plain_loss_name(output: Layer) -> str:
    return loss_name(output).lower().replace("_", "")
