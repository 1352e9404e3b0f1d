"""What ends at an Output: its shape, its units, its activation and its loss."""

import re
from typing import Any

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import apply_proposal, loss_family
from kgraph.document.binding import propose as propose_ending
from kgraph.document.binding.check import needed_units
from kgraph.document.binding.outputs import loss_name
from kgraph.document.binding.samples import bound_columns, sample_shape
from kgraph.document.check.losses import PROBABILITIES, activation_of, takes_logits
from kgraph.document.errors import DataError
from kgraph.document.graph import Graph, Layer, Port
from kgraph.document.project import Project
from kgraph.document.repairs.case import Case, Repair, Repairs
from kgraph.document.repairs.inserting import Part
from kgraph.document.repairs.ranks import RECURRENT, insertion, vectors
from kgraph.document.telling.words import plural

# Layers that treat each place alike: what makes a vector may as well stand before them.
ALIKE = ("Dense", "Dropout", "Activation", "Softmax", "BatchNormalization")


def ranks(case: Case) -> Repairs:
    """One value for each place where the data has one for each sample."""
    node = case.node
    if node is None or "inputs" not in node.inputs:
        return
    port = _head(case, Port(node.id, "inputs"))
    source = case.graph.nodes[port.node].inputs[port.argument][0]
    shape = case.shape(source)
    before = case.graph.layer_of(source.node)
    if before.type in RECURRENT and before.config.get("return_sequences"):
        yield case.repair(
            f"Let {before.name!r} return its last output only",
            lambda g: edits.set_parameter(g, before.id, "return_sequences", False),
        )
    units = _wanted_units(case)
    for part in vectors(shape or ()):
        if port.node != node.id or (shape and shape[-1] == units and "Pool" in part[0]):
            yield insertion(case, [part], port)
        elif units:
            yield insertion(case, [part, _dense(case.layer, units)], port)


def widths(case: Case) -> Repairs:
    """Another number of values than the data has classes."""
    node, units = case.node, _wanted_units(case)
    if node is None or not units:
        return
    source = next(iter(node.inputs.get("inputs", ())), None)
    before = case.graph.layer_of(source.node) if source else None
    if before is not None and before.type == "Dense":
        layer = before.id
        yield case.repair(
            f"Set units={units} on {before.name!r}",
            lambda g: edits.set_parameter(g, layer, "units", units),
        )
    elif source is not None:
        yield insertion(case, [_dense(case.layer, units)], Port(node.id, "inputs"))


def losses(case: Case) -> Repairs:
    """A loss that the columns or the last activation do not suit, or none at all."""
    output = case.layer
    yield from _by_data(case)
    before = _before(case)
    if output.type != "Output" or before is None:
        return
    activation, family = activation_of(before), loss_family(output)
    if case.problem.rule == "has-loss" and case.description is None:
        for name in _losses_for(activation, before):
            yield _with_loss(case, name, activation == "linear")
    if case.problem.rule == "loss-activation" and family is not None:
        if family != "binary" and before.config.get("units") == 1:
            yield _binary(case, before)
        if activation in ("softmax", "sigmoid") and takes_logits(output):
            yield _with_logits(case, False)
        wanted = PROBABILITIES[family]
        if activation != wanted and activation is not None:
            yield _with_activation(case, before, wanted)
        if activation == "linear" and not takes_logits(output):
            yield _with_logits(case, True)
        if activation in ("softmax", "sigmoid") and activation != wanted:
            for name in _losses_for(activation, before):
                yield _with_loss(case, name, False)


def lone_softmax(case: Case) -> Repairs:
    """A softmax over one unit: a sigmoid, with a loss for two classes."""
    layer, graph = case.layer, case.graph
    if case.node is None:
        return
    yield _binary(case, layer)
    calls = (graph.targets.get(id, ()) for id in graph.calls[layer.id])
    outputs = [graph.layer_of(e.target.node) for edges in calls for e in edges]
    if not any(loss_family(output) in ("sparse", "categorical") for output in outputs):
        yield _with_activation(case, layer, "sigmoid")


def _binary(case: Case, layer: Layer) -> Repair:
    return case.repair(
        f"Give {layer.name!r} the activation sigmoid, and its Output a binary loss",
        lambda g: _as_binary(g, layer),
    )


def _as_binary(graph: Graph, layer: Layer) -> Graph:
    graph = edits.set_parameter(graph, layer.id, "activation", "sigmoid")
    for edge in (e for id in graph.calls[layer.id] for e in graph.targets.get(id, ())):
        output = graph.layer_of(edge.target.node)
        if output.type == "Output" and loss_name(output):
            graph = set_loss(graph, output, "BinaryCrossentropy", False)
    return graph


def _by_data(case: Case) -> Repairs:
    """Takes what suits the columns that the Output is bound to."""
    output, description = case.layer, case.description
    binding = case.project.data.bindings.get(output.id)
    if description is None or binding is None or output.type != "Output":
        return
    for one_hot in dict.fromkeys((binding.one_hot, False)):
        try:
            ending = propose_ending(replace(binding, one_hot=one_hot), description)
        except DataError:
            continue

        def mend(project: Project, ending: Any = ending) -> Project:
            return apply_proposal(project, output.id, ending)

        yield Repair(
            f"Take {ending.loss['class_name']} with "
            f"{plural(ending.units, f'{ending.activation} unit')} for {output.name!r}",
            mend,
        )


def _losses_for(activation: str | None, before: Layer) -> tuple[str, ...]:
    if activation == "softmax":
        return ("SparseCategoricalCrossentropy", "CategoricalCrossentropy")
    if activation == "sigmoid":
        return ("BinaryCrossentropy",)
    return ("MeanSquaredError", "SparseCategoricalCrossentropy")


def _with_loss(case: Case, name: str, logits: bool) -> Repair:
    output = case.layer
    raw = logits and "Crossentropy" in name
    return case.repair(
        f"Give {output.name!r} the loss {name}{' from raw values' * raw}",
        lambda g: set_loss(g, output, name, raw),
    )


def set_loss(graph: Graph, output: Layer, name: str, from_logits: bool) -> Graph:
    """Gives an Output a loss, and takes metrics away that would not suit it."""
    config = {"from_logits": True} if from_logits else {}
    loss = {"class_name": name, "config": config}
    graph = edits.set_parameter(graph, output.id, "loss", loss)
    kind = re.sub("Crossentropy", "", name)
    metrics = [m for m in output.config.get("metrics", []) if _suits(m, kind)]
    return edits.set_parameter(graph, output.id, "metrics", metrics)


def _suits(metric: Any, kind: str) -> bool:
    name = metric.get("class_name") if isinstance(metric, dict) else metric
    families = ("SparseCategorical", "Categorical", "Binary")
    found = next((f for f in families if str(name).startswith(f)), None)
    return found in (None, kind)


def _with_logits(case: Case, value: bool) -> Repair:
    output = case.layer
    return case.repair(
        f"Set from_logits={value} in the loss of {output.name!r}",
        lambda g: set_loss(g, output, loss_name(output), value),
    )


def _with_activation(case: Case, layer: Layer, name: str) -> Repair:
    return case.repair(
        f"Give {layer.name!r} the activation {name}",
        lambda g: edits.set_parameter(g, layer.id, "activation", name),
    )


def _head(case: Case, port: Port) -> Port:
    """Returns the first of the ports before an Output that treat each place alike."""
    graph = case.graph
    while sources := graph.nodes[port.node].inputs.get(port.argument, ()):
        before = graph.nodes[sources[0].node]
        is_alike = graph.layers[before.layer].type in ALIKE
        if not is_alike or len(graph.targets.get(before.id, ())) > 1:
            break
        if len(before.inputs) != 1:
            break
        port = Port(before.id, next(iter(before.inputs)))
    return port


def _before(case: Case) -> Layer | None:
    sources = case.node.inputs.get("inputs", ()) if case.node else ()
    return case.graph.layer_of(sources[0].node) if sources else None


def _dense(output: Layer, units: int) -> Part:
    family = loss_family(output)
    activation = PROBABILITIES[family] if family else None
    config: dict[str, Any] = {"units": units}
    if activation and not takes_logits(output):
        config["activation"] = activation
    return Part("Dense", config)


def _wanted_units(case: Case) -> int | None:
    """Returns how many values the Output's columns need."""
    binding = case.project.data.bindings.get(case.layer.id)
    if binding is None or case.description is None:
        return None
    try:
        columns = bound_columns(binding, case.description)
        shape = sample_shape(binding, case.description)
    except DataError:
        return None
    return needed_units(case.layer, columns, shape)
