"""Lets the layers that stages list be the same ones where an edit moves them."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from kgraph.document.learning import learns
from kgraph.document.project import MAIN, Project
from kgraph.document.stages import listed
from kgraph.document.training import Stage

Path = tuple[str, ...]
Now = Callable[[Path], Path]


def follow_listed(before: Project, after: Project, graph_id: str, now: Now) -> Project:
    """Returns a project whose stages list what they listed before layers moved.

    Args:
        graph_id: The graph from which, or into which, layers have moved.
        now: From where a layer was, as a path from that graph, to where it is.
    """
    stages = tuple(_followed(before, after, s, graph_id, now) for s in _stages(after))
    if stages == _stages(after):
        return after
    return replace(after, training=replace(after.training, stages=stages))


def _stages(project: Project) -> tuple[Stage, ...]:
    return project.training.stages


def _followed(
    before: Project, after: Project, stage: Stage, graph_id: str, now: Now
) -> Stage:
    names = dict.fromkeys(
        new
        for name in stage.layers
        for new in _names_now(before, after, name, graph_id, now)
    )
    return replace(stage, layers=tuple(names))


def _names_now(
    before: Project, after: Project, name: str, graph_id: str, now: Now
) -> Iterator[str]:
    """Yields how a stage names what an entry stood for."""
    found = listed(before, name)
    if found is None or listed(after, name) is not None:
        yield name
    if found is None:
        return
    graph, layer = found
    for path in _paths(before, graph_id, graph, layer):
        if now(path) != path:
            yield _name(after, graph_id, now(path))


def _paths(before: Project, graph_id: str, graph: str, layer: str) -> Iterator[Path]:
    """Yields where a layer, and what is in it, was as seen from a graph."""
    around = before.graphs[graph_id].layers.values()
    if graph == graph_id:
        yield (layer,)
        inner = before.graphs.get(before.graphs[graph].layers[layer].submodel or "")
        for each in inner.layers.values() if inner else ():
            if learns(each) or each.submodel is not None:
                yield layer, each.id
    yield from ((x.id, layer) for x in around if x.submodel == graph)


def _name(project: Project, graph_id: str, path: Path) -> str:
    graph = project.graphs[graph_id]
    for id in path[:-1]:
        graph = project.graphs[graph.layers[id].submodel or ""]
    return path[-1] if graph.id == MAIN else f"{graph.id}/{path[-1]}"
