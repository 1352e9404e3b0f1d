"""Lets trained weights go with their layers where an edit moves them."""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from kgraph.document.graph import Graph
from kgraph.document.nesting import way_to
from kgraph.document.project import Project, with_graphs
from kgraph.document.weights.keys import by_first, inherited, mapping_of, without_keys

Path = tuple[str, ...]


def follow_paths(
    project: Project, graph_id: str, now: Callable[[Path], Path]
) -> Project:
    """Lets what instances say about the layers in a graph follow these layers.

    Args:
        graph_id: The graph in which layers have moved.
        now: From where a layer was, as a path from that graph, to where it is.
    """
    return with_graphs(
        project,
        *(_followed(project, g, graph_id, now) for g in project.graphs.values()),
    )


def speaking_for(graph: Graph, mapping: Mapping[str, str]) -> Graph:
    """Returns a graph whose layers say themselves what an instance said of them."""
    said = by_first(mapping)
    if not said:
        return graph
    layers = {id: inherited(x, said.get(id, {})) for id, x in graph.layers.items()}
    return replace(graph, layers=layers)


def as_used(project: Project, graph_id: str) -> Graph:
    """Returns a graph with the keys that its layers have where it is first used."""
    mapping: dict[str, str] = {}
    for call in way_to(project, graph_id):
        outer = project.graphs[call.graph]
        layer = outer.layer_of(call.node)
        mapping = mapping_of(inherited(layer, by_first(mapping).get(layer.id, {})))
    return speaking_for(project.graphs[graph_id], mapping)


def fitting(bundle: Project, project: Project) -> Project:
    """Returns a bundle without keys that mean nothing in a project.

    A key means something in one weights file alone. A project that has none yet may
    take over the bundle's, see `adopting`.
    """
    is_known = bundle.weights == adopting(project, bundle).weights
    return bundle if is_known else replace(without_keys(bundle), weights="")


def adopting(project: Project, bundle: Project) -> Project:
    """Returns a project that has no weights file with that of a bundle."""
    if project.weights or not bundle.weights:
        return project
    return replace(without_keys(project), weights=bundle.weights)


def _followed(
    project: Project, graph: Graph, moved_in: str, now: Callable[[Path], Path]
) -> Graph:
    layers = dict(graph.layers)
    for layer in graph.layers.values():
        mapping = mapping_of(layer)
        moved = {
            "/".join(
                _path_now(
                    project, layer.submodel, tuple(path.split("/")), moved_in, now
                )
            ): key
            for path, key in mapping.items()
        }
        if moved != mapping:
            layers[layer.id] = replace(layer, weights=moved)
    if all(layers[id] is layer for id, layer in graph.layers.items()):
        return graph
    return replace(graph, layers=layers)


def _path_now(
    project: Project,
    graph_id: str | None,
    path: Path,
    moved_in: str,
    now: Callable[[Path], Path],
) -> Path:
    """Returns a path from a graph, of which a part may lie in the one that changed."""
    for at, graph in enumerate(_graphs_along(project, graph_id, path)):
        if graph == moved_in:
            return (*path[:at], *now(path[at:]))
    return path


def _graphs_along(
    project: Project, graph_id: str | None, path: Path
) -> Iterator[str | None]:
    """Yields the graph in which each layer of a path stands."""
    for id in path:
        yield graph_id
        graph = project.graphs.get(graph_id or "")
        layer = graph.layers.get(id) if graph else None
        graph_id = layer.submodel if layer else None
