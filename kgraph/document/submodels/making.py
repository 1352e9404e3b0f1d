"""Makes a submodel of a selection: a graph of its own, and one call in its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.analysis import Analysis
from kgraph.document.arranging.annotations import remove
from kgraph.document.arranging.framing import contents
from kgraph.document.calls import outputs_of
from kgraph.document.copying import fragments
from kgraph.document.edges.rewiring import rewired
from kgraph.document.edits import Position
from kgraph.document.graph import SUBMODEL, Graph, Source
from kgraph.document.layout.arrange import NODE_GAP, ROW_GAP
from kgraph.document.layout.size import DEFAULT_SIZE
from kgraph.document.lookup import find_graph
from kgraph.document.names import is_legal
from kgraph.document.project import Project, with_graphs
from kgraph.document.submodels.cut import Cut, cut
from kgraph.document.submodels.definitions import (
    fresh_id,
    fresh_name,
)
from kgraph.document.submodels.listing import follow_listed
from kgraph.document.weights.moving import follow_paths

NAME = "submodel"


def make_submodel(
    project: Project,
    graph_id: str,
    nodes: Iterable[str],
    name: str | None = None,
    analysis: Analysis | None = None,
) -> tuple[Project, str]:
    """Turns a selection into a submodel and one call of it.

    Each tensor that enters the selection becomes one Input, each that leaves it one
    Output. Inputs and Outputs that are selected stay where they are.

    Args:
        name: The submodel's name; made unique.
        analysis: What is known of the project: it gives the new Inputs their shapes.
            Without it, only those that take the place of an Input know theirs.

    Returns:
        The project, and the id of the node that calls the submodel.

    Raises:
        EditError: If the selection cannot become one call; says why.
    """
    graph = find_graph(project, graph_id)
    found = cut(graph, nodes)
    annotations = _annotations(graph, found)
    part = fragments.fragment(graph, found.nodes, annotations)
    inner = replace(
        part,
        id=fresh_id(project),
        is_sequential=False,
        trainable=True,
        inputs=None,
        outputs=None,
    )
    inner = _with_ends(project, graph, inner, found, analysis)
    inner = edits.rename_graph(inner, fresh_name(project, name or NAME))
    outer, call = _with_call(remove(graph, annotations), found, inner)
    instance = outer.nodes[call].layer

    def now(path: tuple[str, ...]) -> tuple[str, ...]:
        return (instance, *path) if path[0] in inner.layers else path

    made = follow_paths(with_graphs(project, outer, inner), graph_id, now)
    return follow_listed(project, made, graph_id, now), call


def _annotations(graph: Graph, found: Cut) -> set[str]:
    """Returns the frames that hold nothing but nodes of the cut, with their notes."""
    inside = frozenset(found.nodes)
    moved: set[str] = set()
    for frame in graph.frames:
        nodes, others = contents(graph, [frame], {})
        if nodes and nodes <= inside:
            moved |= {frame, *others}
    return moved


def _with_ends(
    project: Project,
    graph: Graph,
    inner: Graph,
    found: Cut,
    analysis: Analysis | None,
) -> Graph:
    """Gives the part an Input for each tensor that enters it, and Outputs.

    Its nodes keep their ids, layers and positions.
    """
    part = replace(inner, nodes={})
    inputs: dict[Source, Source] = {}
    places = _row(graph, found, found.entering, is_above=True)
    for source, place in zip(found.entering, places, strict=True):
        part, node = edits.add(
            part,
            "Input",
            place,
            name=_legal(_name_of(project, graph, source)),
            config=_config_of_input(graph, source, analysis),
        )
        inputs[source] = Source(node)
    nodes = {id: rewired(graph.nodes[id], inputs) for id in found.nodes}
    return _with_outputs(graph, replace(part, nodes={**part.nodes, **nodes}), found)


def _with_outputs(graph: Graph, inner: Graph, found: Cut) -> Graph:
    names = _names_of_outputs(graph, found)
    places = _row(graph, found, found.leaving, is_above=False)
    for source, place in zip(found.leaving, places, strict=True):
        inner, node = edits.add(inner, "Output", place, name=names[source])
        output = replace(inner.nodes[node], inputs={"inputs": (source,)})
        inner = replace(inner, nodes={**inner.nodes, node: output})
    return inner


def _with_call(graph: Graph, found: Cut, inner: Graph) -> tuple[Graph, str]:
    """Returns the graph with a call in place of the nodes, and the call's id."""
    ports = zip(found.entering, inner.of_type("Input"), strict=True)
    given: dict[str, tuple[Source, ...]] = {
        inner.layers[node.layer].name: (source,) for source, node in ports
    }
    call = f"n{graph.next_id}"
    results: dict[Source, Source | None] = {
        source: Source(call, at) for at, source in enumerate(found.leaving)
    }
    gone = frozenset(found.nodes)
    nodes = {
        id: node if id in gone else rewired(node, results)
        for id, node in graph.nodes.items()
    }
    place = fragments.middle(graph, found.nodes)
    outer = edits.delete(replace(graph, nodes=nodes), gone)
    outer, _ = edits.add(outer, SUBMODEL + inner.id, place, name=inner.name)
    made = replace(outer.nodes[call], inputs=given)
    return replace(outer, nodes={**outer.nodes, call: made}), call


def _name_of(project: Project, graph: Graph, source: Source) -> str:
    """Returns what a tensor is called: as its layer, or as one of its Outputs."""
    layer = graph.layer_of(source.node)
    inner = project.graphs.get(layer.submodel or "")
    ends = outputs_of(inner) if inner else ()
    if inner is None or not source.output < len(ends) > 1:
        return layer.name
    return inner.layers[ends[source.output].layer].name


def _names_of_outputs(graph: Graph, found: Cut) -> Mapping[Source, str | None]:
    """Returns what Outputs are named: after the Output that they lead to, if one."""
    names = {}
    for source in found.leaving:
        targets = [
            graph.layer_of(edge.target.node)
            for edge in graph.targets.get(source.node, ())
            if edge.source == source
        ]
        ends = [target.name for target in targets if target.type == "Output"]
        own = f"{graph.layer_of(source.node).name}_output"
        only = "output" if len(found.leaving) == 1 else own
        names[source] = _legal(ends[0] if ends else only)
    return names


def _legal(name: str) -> str | None:
    """Returns a name if it is one: a file may hold layers of any name."""
    return name if is_legal(name) else None


def _config_of_input(
    graph: Graph, source: Source, analysis: Analysis | None
) -> dict[str, Any]:
    """Returns shape and dtype of an Input that takes the place of a tensor."""
    layer = graph.layer_of(source.node)
    if layer.type == "Input":
        return layer.config
    known = analysis.graphs.get(graph.id) if analysis else None
    node = known.nodes.get(source.node) if known else None
    if node is None or source.output >= len(node.outputs):
        return {}
    tensor = node.outputs[source.output]
    dtype = {} if tensor.dtype == "float32" else {"dtype": tensor.dtype}
    return {"shape": list(tensor.shape[1:]), **dtype}


def _row(
    graph: Graph, found: Cut, sources: tuple[Source, ...], *, is_above: bool
) -> list[Position]:
    """Returns places side by side, above or below the nodes of the cut."""
    places = [graph.positions[id] for id in found.nodes if id in graph.positions]
    if not places:
        places = [(0.0, 0.0)]
    width, height = DEFAULT_SIZE
    step = width + NODE_GAP
    heights = [y for _, y in places]
    x = sum(x for x, _ in places) / len(places) - step * (len(sources) - 1) / 2
    way = height + ROW_GAP
    y = min(heights) - way if is_above else max(heights) + way
    return [(x + step * at, y) for at in range(len(sources))]
