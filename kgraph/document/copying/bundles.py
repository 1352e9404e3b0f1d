"""Parts of drawings that can leave a project, with the submodels that they need.

A bundle is a project whose main graph is the part and whose other graphs are the
submodels in it: it is written to files and to the clipboard as a project is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.json import encode
from msgspec.structs import replace

from kgraph.document.copying import fragments
from kgraph.document.copying.fragments import OFFSET
from kgraph.document.copying.incoming import Incoming, restore
from kgraph.document.edits import Position
from kgraph.document.graph import Graph
from kgraph.document.lookup import find_graph
from kgraph.document.nesting import called_in, calling, within
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.submodels.definitions import (
    fresh_id,
    fresh_name,
    refuse_recursion,
)
from kgraph.document.weights.moving import adopting, as_used, fitting

_NUMBER = re.compile(r"_\d+$")


def extract(
    project: Project,
    graph_id: str,
    nodes: Iterable[str] | None = None,
    annotations: Iterable[str] = (),
) -> Project:
    """Returns a graph, or some of its nodes, with all submodels inside as a bundle.

    Copies keep the trained weights of their originals, as in transfer learning.

    Args:
        nodes: Those that the bundle has, with the edges among them; all if None.
        annotations: Ids of the frames and notes that go with chosen nodes.

    Raises:
        EditError: If the graph or one of the nodes is not there.
    """
    find_graph(project, graph_id)
    part = as_used(project, graph_id)
    if nodes is not None:
        part = fragments.fragment(part, nodes, annotations)
    inside = {id for top in called_in(part) for id in within(project, top)}
    ids = {MAIN: fresh_id(project)} if MAIN in inside else {}
    graphs = {
        ids.get(id, id): calling(replace(graph, id=ids.get(id, id)), ids)
        for id, graph in project.graphs.items()
        if id in inside
    }
    main = calling(replace(part, id=MAIN), ids)
    return Project({MAIN: main, **graphs}, weights=project.weights)


def absorb(project: Project, bundle: Project) -> tuple[Project, str]:
    """Takes the graphs of a bundle into a project, each as a submodel.

    A graph that the project has already, with the same content, is not doubled; the
    others get ids of their own and names that no other graph has.

    Returns:
        The project, and the id under which the bundle's main graph stands in it.
    """
    bundle, project = fitting(bundle, project), adopting(project, bundle)
    project, ids = _absorbed(project, bundle, _inner_first(bundle))
    return project, ids[MAIN]


def paste(
    project: Project,
    graph_id: str,
    bundle: Project,
    offset: Position = OFFSET,
    incoming: Incoming | None = None,
) -> tuple[Project, tuple[str, ...]]:
    """Places the nodes of a bundle's main graph, and takes in the submodels they need.

    Args:
        offset: The way from where they stood in the bundle.
        incoming: The edges that led to the bundle's nodes; those from nodes that are
            still there are drawn again.

    Returns:
        The project, and the ids of the new nodes.

    Raises:
        EditError: If a submodel would come to be inside itself.
    """
    bundle, project = fitting(bundle, project), adopting(project, bundle)
    others = (id for id in _inner_first(bundle) if id != MAIN)
    taken, ids = _absorbed(project, bundle, others)
    ids = _numbered(taken, ids, called_in(bundle.main))
    part = calling(bundle.main, ids)
    for definition in called_in(part):
        refuse_recursion(taken, graph_id, definition)
    graph = find_graph(taken, graph_id)
    graph, nodes = fragments.paste(graph, part, offset)
    if incoming is not None:
        graph = restore(graph, incoming, dict(zip(part.nodes, nodes, strict=True)))
    return with_graphs(taken, graph), nodes


def _absorbed(
    project: Project, bundle: Project, wanted: Iterable[str]
) -> tuple[Project, dict[str, str]]:
    """Takes graphs in, those inside others first.

    Returns:
        The project, and for each id in the bundle the id in the project.
    """
    ids: dict[str, str] = {}
    for id in wanted:
        ids = _numbered(project, ids, (id, *called_in(bundle.graphs[id])))
        graph = calling(replace(bundle.graphs[id], id=ids[id]), ids)
        same = next((g.id for g in project.graphs.values() if _is_same(g, graph)), None)
        if same is not None:
            ids[id] = same
            continue
        graph = replace(graph, name=fresh_name(project, graph.name))
        project = with_graphs(project, graph)
    return project, ids


def _numbered(
    project: Project, ids: Mapping[str, str], more: Iterable[str]
) -> dict[str, str]:
    """Returns ids that are free in the project for those that have none yet.

    What a bundle calls and does not have must not become a graph of the project.
    """
    ids = dict(ids)
    for id in more:
        if id not in ids:
            ids[id] = fresh_id(project, ids.values())
    return ids


def _inner_first(bundle: Project) -> Iterator[str]:
    """Yields the ids of what the main graph is made of, and last its own."""
    waiting = [(MAIN, False)]
    entered: set[str] = set()
    while waiting:
        id, is_done = waiting.pop()
        if is_done:
            yield id
        elif id in bundle.graphs and id not in entered:
            entered.add(id)
            waiting.append((id, True))
            waiting.extend((inner, False) for inner in called_in(bundle.graphs[id]))


def _is_same(one: Graph, other: Graph) -> bool:
    """Whether two graphs mean the same; a number that made a name unique is none."""
    return (
        one.id != MAIN
        and _NUMBER.sub("", one.name) == _NUMBER.sub("", other.name)
        and encode((one.layers, one.nodes)) == encode((other.layers, other.nodes))
    )
