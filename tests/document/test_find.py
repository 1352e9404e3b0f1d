"""Layers are found by what people remember of them."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.find import Match, find
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import new_project

LAYERS = (
    ("Input", "photo", {"shape": [28, 28, 1]}),
    ("Conv2D", "edges", {"filters": 32, "kernel_size": [3, 3], "activation": "relu"}),
    ("Conv2D", "more", {"filters": 320, "kernel_size": [5, 3]}),
    ("Dense", "scores", {"units": 10, "kernel_regularizer": {"class_name": "L2"}}),
    ("graph:encoder", "twice", {}),
)
SHAPES = ((28, 28, 1), (26, 26, 32), (22, 24, 320), (None, 10), (128,))


def analysed(*shapes) -> GraphAnalysis:
    return GraphAnalysis(
        {
            f"n{number}": NodeAnalysis((Tensor((None, *shape)),))
            for number, shape in enumerate(shapes, 1)
        }
    )


@pytest.fixture
def project():
    project = new_project()
    graph = project.main
    for type, name, config in LAYERS:
        graph, _ = edits.add(graph, type, name=name, config=config)
    part = Graph("encoder", "Encoder")
    part, _ = edits.add(part, "Dense", name="hidden", config={"activation": "relu"})
    return replace(project, graphs={"main": graph, "encoder": part})


@pytest.fixture
def analysis():
    return Analysis({"main": analysed(*SHAPES), "encoder": analysed((128,))})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("edg", "edges"),
        ("CONV", "edges more"),
        ("encoder", "twice"),
        ("relu", "edges hidden"),
        ("l2", "scores"),
        ("filters=32", "edges"),
        ("filters=", "edges more"),
        ("activation=re", "edges hidden"),
        ("activation=linear", ""),
        ("kernel_size=3", "edges"),
        ("kernel_size=5x3", "more"),
        ("kernel_size=(5,3)", "more"),
        ("strides=1", "edges more"),
        ("use_bias=true", "edges more scores hidden"),
        ("28x28", "photo"),
        ("28×28x1", "photo"),
        ("?x10", "scores"),
        ("?", "photo edges more scores twice hidden"),
        ("128", "twice hidden"),
        ("28x1x1", ""),
        ("conv relu", "edges"),
        ("conv 26x26 filters=32", "edges"),
        ("conv l2", ""),
        ("", ""),
        ("  ", ""),
        ("=", ""),
        ("x", ""),
    ],
)
def test_finds_by_name_type_parameter_and_shape(project, analysis, text, expected):
    found = find(project, analysis, text)
    names = [project.graphs[m.graph].layer_of(m.node).name for m in found]
    assert names == expected.split()


def test_a_shape_that_is_not_known_is_not_found(project):
    assert find(project, Analysis(), "28x28") == (Match("main", "n1"),)  # its `shape`
    assert find(project, Analysis(), "26x26") == ()


def test_comes_in_the_order_of_the_edges(project, analysis):
    graph = edits.connect(project.main, Source("n3"), Port("n2", "inputs"))
    project = replace(project, graphs={**project.graphs, "main": graph})
    assert find(project, analysis, "conv") == (Match("main", "n3"), Match("main", "n2"))
