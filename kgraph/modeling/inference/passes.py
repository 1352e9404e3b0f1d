"""Goes through the graphs of a project with shapes in place of tensors."""

from collections.abc import Iterable, Mapping

import keras
from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.analysis import NodeAnalysis, Problem, Tensor
from kgraph.document.calls import call_of, is_placeholder, needed, outputs_of
from kgraph.document.graph import Graph, Layer, Source
from kgraph.document.order import sort
from kgraph.document.project import Project
from kgraph.document.structures import inputs_structure, leaves
from kgraph.modeling.inference.placeholder import answer_placeholder
from kgraph.modeling.inference.probe import Arguments, Question, Refusal, ask

Known = dict[Source, Tensor]
Answer = NodeAnalysis | Problem


class Pass(Struct):
    """What was learned when a graph was gone through once.

    Attributes:
        specs: Shape and dtype of every tensor.
        first: Layer id to the arguments of its first call, which made its weights.
    """

    nodes: dict[str, NodeAnalysis]
    problems: list[Problem]
    specs: Known
    first: dict[str, Arguments]


def read(project: Project, known: Iterable[tuple[str, str | None]]) -> dict[str, Pass]:
    """Goes through each graph once, with the tensors of its own Inputs.

    Args:
        known: Graph id and node id of the nodes whose problem is known already, and
            needs no second one.
    """
    reader = _Reader(project, frozenset(known))
    with keras.StatelessScope(initialize_variables=False):
        return {id: reader.own_pass(graph) for id, graph in project.graphs.items()}


def is_whole(graph: Graph, found: Pass) -> bool:
    """Whether all that is part of the model could be analysed."""
    return all(id in found.nodes for id in needed(graph)) and bool(outputs_of(graph))


class _Reader:
    """Remembers the passes of one reading: a submodel is gone through once for its
    own Inputs, and once more for each other shape that it is called with."""

    def __init__(
        self, project: Project, known: frozenset[tuple[str, str | None]]
    ) -> None:
        self._project = project
        self._known = known
        self._own: dict[str, Pass] = {}
        self._others: dict[tuple[str, tuple[Tensor, ...]], Pass] = {}
        self._entered: set[str] = set()

    def own_pass(self, graph: Graph) -> Pass:
        if graph.id not in self._own:
            self._entered.add(graph.id)
            self._own[graph.id] = self._go_through(graph, {}, {})
            self._entered.remove(graph.id)
        return self._own[graph.id]

    def _go_through(
        self, graph: Graph, given: Known, first: Mapping[str, Arguments]
    ) -> Pass:
        """Goes through a graph.

        Args:
            given: The tensors of its Inputs, where they are not its own.
            first: The calls that made the weights, where it was not this pass.
        """
        found = Pass({}, [], dict(given), dict(first))
        is_needed = needed(graph)
        # The model leaves out what leads nowhere: that must not make shared weights.
        for id in sorted(sort(graph).nodes, key=lambda id: id not in is_needed):
            answer = self._answer(graph, id, found)
            if isinstance(answer, Problem):
                if (graph.id, id) not in self._known:
                    is_idle = bool(outputs_of(graph)) and id not in is_needed
                    found.problems.append(
                        replace(answer, severity="warning") if is_idle else answer
                    )
            elif answer is not None:
                found.nodes[id] = answer
                outputs = answer.outputs if graph.layer_of(id).type != "Output" else ()
                found.specs.update({Source(id, i): t for i, t in enumerate(outputs)})
        return found

    def _answer(self, graph: Graph, id: str, found: Pass) -> Answer | None:
        """Returns None for a node that depends on one that has failed."""
        node, layer = graph.nodes[id], graph.layer_of(id)
        for argument, sources in node.inputs.items():
            for index, source in enumerate(sources):
                if source.node not in found.nodes:
                    return None
                if source not in found.specs:
                    return _no_output(graph, id, argument, index, source, found)
        if layer.type == "Output":
            arriving = node.inputs.get("inputs", ())
            return NodeAnalysis((found.specs[arriving[0]],)) if arriving else None
        if Source(id) in found.specs:
            return NodeAnalysis((found.specs[Source(id)],))
        if layer.submodel is not None and layer.submodel not in self._project.graphs:
            return None
        call = call_of(self._project, graph, node)
        arguments = Arguments.of(call, found.specs)
        if layer.origin and is_placeholder(layer):
            number = graph.calls[layer.id].index(id)
            return answer_placeholder(layer, number, arguments.tensors)
        if layer.submodel is not None:
            return self._answer_submodel(graph, id, layer, arguments)
        return _answer_layer(graph, id, layer, arguments, found)

    def _answer_submodel(
        self, graph: Graph, id: str, layer: Layer, arguments: Arguments
    ) -> Answer:
        inner = self._project.graphs[layer.submodel or ""]
        if inner.id in self._entered:
            message = f"'{layer.name}' would hold itself: take it out of its own graph."
            return _problem(graph, id, message)
        own = self.own_pass(inner)
        if not is_whole(inner, own):
            message = f"The submodel '{inner.name}' has problems of its own: open it."
            return _problem(graph, id, message)
        sources = [Source(id) for _, id in leaves(inputs_structure(inner)) if id]
        given = dict(zip(sources, arguments.tensors, strict=False))
        for source, tensor in given.items():
            if not _fits(own.specs[source], tensor):
                name = inner.layer_of(source.node).name
                return _misfit(graph, id, layer, name, own.specs[source], tensor)
        inside = self._pass_with(inner, own, given)
        if not is_whole(inner, inside):
            message = f"'{layer.name}' cannot take tensors of these shapes."
            reason = inside.problems[0].message if inside.problems else ""
            return _problem(graph, id, f"{message} {reason}".strip())
        return _sum(inner, inside)

    def _pass_with(self, graph: Graph, own: Pass, given: Known) -> Pass:
        """Returns the pass with these tensors, in the dtypes of the graph's Inputs."""
        own_dtypes = {s: Tensor(t.shape, own.specs[s].dtype) for s, t in given.items()}
        if all(own.specs[source] == tensor for source, tensor in own_dtypes.items()):
            return own
        key = (graph.id, tuple(own_dtypes.values()))
        if key not in self._others:
            self._others[key] = self._go_through(graph, own_dtypes, own.first)
        return self._others[key]


def totals(graph: Graph, found: Pass) -> NodeAnalysis:
    """Returns the sums over a graph's nodes; a shared layer's weights count once.

    Nodes that lead to no Output count only while there is no Output at all.
    """
    counted = needed(graph) if outputs_of(graph) else frozenset(graph.nodes)
    of_layer = {
        graph.nodes[id].layer: node for id, node in found.nodes.items() if id in counted
    }
    calls = [node for id, node in found.nodes.items() if id in counted]
    return NodeAnalysis(
        outputs=(),
        trainable=sum(node.trainable for node in of_layer.values()),
        non_trainable=sum(node.non_trainable for node in of_layer.values()),
        weight_bytes=sum(node.weight_bytes for node in of_layer.values()),
        multiply_adds=sum(node.multiply_adds or 0 for node in calls),
        activation_bytes=sum(node.activation_bytes or 0 for node in calls),
    )


def _sum(graph: Graph, found: Pass) -> NodeAnalysis:
    """Returns what a call of a graph, as a submodel, makes and costs."""
    outputs = (found.nodes[node.id].outputs[0] for node in outputs_of(graph))
    return replace(totals(graph, found), outputs=tuple(outputs))


def _answer_layer(
    graph: Graph, id: str, layer: Layer, arguments: Arguments, found: Pass
) -> Answer:
    first = found.first.get(layer.id)
    known_first = None if first == arguments else first
    answer = ask(Question(layer.type, layer.config, arguments, known_first))
    if isinstance(answer, Refusal):
        return answer.at(graph.id, graph.nodes[id], layer)
    found.first.setdefault(layer.id, arguments)
    return answer


def _fits(expected: Tensor, given: Tensor) -> bool:
    """Whether an Input takes a tensor; None fits every size, as the batch does."""
    return len(expected.shape) == len(given.shape) and all(
        a is None or b is None or a == b
        for a, b in zip(expected.shape[1:], given.shape[1:], strict=True)
    )


def _problem(graph: Graph, node: str, message: str) -> Problem:
    return Problem(rule="submodel", message=message, graph=graph.id, node=node)


def _misfit(
    graph: Graph, node: str, layer: Layer, name: str, expected: Tensor, given: Tensor
) -> Problem:
    return Problem(
        rule="submodel",
        message=f"'{layer.name}' takes another shape at its input '{name}'.",
        graph=graph.id,
        node=node,
        argument=name,
        expected=f"shape {expected.shape}",
        received=f"shape {given.shape}",
    )


def _no_output(
    graph: Graph, node: str, argument: str, index: int, source: Source, found: Pass
) -> Problem:
    name = graph.layer_of(source.node).name
    count = len(found.nodes[source.node].outputs)
    return Problem(
        rule="no-such-output",
        message=f"'{name}' has {count} outputs as it is set: draw this edge anew.",
        graph=graph.id,
        node=node,
        argument=argument,
        index=index,
        expected=f"an output below {count}, counted from 0",
        received=f"output {source.output}",
    )
