"""Where in a project something happened, so that the person can be shown it."""

from msgspec import Struct

from kgraph.document.diff import GraphDiff, diff
from kgraph.document.project import MAIN, Project


class Place(Struct, frozen=True):
    """Nodes of one graph.

    Attributes:
        nodes: Those that came; if none did, those that changed; if none did, those
            that moved. Empty where nodes only went.
    """

    graph: str
    nodes: tuple[str, ...] = ()


def where_changed(old: Project, new: Project, shown: str = MAIN) -> Place | None:
    """Returns where two projects differ in what is drawn, None if they do not.

    Args:
        shown: Id of the graph that is preferred where several differ.
    """
    for id in sorted(new.graphs, key=lambda id: id != shown):
        difference = _difference(old, new, id)
        if not difference.is_empty:
            return Place(id, _nodes(difference))
    return None


def _difference(old: Project, new: Project, id: str) -> GraphDiff:
    before, after = old.graphs.get(id), new.graphs[id]
    return diff(before, after) if before is not None else GraphDiff()


def _nodes(difference: GraphDiff) -> tuple[str, ...]:
    return difference.added or difference.changed or difference.moved
