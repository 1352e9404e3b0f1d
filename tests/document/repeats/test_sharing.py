"""Blocks of one kind become instances of one definition, and keep their weights."""

import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.layout.size import size_of
from kgraph.document.project import MAIN, Project
from kgraph.document.repeats import (
    draw_blocks,
    find_blocks,
    frame_blocks,
    make_submodels,
)
from kgraph.document.weights import default_keys, keys, with_keys


@pytest.fixture
def project() -> Project:
    sketch = Sketch()
    x = sketch.add("Input", name="image", shape=[8])
    for stage, units in enumerate((8, 8, 8)):
        y = sketch.add("Dense", x, name=f"stage{stage}_1", units=16)
        y = sketch.add("Dense", y, name=f"stage{stage}_2", units=units)
        x = sketch.add("Add", x, y, name=f"stage{stage}_add")
    sketch.output(sketch.add("Dense", x, name="top", units=2))
    bare = sketch.project()
    return replace(with_keys(bare, default_keys(bare)), weights="model.npz")


def known(project: Project, widths: dict[str, int]) -> Analysis:
    """An analysis in which nodes have tensors as wide as their names say."""
    graph = project.main
    nodes = {
        id: NodeAnalysis((Tensor((None, widths.get(graph.layer_of(id).name, 8))),))
        for id in graph.nodes
    }
    return Analysis({MAIN: GraphAnalysis(nodes)})


def test_blocks_of_one_kind_share_a_definition(project):
    blocks = find_blocks(project.main)
    made, calls = make_submodels(project, MAIN, blocks, known(project, {}))
    assert len(made.graphs) == 2
    called = [made.main.layer_of(call) for call in calls]
    assert [layer.name for layer in called] == ["stage0", "stage1", "stage2"]
    assert len({layer.id for layer in called}) == 3
    assert len({layer.type for layer in called}) == 1
    (definition,) = (g for id, g in made.graphs.items() if id != MAIN)
    names = {layer.name for layer in definition.layers.values()}
    assert {"1", "2", "add"} <= names


def test_each_block_keeps_its_own_weights(project):
    made, calls = make_submodels(
        project, MAIN, find_blocks(project.main), known(project, {})
    )
    assert sorted(keys(made).values()) == sorted(keys(project).values())
    for call in calls:
        layer = made.main.layer_of(call)
        own = {k for path, k in keys(made).items() if path.startswith(f"{layer.id}/")}
        assert own == {f"{layer.name}_1", f"{layer.name}_2", f"{layer.name}_add"}


def test_a_block_without_weights_does_not_take_those_of_another(project):
    only_first = {p: k for p, k in keys(project).items() if k.startswith("stage0")}
    bare = with_keys(project, only_first)
    made, _ = make_submodels(bare, MAIN, find_blocks(bare.main), known(bare, {}))
    assert sorted(keys(made).values()) == sorted(only_first.values())


def test_blocks_that_take_other_shapes_get_other_definitions(project):
    blocks = find_blocks(project.main)
    made, _ = make_submodels(project, MAIN, blocks, known(project, {"stage1_add": 9}))
    assert len(made.graphs) == 3


def test_frames_are_as_wide_as_what_is_in_them():
    sketch = Sketch()
    x = sketch.add("Input", name="image", shape=[8])
    for stage in range(3):
        y = sketch.add("BatchNormalization", x, name=f"stage{stage}_bn")
        y = sketch.add("Dense", y, name=f"stage{stage}_dense", units=8)
        x = sketch.add("Add", x, y, name=f"stage{stage}_add")
    sketch.output(x)
    graph = draw_blocks(sketch.project(), MAIN, "frames").main
    wide = next(n for n in graph.nodes if graph.layer_of(n).name == "stage1_bn")
    frame = next(f for f in graph.frames.values() if f.title == "stage1")
    right = graph.positions[wide][0] + size_of(graph, wide)[0]
    assert frame.x < graph.positions[wide][0]
    assert right < frame.x + frame.width


def test_blocks_are_framed_with_their_names(project):
    framed = frame_blocks(project.main, find_blocks(project.main), {})
    assert [f.title for f in framed.frames.values()] == ["stage0", "stage1", "stage2"]
    assert framed.nodes == project.main.nodes
