"""Draws all blocks of a graph at once, and says in words how many there are."""

from collections.abc import Sequence
from typing import Literal, get_args

from msgspec.structs import replace

from kgraph.document.analysis import Analysis
from kgraph.document.layout import layout
from kgraph.document.layout.size import size_of
from kgraph.document.lookup import find_graph
from kgraph.document.project import Project, with_graphs
from kgraph.document.repeats.find import Block, find_blocks
from kgraph.document.repeats.framing import frame_blocks
from kgraph.document.repeats.sharing import make_submodels
from kgraph.document.telling.words import plural

Drawing = Literal["none", "frames", "submodels"]
DRAWINGS: tuple[Drawing, ...] = get_args(Drawing)


def in_words(blocks: Sequence[Block]) -> str:
    """Returns how many blocks there are: `16 blocks of 8 kinds`."""
    kinds = len({block.kind for block in blocks})
    return f"{plural(len(blocks), 'block')} of {plural(kinds, 'kind')}"


def draw_blocks(
    project: Project, graph_id: str, drawing: Drawing, analysis: Analysis | None = None
) -> Project:
    """Returns the project with the blocks of a graph drawn as they are wanted.

    Args:
        analysis: What is known of the project; see `make_submodels`.

    Raises:
        EditError: If a block cannot become a submodel; says why.
    """
    graph = find_graph(project, graph_id)
    if drawing == "frames":
        sizes = {node: size_of(graph, node) for node in graph.nodes}
        return with_graphs(project, frame_blocks(graph, find_blocks(graph), sizes))
    if drawing == "submodels":
        return as_submodels(project, graph_id, analysis)[0]
    return project


def as_submodels(
    project: Project, graph_id: str, analysis: Analysis | None = None
) -> tuple[Project, tuple[str, ...]]:
    """Makes submodels of the blocks of a graph, and lays out what is left of it.

    Returns:
        As `make_submodels`.

    Raises:
        EditError: If a block cannot become a submodel; says why.
    """
    blocks = find_blocks(find_graph(project, graph_id))
    project, calls = make_submodels(project, graph_id, blocks, analysis)
    graph = project.graphs[graph_id]
    return with_graphs(project, replace(graph, positions=layout(graph))), calls
