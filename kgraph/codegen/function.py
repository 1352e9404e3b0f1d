"""Writes one graph as a function that builds its model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kgraph.codegen.calls import (
    call_of_layer,
    call_of_op,
    construction,
    input_of,
)
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.freezing import freezing
from kgraph.codegen.layout import (
    INDENT,
    WIDTH,
    Code,
    call,
    fixed,
    mapping,
    sequence,
    statement,
)
from kgraph.codegen.operators import operation
from kgraph.codegen.sections import sections
from kgraph.codegen.tensors import Tensors, nodes_in_order
from kgraph.codegen.values import MISSING
from kgraph.document.calls import outputs_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.project import Project
from kgraph.document.structures import inputs_structure, is_tuple, outputs_structure

Range = tuple[int, int]


class Function(Struct, frozen=True):
    """The lines of a function or a class.

    Attributes:
        ranges: Node id to the first and last of its lines, counted from 0.
        graph: Id of the graph that it builds, if it builds one.
        made: Node id to the lines that make its layer, where they stand elsewhere.
    """

    lines: tuple[str, ...]
    ranges: dict[str, Range] = {}
    graph: str = ""
    made: dict[str, Range] = {}


class FunctionWriter:
    """Writes the statements of one graph.

    Args:
        builders: Graph id to the name of the function that builds it.
        is_draft: Whether `...` may stand for what is missing.
    """

    def __init__(
        self,
        project: Project,
        graph: Graph,
        builders: Mapping[str, str],
        is_draft: bool,
    ) -> None:
        self._project = project
        self._graph = graph
        self._builders = builders
        self._is_draft = is_draft
        self._lines: list[str] = []
        self._ranges: dict[str, Range] = {}
        self._made: set[str] = set()
        self._nodes = nodes_in_order(graph, is_draft)
        self._tensors = Tensors(project, graph, self._nodes, builders.values())

    def write(self, head: Sequence[str], name: Code) -> Function:
        """Returns the function.

        Args:
            head: The lines down to the first node.
            name: What the model is named.

        Raises:
            CodegenError: If a node cannot be written; the text names it.
        """
        self._lines.extend(head)
        before = sections(self._graph, [node.id for node in self._nodes])
        for node in self._nodes:
            self._lines.extend(before.get(node.id, ()))
            first = len(self._lines)
            for code in self._statements(node):
                self._add(code)
            self._ranges[node.id] = (first, len(self._lines) - 1)
        self._lines.extend(before.get("", ()))
        first = len(self._lines)
        for code in returned(self._project, self._graph, self._model(name)):
            self._add(code)
        for node in outputs_of(self._graph):
            self._ranges[node.id] = (first, len(self._lines) - 1)
        return Function(tuple(self._lines), self._ranges, self._graph.id)

    def _add(self, code: Code) -> None:
        self._lines.extend(statement(code).split("\n"))

    def _statements(self, node: Node) -> Iterator[Code]:
        """Yields the node's statements, and the layer's before its first call."""
        layer = self._graph.layers[node.layer]
        variable = self._tensors.variables[layer.id]
        try:
            if layer.type == "Input":
                self._tensors.code[Source(node.id)] = variable
                yield (f"{variable} = ", input_of(layer))
                return
            if self._is_shared(layer) and layer.id not in self._made:
                self._made.add(layer.id)
                yield (f"{variable} = ", construction(layer, self._builders))
            result = self._call(layer, node)
        except CodegenError as error:
            if not self._is_draft:
                raise CodegenError(f"{layer.name!r}: {error}") from error
            result = MISSING
        shorter = operation(self._graph, node, self._tensors.code)
        yield assigned(self._tensors.target(node), result, shorter, INDENT)

    def _call(self, layer: Layer, node: Node) -> Code:
        tensors = self._tensors.code
        if layer.is_op:
            return call_of_op(self._project, self._graph, node, tensors)
        made: Code = self._tensors.variables[layer.id]
        if not self._is_shared(layer):
            made = construction(layer, self._builders)
        return call_of_layer(self._project, self._graph, node, made, tensors)

    def _is_shared(self, layer: Layer) -> bool:
        return len(self._graph.calls[layer.id]) > 1 and not layer.is_op

    def _model(self, name: Code) -> Code:
        keywords = {
            "inputs": structured(
                inputs_structure(self._graph),
                lambda id: self._tensors.code[Source(id)],
            ),
            "outputs": outputs_code(self._graph, self._tensors.code),
            "name": name,
        }
        return call("keras.Model", (), keywords)


def assigned(target: str, called: Code, shorter: str | None, indent: int) -> Code:
    """Returns an assignment, of what is shorter if that is there and fits on a line."""
    line = f"{target} = {shorter}"
    is_fitting = shorter is not None and indent + len(line) <= WIDTH
    return line if is_fitting else (f"{target} = ", called)


def outputs_code(graph: Graph, tensors: Mapping[Source, Code]) -> Code:
    """Returns what a graph's model returns: a tensor, or what holds several."""
    return structured(
        outputs_structure(graph), lambda id: _source(graph.nodes[id], tensors)
    )


def structured(structure: Any, leaf: Callable[[str], Code]) -> Code:
    """Returns a nested value as code.

    Args:
        leaf: The code of a leaf.
    """
    if is_tuple(structure):
        return fixed([structured(item, leaf) for item in structure["config"]])
    if isinstance(structure, Mapping):
        return mapping({key: structured(x, leaf) for key, x in structure.items()})
    if isinstance(structure, (list, tuple)):
        return sequence([structured(item, leaf) for item in structure])
    return leaf(structure)


def returned(project: Project, graph: Graph, model: Code) -> Iterator[Code]:
    """Yields the statements that return a model, frozen if the graph is."""
    if graph.trainable:
        yield ("return ", model)
        return
    yield ("model = ", model)
    yield from freezing(project, graph)
    yield "return model"


def _source(node: Node, tensors: Mapping[Source, Code]) -> Code:
    sources = node.inputs.get("inputs", ())
    return tensors.get(sources[0], MISSING) if sources else MISSING
