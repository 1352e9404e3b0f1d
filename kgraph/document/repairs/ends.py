"""Inputs, Outputs and edges that are missing, and nodes that lead nowhere."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice

from kgraph.document import edits
from kgraph.document.binding import unbind
from kgraph.document.binding.samples import sample_shape
from kgraph.document.calls import input_ports
from kgraph.document.errors import DataError
from kgraph.document.graph import ENDS, Graph, Port, Source
from kgraph.document.order import reaches, sort
from kgraph.document.project import MAIN, Binding, Project
from kgraph.document.repairs.case import Case, Repair, Repairs
from kgraph.document.repairs.inserting import append, in_words, prepend
from kgraph.document.repairs.ranks import RECURRENT

MOST = 4
# What an Input is given where nobody knows better, by the rank of its first layer.
USUAL = {1: (16,), 2: (32, 16), 3: (32, 32, 3), 4: (16, 32, 32, 3)}


def missing_input(case: Case) -> Repairs:
    """Places an Input before the first layer that takes nothing yet."""
    for port in islice(_free_ports(case), MOST):
        yield from _inputs_before(case, port)


def missing_output(case: Case) -> Repairs:
    """Places an Output behind what leads nowhere."""
    for node in islice(reversed(_loose(case)), MOST):
        yield _with_output(case, node)


def missing_edge(case: Case) -> Repairs:
    """Draws an edge to a port from what leads nowhere yet, the nearest first."""
    node, graph = case.node, case.graph
    if node is None or case.problem.argument is None:
        return
    port = Port(node.id, case.problem.argument, case.problem.index)
    loose = [n for n in _loose(case) if n != node.id and not reaches(graph, node.id, n)]
    near = sorted(loose, key=lambda id: _distance(graph, id, node.id))
    for source in near[:MOST]:
        yield case.repair(
            f"Draw an edge from {case.name(source)} to {case.name(node.id)}",
            _connected(source, port),
        )
    if case.layer.type != "Output":
        yield from missing_input_at(case, port)


def missing_input_at(case: Case, port: Port) -> Repairs:
    """Places an Input before one port, unless one waits to be connected."""
    graph = case.graph
    if any(not graph.targets.get(node.id) for node in graph.of_type("Input")):
        return
    yield from _inputs_before(case, port)


def unused(case: Case) -> Repairs:
    """Connects a node that leads nowhere, or takes it away."""
    node, graph = case.node, case.graph
    if node is None:
        return
    ports = (p for p in _free_ports(case) if not reaches(graph, p.node, node.id))
    for port in islice(chain(ports, _more_places(case, node.id)), MOST):
        yield case.repair(
            f"Draw an edge from {case.layer.name!r} to {case.name(port.node)}",
            _connected(node.id, port),
        )
    if case.layer.type not in ENDS:
        yield _with_output(case, node.id)
    yield _deletion(case, node.id)


def _deletion(case: Case, node: str) -> Repair:
    """Deletes a node, what leads to it alone, and what was bound to it."""
    graph = case.graph
    gone = {node}
    for id in reversed(sort(graph).nodes):
        targets = {edge.target.node for edge in graph.targets.get(id, ())}
        if targets and targets <= gone:
            gone.add(id)
    more = f" and {len(gone) - 1} before it" if len(gone) > 1 else ""
    repair = case.repair(
        f"Delete {case.name(node)}{more}", lambda g: edits.delete(g, gone)
    )

    def mend(project: Project) -> Project:
        for layer in {graph.nodes[id].layer for id in gone}:
            project = unbind(project, layer) if graph.id == MAIN else project
        return repair.edit(project)

    return Repair(repair.title, mend)


def _inputs_before(case: Case, port: Port) -> Repairs:
    for shape in _shapes_for(case, port):
        yield case.repair(
            f"Place an Input of {in_words(shape)} before {case.name(port.node)}",
            partial(prepend, type="Input", target=port, config={"shape": list(shape)}),
        )


def _connected(source: str, port: Port) -> Callable[[Graph], Graph]:
    return lambda graph: edits.connect(graph, Source(source), port)


def _with_output(case: Case, node: str) -> Repair:
    return case.repair(
        f"Place an Output behind {case.name(node)}",
        lambda g: append(g, "Output", Source(node), {}),
    )


def _loose(case: Case) -> list[str]:
    """Returns the nodes that make a tensor which nobody takes."""
    graph = case.graph
    return [
        id
        for id, node in graph.nodes.items()
        if not graph.targets.get(id) and graph.layers[node.layer].type != "Output"
    ]


def _free_ports(case: Case) -> Iterator[Port]:
    """Yields the ports that a call cannot do without and that have no edge."""
    graph = case.graph
    for node in graph.nodes.values():
        for port in input_ports(case.project, graph.layers[node.layer]) or ():
            is_given = node.inputs.get(port.name) or port.name in node.constants
            if not port.optional and not is_given:
                yield Port(node.id, port.name)


def _more_places(case: Case, source: str) -> Iterator[Port]:
    """Yields the free places of what takes many tensors."""
    graph = case.graph
    for node in graph.nodes.values():
        for port in input_ports(case.project, graph.layers[node.layer]) or ():
            given = len(node.inputs.get(port.name, ()))
            has_room = port.many and (port.most is None or given < port.most)
            if has_room and given and not reaches(graph, node.id, source):
                yield Port(node.id, port.name, given)


def _shapes_for(case: Case, port: Port) -> list[tuple[int, ...]]:
    """Returns shapes for a new Input: the data's, else one that its layer takes."""
    type = case.graph.layer_of(port.node).type
    found = []
    if case.description is not None:
        for column in case.description.columns[:1]:
            if column.dtype == "string":
                continue
            try:
                found.append(sample_shape(Binding((column.name,)), case.description))
            except DataError:
                continue
    ranks = [rank for rank in (1, 2, 3, 4) if f"{rank - 1}D" in type]
    rank = ranks[0] if ranks else 2 if type in RECURRENT else 1
    return list(dict.fromkeys([*found, USUAL[rank]]))


def _distance(graph: Graph, one: str, other: str) -> float:
    (x1, y1), (x2, y2) = (graph.positions.get(id, (0.0, 0.0)) for id in (one, other))
    return abs(x1 - x2) + abs(y1 - y2)
