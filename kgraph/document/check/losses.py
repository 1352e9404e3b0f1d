"""Rules about how a model ends: activations, and the losses that judge them."""

from typing import Any

from kgraph.document.analysis import Problem
from kgraph.document.binding.outputs import LossFamily, loss_family
from kgraph.document.check.scope import Problems, Scope
from kgraph.document.graph import Layer
from kgraph.document.project import MAIN

PROBABILITIES: dict[LossFamily, str] = {
    "sparse": "softmax",
    "categorical": "softmax",
    "binary": "sigmoid",
}
UNITS = ("units", "filters")
_ENDINGS = {"softmax", "sigmoid", "linear", "relu"}


def loss_activations(scope: Scope) -> Problems:
    """A crossentropy is given what it takes: its probabilities, or raw values."""
    if scope.graph.id != MAIN:
        return
    for node in scope.graph.of_type("Output"):
        output = scope.graph.layers[node.layer]
        sources = node.inputs.get("inputs", ())
        family = loss_family(output)
        if family is None or not sources or sources[0].node not in scope.graph.nodes:
            continue
        before = scope.graph.layer_of(sources[0].node)
        problem = _misfit(scope, node.id, output, before, family)
        if problem:
            yield problem


def lone_softmax(scope: Scope) -> Problems:
    """A softmax over one unit is 1 whatever the input."""
    for id, nodes in scope.graph.calls.items():
        layer = scope.graph.layers[id]
        units = next((layer.config[u] for u in UNITS if u in layer.config), None)
        if units == 1 and activation_of(layer) == "softmax":
            yield scope.problem(
                "lone-softmax",
                f"{layer.name!r} ends in a softmax over one unit, which is 1 whatever "
                "it is given. Use sigmoid, or one unit for each class.",
                node=nodes[0],
                expected="two units or more, or sigmoid",
                received="one unit and softmax",
                is_warning=True,
            )


def takes_logits(output: Layer) -> bool:
    """Whether an Output's loss takes raw values instead of probabilities."""
    loss = output.config.get("loss")
    config = loss.get("config") if isinstance(loss, dict) else None
    return isinstance(config, dict) and bool(config.get("from_logits"))


def activation_of(layer: Layer) -> str | None:
    """Returns the name of the function that a layer ends in, None if nobody knows."""
    if layer.type in ("Softmax", "ops.softmax", "ops.sigmoid"):
        return layer.type.rpartition(".")[2].lower()
    if layer.type not in ("Dense", "Activation") and not layer.type.startswith("Conv"):
        return None
    given: Any = layer.config.get("activation")
    name = given.get("class_name") if isinstance(given, dict) else given
    if name is None:
        return None if layer.type == "Activation" else "linear"
    return name.lower() if isinstance(name, str) else None


def _misfit(
    scope: Scope, node: str, output: Layer, before: Layer, family: LossFamily
) -> Problem | None:
    activation, wanted = activation_of(before), PROBABILITIES[family]
    is_probability = activation in ("softmax", "sigmoid")
    is_lone = family != "binary" and before.config.get("units") == 1
    received, expected = f"activation {activation}", f"activation {wanted}"
    if is_probability and takes_logits(output):
        expected = "raw values (logits)"
    elif is_lone and activation in (wanted, "linear"):
        received, expected = "one unit", "one unit for each class"
    elif takes_logits(output) or activation not in _ENDINGS - {wanted}:
        return None
    return scope.problem(
        "loss-activation",
        f"{before.name!r} does not end in what the loss of {output.name!r} takes: "
        f"{expected}. "
        f"Received: {received}.",
        node=node,
        argument="inputs",
        expected=expected,
        received=received,
        is_warning=True,
    )
