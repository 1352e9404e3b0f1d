"""Comparing two drawings of NASNetLarge's size; `--benchmark-only`."""

import pytest
from large_drawings import residual
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.comparing import compare, union
from kgraph.document.edges.rewiring import renumbered
from kgraph.document.graph import Graph
from kgraph.document.project import MAIN, Project

BLOCKS = 260
"""Of five nodes each: 1,302 nodes, where NASNetLarge has 1,041."""


def edited(graph: Graph) -> Graph:
    """Widens every tenth convolution, takes every hundredth node out."""
    convolutions = [x.id for x in graph.layers.values() if x.type == "Conv2D"]
    for layer in convolutions[::10]:
        graph = edits.set_parameter(graph, layer, "filters", 77)
    return edits.delete(graph, list(graph.nodes)[50::100])


def with_other_ids(graph: Graph) -> Graph:
    """Numbers the drawing as an import of it would be, from the other end."""
    ids = {id: f"x{n}" for n, id in enumerate(reversed(graph.nodes))}
    nodes = [renumbered(node, ids) for node in graph.nodes.values()]
    return replace(
        graph,
        nodes={node.id: node for node in nodes},
        positions={ids[id]: place for id, place in graph.positions.items()},
    )


def with_other_names(graph: Graph) -> Graph:
    """Renames every layer, so that the wiring alone tells which is which."""
    layers = {id: replace(x, name=f"other_{id}") for id, x in graph.layers.items()}
    return replace(graph, layers=layers)


@pytest.fixture(scope="module")
def drawing() -> Project:
    return Project({MAIN: residual(BLOCKS)})


def test_compare_two_versions(benchmark, drawing):
    other = Project({MAIN: edited(drawing.main)})
    found = benchmark(compare, drawing, other)
    assert len(found.changes) > 50


def test_compare_with_an_import(benchmark, drawing):
    other = Project({MAIN: with_other_ids(edited(drawing.main))})
    found = benchmark(compare, drawing, other, of_models=True)
    expected = compare(drawing, Project({MAIN: edited(drawing.main)}), of_models=True)
    sentences = {change.sentence for change in expected.changes}
    assert {change.sentence for change in found.changes} == sentences


def test_compare_where_all_is_renamed(benchmark, drawing):
    other = Project({MAIN: with_other_names(with_other_ids(drawing.main))})
    found = benchmark(compare, drawing, other, of_models=True)
    assert len(found.changes) == len(drawing.main.layers)


def test_put_both_on_one_canvas(benchmark, drawing):
    other = Project({MAIN: edited(drawing.main)})
    found = compare(drawing, other)
    both = benchmark(union, drawing, other, found)
    assert len(both.project.main.nodes) == len(drawing.main.nodes)
