"""Which graphs are open, and the way by which the person came to each: a value."""

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.nesting import Call, calls_to, way_to
from kgraph.document.project import MAIN, Project

Way = tuple[Call, ...]


class Opening(Struct, frozen=True):
    """The open graphs, in the order of their tabs; the main graph is always first.

    Attributes:
        ways: Graph id to the nodes that were opened one after the other to reach it.
    """

    tabs: tuple[str, ...] = (MAIN,)
    ways: dict[str, Way] = {}


def way(opening: Opening, project: Project, graph: str) -> Way:
    """Returns the way down to a graph: as it was gone, or the shortest if that is no
    longer there; empty for the main graph and for one that nothing calls."""
    gone = opening.ways.get(graph, ())
    return gone if _leads(project, gone, graph) else way_to(project, graph)


def opened(
    opening: Opening, project: Project, graph: str, above: str, selected: list[str]
) -> Opening:
    """Returns the opening with a tab for a graph.

    Args:
        above: Id of the graph that was shown.
        selected: The nodes that were selected there; the first that calls the graph
            is the one that was opened.
    """
    if graph not in opening.tabs:
        opening = replace(opening, tabs=(*opening.tabs, graph))
    calls = {c.node for c in calls_to(project, graph) if c.graph == above}
    for node in selected:
        if node in calls:
            gone = (*way(opening, project, above), Call(above, node))
            break
    else:
        gone = way(opening, project, graph)
    return replace(opening, ways={**opening.ways, graph: gone})


def closed(opening: Opening, graph: str) -> Opening:
    """Returns the opening without the tab of a graph; the main graph stays."""
    if graph == MAIN:
        return opening
    return replace(opening, tabs=tuple(id for id in opening.tabs if id != graph))


def surviving(opening: Opening, project: Project) -> Opening:
    """Returns the opening without the graphs that are no longer in the project."""
    kept = tuple(id for id in opening.tabs if id in project.graphs)
    return opening if kept == opening.tabs else replace(opening, tabs=kept)


def _leads(project: Project, way: Way, graph: str) -> bool:
    """Whether every node of a way is still there and calls the next graph."""
    if not way or way[0].graph != MAIN:
        return False
    below = [call.graph for call in way[1:]] + [graph]
    return all(
        call.graph in project.graphs
        and call.node in project.graphs[call.graph].nodes
        and project.graphs[call.graph].layer_of(call.node).submodel == next
        for call, next in zip(way, below, strict=True)
    )
