"""Blocks are found by what they compute, not by what they are called."""

import pytest
from sketch import Sketch

from kgraph.document.graph import Graph
from kgraph.document.repeats import find_blocks


def residual(widths: list[tuple[int, bool]]) -> Graph:
    """Residual blocks; those with a projection have a layer in their shortcut."""
    sketch = Sketch()
    x = sketch.add("Input", shape=[8])
    for number, (units, has_projection) in enumerate(widths):
        shortcut = x
        if has_projection:
            shortcut = sketch.add("Dense", x, name=f"stage{number}_0", units=units)
        y = sketch.add("Dense", x, name=f"stage{number}_1", units=units)
        y = sketch.add("ReLU", y, name=f"stage{number}_2")
        x = sketch.add("Add", shortcut, y, name=f"stage{number}_add")
        x = sketch.add("ReLU", x, name=f"stage{number}_out")
    sketch.output(sketch.add("Dense", x, name="top", units=2))
    return sketch.graph


def test_blocks_with_and_without_a_projection_are_blocks_of_several_kinds():
    graph = residual([(4, True), (4, False), (4, False), (6, True)])
    blocks = find_blocks(graph)
    assert [b.name for b in blocks] == ["stage0", "stage1", "stage2", "stage3"]
    assert [b.kind for b in blocks] == [1, 2, 2, 3]
    assert [len(b.nodes) for b in blocks] == [5, 4, 4, 5]


def test_no_node_is_in_two_blocks_and_none_is_an_end():
    graph = residual([(4, False)] * 5)
    nodes = [id for block in find_blocks(graph) for id in block.nodes]
    assert len(nodes) == len(set(nodes)) == 20
    assert {graph.layer_of(id).type for id in nodes} == {"Dense", "ReLU", "Add"}


def test_blocks_in_a_chain_are_found_without_a_branch():
    sketch = Sketch()
    x = sketch.add("Input", shape=[32, 32, 3])
    for filters in (8, 8, 16):
        for _ in range(2):
            x = sketch.add("Conv2D", x, filters=filters, kernel_size=3)
        x = sketch.add("MaxPooling2D", x)
    sketch.output(sketch.add("Flatten", x))
    blocks = find_blocks(sketch.graph)
    assert [len(b.nodes) for b in blocks] == [3, 3, 3]
    assert [b.kind for b in blocks] == [1, 1, 2]
    assert [b.name for b in blocks] == ["block_1", "block_2", "block_3"]


def test_a_pair_of_residuals_is_one_block():
    sketch = Sketch()
    x = sketch.add("Input", shape=[10, 8])
    for _ in range(3):
        y = sketch.add("LayerNormalization", x)
        y = sketch.add("Dense", y, units=8)
        x = sketch.add("Add", x, y)
        y = sketch.add("LayerNormalization", x)
        y = sketch.add("Dense", y, units=16)
        y = sketch.add("Dense", y, units=8)
        x = sketch.add("Add", x, y)
    sketch.output(x)
    assert [len(b.nodes) for b in find_blocks(sketch.graph)] == [7, 7, 7]


def test_an_edge_that_jumps_over_a_block_hides_it():
    sketch = Sketch()
    x = first = sketch.add("Input", shape=[8])
    for _ in range(3):
        y = sketch.add("Dense", x, units=8)
        y = sketch.add("Dense", y, units=8)
        x = sketch.add("Add", x, y)
    assert len(find_blocks(with_output(sketch, x))) == 3
    assert find_blocks(with_output(sketch, sketch.add("Add", x, first))) == ()


def with_output(sketch: Sketch, source: str) -> Graph:
    copy = Sketch()
    copy.graph = sketch.graph
    copy.output(source)
    return copy.graph


@pytest.mark.parametrize("count", [0, 1])
def test_what_comes_once_is_no_block(count):
    assert find_blocks(residual([(4, False)] * count)) == ()


def test_an_empty_graph_and_one_without_an_output_have_no_blocks():
    assert find_blocks(Graph("main", "model")) == ()
    sketch = Sketch()
    sketch.add("Dense", sketch.add("Input", shape=[2]), units=2)
    assert find_blocks(sketch.graph) == ()
