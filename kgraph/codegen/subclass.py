"""Writes one graph as a subclass of `keras.Model`."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from kgraph.codegen.calls import (
    call_of_layer,
    call_of_op,
    construction,
    input_of,
)
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.freezing import freezing
from kgraph.codegen.function import Function, Range, assigned, outputs_code, structured
from kgraph.codegen.layout import Code, call, mapping, statement, text
from kgraph.codegen.model_names import MODEL_NAMES
from kgraph.codegen.names import Names
from kgraph.codegen.operators import operation
from kgraph.codegen.tensors import Tensors, nodes_in_order, suffix
from kgraph.codegen.training_mode import has_training, takes_training
from kgraph.codegen.values import MISSING, attempt
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.names import base_name
from kgraph.document.project import Project
from kgraph.document.structures import inputs_structure, leaves

_BODY = 8  # columns before a statement of a method
_ARGUMENTS = {"self", "inputs", "training"}


class ClassWriter:
    """Writes the class of one graph.

    Args:
        classes: Graph id to the name of its class.
        is_draft: Whether `...` may stand for what is missing.
    """

    def __init__(
        self, project: Project, graph: Graph, classes: Mapping[str, str], is_draft: bool
    ) -> None:
        self._project = project
        self._graph = graph
        self._classes = classes
        self._is_draft = is_draft
        self._nodes = nodes_in_order(graph, is_draft)
        taken = {*classes.values(), *_ARGUMENTS}
        self._tensors = Tensors(project, graph, self._nodes, taken)
        names = Names(MODEL_NAMES)
        self._attributes = {
            layer.id: names.take(layer.name, base_name(layer.type))
            for layer in self._layers()
        }
        self._lines: list[str] = []
        self._ranges: dict[str, Range] = {}
        self._made: dict[str, Range] = {}

    def write(self, says: str, default_name: str = "") -> Function:
        """Returns the class.

        Args:
            says: What the class is, in a sentence.
            default_name: What its models are named unless they are told otherwise.

        Raises:
            CodegenError: If a node cannot be written; the text names it.
        """
        named = f"name={text(default_name)}" if default_name else "name"
        self._lines += [
            "@keras.saving.register_keras_serializable()",
            f"class {self._classes[self._graph.id]}(keras.Model):",
            f'    """{says}"""',
            "",
            *statement((f"def __init__(self, {named}):",)).split("\n"),
            "        super().__init__(name=name)",
        ]
        self._write_layers()
        self._write_call()
        self._lines += [
            "",
            "    def get_config(self):",
            '        return {"name": self.name}',
        ]
        if any(_is_text(layer) for layer in self._inputs()):
            self._write_building()
        ranges = self._ranges
        return Function(tuple(self._lines), ranges, self._graph.id, self._made)

    def _layers(self) -> list[Layer]:
        ids = dict.fromkeys(node.layer for node in self._nodes)
        layers = (self._graph.layers[id] for id in ids)
        return [x for x in layers if x.type != "Input" and not x.is_op]

    def _inputs(self) -> list[Layer]:
        return [self._graph.layers[node.layer] for node in inputs_of(self._graph)]

    def _add(self, code: Code) -> Range:
        first = len(self._lines)
        self._lines += statement(code, _BODY).split("\n")
        return first, len(self._lines) - 1

    def _write_layers(self) -> None:
        for layer in self._layers():
            made = self._attempt(layer, partial(self._construction, layer))
            lines = self._add((f"self.{self._attributes[layer.id]} = ", made))
            self._made |= dict.fromkeys(self._graph.calls[layer.id], lines)
        for code in freezing(self._project, self._graph, "self", self._attributes):
            self._add(code)

    def _construction(self, layer: Layer) -> Code:
        if layer.type == "Normalization" and layer.config.get("mean") is not None:
            raise CodegenError(
                "Keras cannot build a Normalization that is given its mean inside the "
                "call of a class. Choose the functional style."
            )
        return construction(layer, self._classes)

    def _write_call(self) -> None:
        last = ", training=None" if has_training(self._project, self._graph) else ""
        self._lines += ["", f"    def call(self, inputs{last}):"]
        signature = len(self._lines) - 1
        paths = {id: path for path, id in leaves(_inputs(self._graph))}
        callers = (*self._nodes, *outputs_of(self._graph))
        used = {source.node for node in callers for source in node.sources()}
        for node in self._nodes:
            layer = self._graph.layers[node.layer]
            if layer.type != "Input":
                called = self._attempt(layer, partial(self._call, node))
                tensors = self._tensors.code
                shorter = operation(self._graph, node, tensors, only_slices=True)
                target = self._tensors.target(node)
                line = assigned(target, called, shorter, _BODY)
                self._ranges[node.id] = self._add(line)
            elif not paths[node.id]:
                self._tensors.code[Source(node.id)] = "inputs"
                self._ranges[node.id] = (signature, signature)
            elif node.id in used:
                variable = self._tensors.variables[layer.id]
                self._tensors.code[Source(node.id)] = variable
                taken = f"{variable} = inputs{suffix(paths[node.id])}"
                self._ranges[node.id] = self._add(taken)
        returned = ("return ", outputs_code(self._graph, self._tensors.code))
        lines = self._add(returned)
        self._ranges |= dict.fromkeys((n.id for n in outputs_of(self._graph)), lines)

    def _write_building(self) -> None:
        """Tells Keras, which takes all inputs for numbers, how to build the model."""
        self._lines += ["", "    def build_from_config(self, config):"]
        self._add(call("self", [sample(self._graph)], {}))

    def _attempt(self, layer: Layer, write: Callable[[], Code]) -> Code:
        try:
            return attempt(write, self._is_draft)
        except CodegenError as error:
            raise CodegenError(f"{layer.name!r}: {error}") from error

    def _call(self, node: Node) -> Code:
        layer = self._graph.layers[node.layer]
        tensors = self._tensors.code
        if layer.is_op:
            return call_of_op(self._project, self._graph, node, tensors)
        attribute = f"self.{self._attributes[layer.id]}"
        training: dict[str, Code] = {}
        if takes_training(self._project, layer) and "training" not in node.constants:
            training = {"training": "training"}
        inner = self._project.graphs.get(layer.submodel or "")
        is_by_name = inner is not None and isinstance(_inputs(inner), dict)
        if inner is not None and is_by_name and inner.inputs is None:
            given = dict(_given(inner, node, tensors))
            return call(attribute, [mapping(given)], training)
        if inner is not None:  # it takes its tensors in one form, its own
            constants = {k: v for k, v in node.constants.items() if k != "inputs"}
            node = replace(node, constants=constants)
        return call_of_layer(
            self._project, self._graph, node, attribute, tensors, training
        )


def building_function(graph: Graph, name: str) -> Function:
    """Returns `build_model()`, which makes a model of a class and its weights."""
    lines = [
        "def build_model():",
        '    """Returns the model, not compiled yet."""',
        f"    model = {name}()",
        "    # The layers make their weights when they are called for the first time.",
        *statement(call("model", [sample(graph)], {})).split("\n"),
        "    return model",
    ]
    return Function(tuple(lines))


def sample(graph: Graph) -> Code:
    """Returns what a model is called with to learn the shapes of its inputs."""
    return structured(_inputs(graph), lambda id: input_of(graph.layer_of(id)))


def _inputs(graph: Graph) -> Any:
    """Returns how a class takes its tensors: several by name, unless it is told."""
    if graph.inputs is None and len(inputs_of(graph)) > 1:
        return {graph.layers[n.layer].name: n.id for n in inputs_of(graph)}
    return inputs_structure(graph)


def _given(
    inner: Graph, node: Node, tensors: Mapping[Source, Code]
) -> Iterator[tuple[str, Code]]:
    """Yields what a submodel of several inputs is given, by name."""
    for end in inputs_of(inner):
        name = inner.layers[end.layer].name
        sources = node.inputs.get(name, ())
        yield name, tensors.get(sources[0], MISSING) if sources else MISSING


def _is_text(layer: Layer) -> bool:
    return layer.config.get("dtype") == "string"
