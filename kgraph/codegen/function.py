"""Writes one graph as a function that builds its model."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from kgraph.codegen.calls import (
    call_of_layer,
    call_of_op,
    construction,
    input_of,
)
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, flat, mapping, sequence, statement, text
from kgraph.codegen.names import Names
from kgraph.codegen.outputs import index, unpacked
from kgraph.codegen.sections import sections
from kgraph.codegen.values import MISSING
from kgraph.document.calls import inputs_of, needed, outputs_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.names import base_name
from kgraph.document.order import sort
from kgraph.document.project import Project

Range = tuple[int, int]
LONG = 40


class Function(Struct, frozen=True):
    """The lines of a function.

    Attributes:
        ranges: Node id to the first and last of its lines, counted from 0.
        graph: Id of the graph that it builds, if it builds one.
    """

    lines: tuple[str, ...]
    ranges: dict[str, Range] = {}
    graph: str = ""


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
        self._tensors: dict[Source, Code] = {}
        self._origins: dict[Source, str] = {}
        self._made: set[str] = set()
        self._nodes = self._nodes_in_order()
        self._names = Names(builders.values())
        used = dict.fromkeys(node.layer for node in self._nodes)
        self._variables = {
            id: self._names.take(
                graph.layers[id].name, base_name(graph.layers[id].type)
            )
            for id in used
        }

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
        self._add(("return ", self._model(name)))
        for node in outputs_of(self._graph):
            self._ranges[node.id] = (first, len(self._lines) - 1)
        return Function(tuple(self._lines), self._ranges, self._graph.id)

    def _nodes_in_order(self) -> list[Node]:
        order = sort(self._graph)
        ids = (*order.nodes, *order.cycle, *order.behind)
        wanted: Collection[str] = ids if self._is_draft else needed(self._graph)
        nodes = (self._graph.nodes[id] for id in ids if id in wanted)
        return [n for n in nodes if self._graph.layers[n.layer].type != "Output"]

    def _add(self, code: Code) -> None:
        self._lines.extend(statement(code).split("\n"))

    def _statements(self, node: Node) -> Iterator[Code]:
        """Yields the node's statements, and the layer's before its first call."""
        layer = self._graph.layers[node.layer]
        try:
            if layer.type == "Input":
                variable = self._variables[layer.id]
                self._tensors[Source(node.id)] = variable
                yield (f"{variable} = ", input_of(layer))
                return
            if self._is_shared(layer) and layer.id not in self._made:
                self._made.add(layer.id)
                made = construction(layer, self._builder(layer))
                yield (f"{self._variables[layer.id]} = ", made)
            result = self._call(layer, node)
        except CodegenError as error:
            if not self._is_draft:
                raise CodegenError(f"{layer.name!r}: {error}") from error
            result = MISSING
        yield (f"{self._target(layer, node)} = ", result)

    def _call(self, layer: Layer, node: Node) -> Code:
        if layer.is_op:
            return call_of_op(self._project, self._graph, node, self._tensors)
        builder = self._builder(layer)
        made: Code = self._variables[layer.id]
        if not self._is_shared(layer):
            made = construction(layer, builder)
        return call_of_layer(self._project, self._graph, node, made, self._tensors)

    def _is_shared(self, layer: Layer) -> bool:
        return len(self._graph.calls[layer.id]) > 1 and not layer.is_op

    def _builder(self, layer: Layer) -> str | None:
        if layer.submodel is None:
            return None
        builder = self._builders.get(layer.submodel)
        if builder is None:
            raise CodegenError(f"The project has no graph {layer.submodel!r}.")
        return builder

    def _target(self, layer: Layer, node: Node) -> str:
        """Returns what a call is assigned to, and notes the code of its outputs."""
        name = self._name_of_call(layer, node)
        outputs = self._submodel_outputs(layer)
        used = {e.source.output for e in self._graph.targets.get(node.id, ())}
        endings = unpacked(layer, node)
        if len(outputs) > 1:
            suffixes = [f"[{text(output)}]" for output in outputs]
        elif len(endings) > max(used, default=0):
            return self._unpack(name, node, endings, used)
        else:
            suffixes = [index(layer, i) for i in range(max(used, default=0) + 1)]
        for output, suffix in enumerate(suffixes):
            self._tensors[Source(node.id, output)] = (name, suffix)
        return name

    def _unpack(
        self, name: str, node: Node, endings: tuple[str, ...], used: Collection[int]
    ) -> str:
        names = [name]
        for output, ending in list(enumerate(endings))[1:]:
            taken = self._names.take(f"{name}_{ending}") if output in used else "_"
            names.append(taken)
        if 0 not in used and len(names) > 1:
            names[0] = "_"
        for output, variable in enumerate(names):
            self._tensors[Source(node.id, output)] = variable
        return ", ".join(names)

    def _name_of_call(self, layer: Layer, node: Node) -> str:
        """Returns a variable: the layer's, or for a shared one, say `encoder_left`."""
        variable = self._variables[layer.id]
        if len(self._graph.calls[layer.id]) == 1:
            return variable
        sources = list(node.sources())
        # The twins of `left` and `right` are `a_left` and `b_left`, not `b_a_left`.
        origins = [
            self._origins.get(s, flat(self._tensors.get(s, ""))) for s in sources
        ]
        origin = "_".join(origins)
        name = f"{variable}_{origin}"
        if not (0 < len(origins) < 3 and len(name) <= LONG and name.isidentifier()):
            return self._names.take(f"{variable}_output")
        self._origins[Source(node.id)] = origin
        return self._names.take(name)

    def _submodel_outputs(self, layer: Layer) -> list[str]:
        graph = self._project.graphs.get(layer.submodel or "")
        if graph is None:
            return []
        return [graph.layers[node.layer].name for node in outputs_of(graph)]

    def _model(self, name: Code) -> Code:
        inputs = [self._tensors[Source(n.id)] for n in inputs_of(self._graph)]
        outputs = {
            self._graph.layers[node.layer].name: self._source_of_output(node)
            for node in outputs_of(self._graph)
        }
        keywords = {
            "inputs": inputs[0] if len(inputs) == 1 else sequence(inputs),
            "outputs": next(iter(outputs.values()))
            if len(outputs) == 1
            else mapping(outputs),
            "name": name,
        }
        return call("keras.Model", (), keywords)

    def _source_of_output(self, node: Node) -> Code:
        sources = node.inputs.get("inputs", ())
        return self._tensors.get(sources[0], MISSING) if sources else MISSING
