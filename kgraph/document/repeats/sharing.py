"""Makes submodels of blocks: one definition for each kind, one call for each block."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kgraph.document.analysis import Analysis, NodeAnalysis
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import SUBMODEL, Graph, Layer
from kgraph.document.lookup import find_graph
from kgraph.document.names import unique_name
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.repeats.find import Block
from kgraph.document.submodels import make_submodel
from kgraph.document.submodels.definitions import remove_definition
from kgraph.document.weights import keys
from kgraph.document.weights.moving import follow_paths

Path = tuple[str, ...]


def make_submodels(
    project: Project,
    graph_id: str,
    blocks: Iterable[Block],
    analysis: Analysis | None = None,
) -> tuple[Project, tuple[str, ...]]:
    """Turns blocks into calls of submodels; those of one kind share a definition.

    They are instances of their own: each keeps its trained weights.

    Args:
        analysis: What is known of the project: it gives the submodels' Inputs their
            shapes. Blocks of one kind that take other shapes get other definitions.

    Returns:
        The project, and the nodes that call the submodels, in the order of the blocks.

    Raises:
        EditError: If a block cannot become one call; says why.
    """
    layers = _layers(find_graph(project, graph_id), blocks := tuple(blocks))
    definitions: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    calls = []
    for block in blocks:
        project, call = make_submodel(
            project, graph_id, block.nodes, block.name, analysis
        )
        calls.append(call)
        own = project.graphs[graph_id].layer_of(call).submodel or ""
        if analysis is not None:
            analysis = _knowing(analysis, graph_id, call, project.graphs[own])
        known = definitions.setdefault(block.kind, [])
        for definition, counterparts in known:
            if _takes_the_same(project.graphs[definition], project.graphs[own]):
                ids = dict(zip(layers[block.name], counterparts, strict=True))
                project = _share(project, graph_id, call, definition, ids)
                break
        else:
            known.append((own, layers[block.name]))
            project = with_graphs(project, _shortened(project.graphs[own], block.name))
    return project, tuple(calls)


def _layers(graph: Graph, blocks: Iterable[Block]) -> dict[str, tuple[str, ...]]:
    """Returns the layers of each block, by its name, in canonical order."""
    return {
        block.name: tuple(graph.nodes[node].layer for node in block.nodes)
        for block in blocks
    }


def _knowing(analysis: Analysis, graph_id: str, call: str, inner: Graph) -> Analysis:
    """Returns what is known, with the tensors of a call in place of its nodes."""
    graph = analysis.graphs.get(graph_id)
    if graph is None:
        return analysis
    sources = [node.inputs["inputs"][0] for node in outputs_of(inner)]
    made = [graph.nodes[s.node].outputs for s in sources if s.node in graph.nodes]
    if len(made) < len(sources):
        return analysis
    outputs = tuple(
        tensors[source.output] for tensors, source in zip(made, sources, strict=True)
    )
    nodes = {**graph.nodes, call: NodeAnalysis(outputs)}
    graphs = {**analysis.graphs, graph_id: replace(graph, nodes=nodes)}
    return replace(analysis, graphs=graphs)


def _takes_the_same(a: Graph, b: Graph) -> bool:
    """Whether two definitions of one kind take the same shapes and return as much."""
    given, other = (
        [graph.layers[node.layer].config for node in inputs_of(graph)]
        for graph in (a, b)
    )
    return given == other and len(outputs_of(a)) == len(outputs_of(b))


def _share(
    project: Project, graph_id: str, call: str, definition: str, ids: Mapping[str, str]
) -> Project:
    """Lets a call be one of another definition that computes the same.

    Args:
        ids: From the layers of the call's present definition to their counterparts.
    """
    graph = project.graphs[graph_id]
    layer = graph.layer_of(call)
    own = layer.submodel or ""

    def counterpart(path: Path) -> Path:
        return (ids.get(path[0], path[0]), *path[1:])

    def now(path: Path) -> Path:
        is_inside = path[0] == layer.id and len(path) > 1
        return (path[0], *counterpart(path[1:])) if is_inside else path

    weights = dict.fromkeys(_keys_in(project, definition), "")
    for path, key in _keys_in(project, own).items():
        weights["/".join(counterpart(tuple(path.split("/"))))] = key
    project = follow_paths(project, graph_id, now)
    shared = replace(layer, type=SUBMODEL + definition, weights=weights)
    project = _with_call(project, graph_id, call, shared)
    return remove_definition(project, own)


def _with_call(project: Project, graph_id: str, call: str, layer: Layer) -> Project:
    """Returns the project with a call of another definition, by its Inputs' names."""
    graph = project.graphs[graph_id]
    before = project.graphs[graph.layer_of(call).submodel or ""]
    after = project.graphs[layer.submodel or ""]
    names = {
        before.layers[old.layer].name: after.layers[new.layer].name
        for old, new in zip(inputs_of(before), inputs_of(after), strict=True)
    }
    node = graph.nodes[call]
    inputs = {names[argument]: sources for argument, sources in node.inputs.items()}
    return with_graphs(
        project,
        replace(
            graph,
            layers={**graph.layers, layer.id: layer},
            nodes={**graph.nodes, call: replace(node, inputs=inputs)},
        ),
    )


def _keys_in(project: Project, graph_id: str) -> dict[str, str]:
    """Returns the keys of the layers in a graph, by their paths from there."""
    return keys(
        replace(project, graphs={**project.graphs, MAIN: project.graphs[graph_id]})
    )


def _shortened(graph: Graph, block: str) -> Graph:
    """Takes the name of the block off the names of the layers in it."""
    layers: dict[str, Layer] = {}
    taken = {layer.name for layer in graph.layers.values()}
    for id, layer in graph.layers.items():
        short = layer.name.removeprefix(f"{block}_")
        if short and short != layer.name:
            layer = replace(layer, name=unique_name(short, taken))
            taken.add(layer.name)
        layers[id] = layer
    return replace(graph, layers=layers)
