"""Checks a project, graph by graph."""

from collections.abc import Callable, Container, Iterator

from msgspec.structs import replace

from kgraph.document.analysis import Problem
from kgraph.document.check import dtypes, losses, parameters, ports, structure
from kgraph.document.check.scope import Problems, Scope
from kgraph.document.graph import ENDS, Graph
from kgraph.document.nesting import called_in, within
from kgraph.document.order import knots
from kgraph.document.project import MAIN, Project

RULES: tuple[Callable[[Scope], Problems], ...] = (
    structure.no_cycles,
    structure.has_ends,
    structure.names,
    structure.trainable_names,
    structure.single_calls,
    structure.known_operations,
    structure.unused,
    structure.losses,
    ports.sources,
    ports.known_ports,
    ports.required_ports,
    parameters.required,
    parameters.known,
    parameters.kinds,
    dtypes.whole_numbers,
    losses.loss_activations,
    losses.lone_softmax,
)


def check(project: Project) -> tuple[Problem, ...]:
    """Returns the problems that show without building the model, by graph and rule."""
    return tuple(_problems(project))


def _problems(project: Project) -> Iterator[Problem]:
    built = within(project, MAIN)
    yield from _recursion(project, built)
    for id, graph in project.graphs.items():
        yield from _missing_layers(graph)
        known = {k: n for k, n in graph.nodes.items() if n.layer in graph.layers}
        if len(known) < len(graph.nodes):
            graph = replace(graph, nodes=known)
        scope = Scope(project, graph, id in built)
        for rule in RULES:
            yield from rule(scope)
    yield from _bindings(project)


def _recursion(project: Project, built: Container[str]) -> Problems:
    """Tells of graphs that contain themselves; `built` are those in the model."""
    graphs = project.graphs
    inside = {id: graphs.keys() & called_in(graph) for id, graph in graphs.items()}
    for members in knots(inside):
        names = ", ".join(repr(project.graphs[id].name) for id in sorted(members))
        for id in sorted(members):
            graph = project.graphs[id]
            closing = next(x for x in graph.layers.values() if x.submodel in members)
            yield Problem(
                rule="no-recursion",
                message=f"A graph cannot contain itself: {names}. Delete "
                f"{closing.name!r}, which closes the circle.",
                graph=id,
                node=next(iter(graph.calls.get(closing.id, ())), None),
                expected="graphs that do not contain each other",
                received=names,
                severity="error" if id in built else "warning",
            )


def _missing_layers(graph: Graph) -> Problems:
    for node in graph.nodes.values():
        if node.layer not in graph.layers:
            yield Problem(
                rule="known-layers",
                message=f"Node {node.id!r} calls a layer that is not there. Delete it.",
                graph=graph.id,
                node=node.id,
                expected="the id of a layer of this graph",
                received=repr(node.layer),
            )


def _bindings(project: Project) -> Problems:
    for id, binding in project.data.bindings.items():
        layer = project.main.layers.get(id)
        if layer is None or layer.type not in ENDS:
            columns = ", ".join(map(repr, binding.columns))
            yield Problem(
                rule="known-bindings",
                message=f"The columns {columns} are bound to something that is neither "
                "an Input nor an Output; they are not used.",
                expected="the id of an Input's or Output's layer",
                received=repr(id),
                severity="warning",
            )
