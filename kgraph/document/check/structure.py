"""Rules about the shape of a graph: cycles, ends, names, what is and is not used."""

from difflib import get_close_matches

from kgraph import catalog
from kgraph.document.analysis import Problem
from kgraph.document.calls import is_placeholder
from kgraph.document.check.scope import Problems, Scope
from kgraph.document.graph import ENDS
from kgraph.document.names import is_legal, is_trainable
from kgraph.document.order import cycles
from kgraph.document.project import MAIN

_LEGAL = "a name that is not empty and holds no '/' and no control character"


def no_cycles(scope: Scope) -> Problems:
    """A tensor cannot depend on itself."""
    for members in cycles(scope.graph):
        names = ", ".join(scope.name(id) for id in members)
        yield scope.problem(
            "no-cycles",
            f"These nodes lie on a cycle: {names}. Take one of its edges away.",
            node=members[0],
            expected="no path from a node back to itself",
            received=names,
        )


def has_ends(scope: Scope) -> Problems:
    """A model has an Input and an Output at least."""
    for type, purpose in (
        ("Input", "tensors enter the model"),
        ("Output", "tensors leave the model"),
    ):
        if not scope.graph.of_type(type):
            yield scope.problem(
                f"has-{type.lower()}",
                f"There is no {type}. Place one where {purpose}.",
                expected=f"one {type} or more",
                received="none",
            )


def names(scope: Scope) -> Problems:
    """Names are unique within a graph, and such that Keras takes them."""
    graph_name = scope.graph.name
    if graph_name and not is_legal(graph_name):
        yield scope.problem(
            "legal-names",
            f"A graph cannot be named {graph_name!r}. Rename it.",
            expected=_LEGAL,
            received=repr(graph_name),
        )
    first_of: dict[str, str] = {}
    for id, nodes in scope.graph.calls.items():
        name = scope.graph.layers[id].name
        if not is_legal(name):
            yield scope.problem(
                "legal-names",
                f"A layer cannot be named {name!r}. Rename it.",
                node=nodes[0],
                expected=_LEGAL,
                received=repr(name),
            )
        if first_of.setdefault(name, id) != id:
            yield scope.problem(
                "unique-names",
                f"Two layers are named {name!r}. Rename one of them.",
                node=nodes[0],
                expected="a name that no other layer of this graph has",
                received=repr(name),
            )


def trainable_names(scope: Scope) -> Problems:
    """Names are such that TensorFlow takes them; other backends are less strict."""
    name = scope.graph.name
    if scope.graph.id == MAIN and is_legal(name) and not is_trainable(name, True):
        yield _untrainable(scope, f"a model named {name!r}")
    for id, nodes in scope.graph.calls.items():
        layer = scope.graph.layers[id]
        # An Input and an op are nothing that TensorFlow would name.
        is_named = layer.type != "Input" and not layer.is_op
        if is_named and is_legal(layer.name) and not is_trainable(layer.name):
            yield _untrainable(scope, f"a layer named {layer.name!r}", nodes[0])


def _untrainable(scope: Scope, what: str, node: str | None = None) -> Problem:
    return scope.problem(
        "trainable-names",
        f"TensorFlow cannot train {what}. Rename it with letters from A to Z, digits, "
        "'_', '-' and '.' alone.",
        node=node,
        expected="letters, digits, '_', '-', '.'",
        received=what.partition(" named ")[2],
        is_warning=True,
    )


def single_calls(scope: Scope) -> Problems:
    """An Input or Output stands for one tensor, so it is placed once."""
    for id, nodes in scope.graph.calls.items():
        layer = scope.graph.layers[id]
        if layer.type in ENDS and len(nodes) > 1:
            yield scope.problem(
                "single-calls",
                f"The {layer.type} {layer.name!r} is placed {len(nodes)} times. Make "
                "the calls independent, or delete all but one.",
                node=nodes[1],
                expected="one node",
                received=f"{len(nodes)} nodes",
            )


def known_operations(scope: Scope) -> Problems:
    """The catalogue, or the project, has every operation."""
    for node, layer in scope.calls():
        if layer.submodel is not None:
            if layer.submodel not in scope.project.graphs:
                yield scope.problem(
                    "known-submodels",
                    f"The graph of the submodel {layer.name!r} is not in this project. "
                    "Delete the layer, or paste it anew from a project that has it.",
                    node=node.id,
                    expected="the id of a graph of this project",
                    received=repr(layer.submodel),
                )
        elif is_placeholder(layer) and layer.origin:
            yield scope.problem(
                "known-operations",
                f"{layer.name!r} is a placeholder: the class {layer.type} is not here. "
                "It is kept to the letter and exported to Keras as it came. To train, "
                "replace it by a layer of the catalogue.",
                node=node.id,
                expected="an operation of the catalogue",
                received=repr(layer.type),
                is_warning=True,
            )
        elif is_placeholder(layer):
            known = [s.name for s in catalog.load().all("layer", "op")]
            close = get_close_matches(layer.type, known, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            yield scope.problem(
                "known-operations",
                f"{layer.name!r} is a {layer.type!r}, which this kgraph does not know; "
                f"it is kept as it is.{hint}",
                node=node.id,
                expected="an operation of the catalogue",
                received=repr(layer.type),
            )


def unused(scope: Scope) -> Problems:
    """What leads to no Output is not part of the model; told once, where it ends."""
    graph = scope.graph
    if not graph.of_type("Output"):
        return
    for node, layer in scope.calls():
        is_idle = node.id not in scope.needed or layer.type == "Input"
        if is_idle and not graph.targets.get(node.id):
            yield scope.problem(
                "unused",
                f"{layer.name!r} leads to no Output: it is not part of what the model "
                "computes.",
                node=node.id,
                expected="an edge towards an Output",
                received="none",
                is_warning=True,
            )


def losses(scope: Scope) -> Problems:
    """An Output without a loss is not trained."""
    if scope.graph.id != MAIN:
        return
    for node in scope.graph.of_type("Output"):
        layer = scope.graph.layers[node.layer]
        if not layer.config.get("loss"):
            yield scope.problem(
                "has-loss",
                f"The Output {layer.name!r} has no loss: training will not fit it. "
                "Choose one.",
                node=node.id,
                expected="a loss",
                received="none",
                is_warning=True,
            )
