"""A comparison names what was edited, and nothing else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from random_models import models
from sketch import Sketch, with_main

from kgraph import templates
from kgraph.document import edits
from kgraph.document.comparing import compare
from kgraph.document.edges.rewiring import renumbered
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import MAIN, DataSource, Project
from kgraph.document.submodels.making import make_submodel


def lines(old: Project, new: Project, **options: bool) -> list[str]:
    return [change.line for change in compare(old, new, **options).changes]


def with_other_ids(project: Project, seed: int = 0) -> Project:
    """Returns the project as an import would number it: no id stays what it was."""
    graphs = {
        id: _renumbered(g, random.Random(seed)) for id, g in project.graphs.items()
    }
    ids = {id: f"n{id}" for id in project.main.layers}
    bindings = {ids[id]: b for id, b in project.data.bindings.items()}
    data = replace(project.data, bindings=bindings)
    return replace(project, graphs=graphs, data=data)


def _renumbered(graph: Graph, chance: random.Random) -> Graph:
    numbers = list(graph.nodes)
    chance.shuffle(numbers)
    ids = {id: f"x{other}" for id, other in zip(graph.nodes, numbers, strict=True)}
    layers = {f"n{id}": replace(x, id=f"n{id}") for id, x in graph.layers.items()}
    nodes = [renumbered(n, ids) for n in graph.nodes.values()]
    return replace(
        graph,
        layers=layers,
        nodes={n.id: replace(n, layer=f"n{n.layer}") for n in nodes},
        positions={ids[id]: p for id, p in graph.positions.items()},
    )


@pytest.fixture
def digits() -> Project:
    return templates.load("digits")


def layer_named(project: Project, name: str) -> str:
    return next(x.id for x in project.main.layers.values() if x.name == name)


def node_named(project: Project, name: str) -> str:
    graph = project.main
    return next(id for id in graph.nodes if graph.layer_of(id).name == name)


@given(models())
@settings(max_examples=60, deadline=None)
def test_nothing_differs_from_itself(project: Project):
    assert compare(project, project).is_equal
    assert compare(project, with_main(project, replace(project.main))).is_equal


@given(models(), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_other_ids_are_no_difference_where_names_tell(project: Project, seed: int):
    assert lines(project, with_other_ids(project, seed), of_models=True) == []


@given(models(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_parameter_that_was_changed_is_all_that_is_named(project, data):
    dense = [x for x in project.main.layers.values() if x.type == "Dense"]
    if not dense:
        return
    layer = data.draw(st.sampled_from(dense))
    graph = edits.set_parameter(project.main, layer.id, "units", 77)
    other = with_main(project, graph)
    expected = [f"~ Dense {layer.name!r}: units 4 → 77"]
    assert lines(project, other) == expected
    assert lines(project, with_other_ids(other), of_models=True) == expected


@given(models(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_layer_that_was_added_is_named_with_its_place(project, data):
    node = data.draw(st.sampled_from(list(project.main.of_type("Input"))))
    graph, added = edits.add(project.main, "Dense", name="quite new")
    graph = edits.connect(graph, Source(node.id), Port(added, "inputs"))
    name = graph.layer_of(added).name
    other = with_main(project, graph)
    after = graph.layer_of(node.id).name
    for now in (other, with_other_ids(other)):
        assert lines(project, now, of_models=True) == [
            f"+ Dense {name!r}, after {after!r}"
        ]
    assert lines(other, project, of_models=True) == [f"- Dense {name!r}"]


@given(models(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_layer_that_was_renamed_is_the_same_layer(project, data):
    layers = [x for x in project.main.layers.values() if x.type == "Dense"]
    if not layers:
        return
    layer = data.draw(st.sampled_from(layers))
    other = with_main(project, edits.rename(project.main, layer.id, "renamed"))
    name = other.main.layers[layer.id].name
    assert lines(project, other) == [f"~ Dense {layer.name!r} renamed to {name!r}"]


def test_renamed_layers_are_recognised_by_what_they_are_wired_to(digits):
    graph = digits.main
    for number, layer in enumerate(graph.layers):
        graph = edits.rename(graph, layer, f"layer {number}")
    found = lines(digits, with_other_ids(with_main(digits, graph)), of_models=True)
    assert len(found) == len(graph.layers)
    assert all(" renamed to " in line for line in found)


def test_an_edge_that_was_moved_says_from_where_to_where(digits):
    graph = edits.disconnect(digits.main, Port(node_named(digits, "flatten"), "inputs"))
    assert lines(digits, with_main(digits, graph)) == [
        "- edge from 'dropout' to Flatten 'flatten'"
    ]
    assert lines(with_main(digits, graph), digits) == [
        "+ edge from 'dropout' to Flatten 'flatten'"
    ]
    source = Source(node_named(digits, "max_pooling2d"))
    port = Port(node_named(digits, "flatten"), "inputs")
    moved = with_main(digits, edits.connect(graph, source, port))
    assert lines(digits, moved) == [
        "~ edge to Flatten 'flatten': from 'max_pooling2d' instead of 'dropout'"
    ]


def test_edges_of_a_many_port_in_another_order(digits):
    sketch = Sketch()
    a, b = sketch.add("Input", shape=[4]), sketch.add("Input", shape=[4])
    add = sketch.add("Subtract", a, b)
    sketch.output(add)
    node = sketch.graph.nodes[add]
    swapped = replace(node, inputs={"inputs": tuple(reversed(node.inputs["inputs"]))})
    graph = replace(sketch.graph, nodes={**sketch.graph.nodes, add: swapped})
    assert lines(sketch.project(), with_main(sketch.project(), graph)) == [
        "~ Subtract 'subtract' takes 2 tensors in another order"
    ]


def test_nested_objects_name_the_parameter_inside(digits):
    layer = layer_named(digits, "dense")
    one, two = (
        with_main(
            digits,
            edits.set_parameter(
                digits.main,
                layer,
                "kernel_initializer",
                {"class_name": "HeNormal", "config": {"seed": seed}},
            ),
        )
        for seed in (1, 2)
    )
    assert lines(one, two) == ["~ Dense 'dense': kernel_initializer.seed 1 → 2"]


def test_what_a_config_says_though_it_is_the_default_is_no_difference(digits):
    layer = digits.main.layers[layer_named(digits, "dense")]
    told = replace(layer, config={**layer.config, "use_bias": True})
    graph = replace(digits.main, layers={**digits.main.layers, layer.id: told})
    assert lines(digits, with_main(digits, graph)) == []


def test_a_size_for_all_axes_is_that_of_each(digits):
    layer = digits.main.layers[layer_named(digits, "conv2d")]
    for size, expected in (([3, 3], []), ([3, 5], ["kernel_size 3 → [3, 5]"])):
        told = replace(layer, config={**layer.config, "kernel_size": size})
        graph = replace(digits.main, layers={**digits.main.layers, layer.id: told})
        found = lines(digits, with_main(digits, graph))
        assert [line.partition(": ")[2] for line in found] == expected


def test_a_model_that_was_not_compiled_lacks_no_loss(digits):
    layer = digits.main.layers[layer_named(digits, "digit")]
    bare = replace(layer, config={}, name="output")
    graph = replace(digits.main, layers={**digits.main.layers, layer.id: bare})
    other = with_main(digits, graph)
    assert lines(digits, other, of_models=True) == []
    assert len(lines(digits, other)) == 2
    loss = replace(bare, config={"loss": "MeanSquaredError"})
    graph = replace(digits.main, layers={**digits.main.layers, layer.id: loss})
    found = lines(digits, with_main(digits, graph), of_models=True)
    assert found[0].startswith("~ Output 'output': loss SparseCategoricalCrossentropy")


def test_training_data_and_weights_come_after_the_model(digits):
    other = replace(
        digits,
        training=replace(
            digits.training,
            epochs=99,
            optimizer={"class_name": "Adam", "config": {"learning_rate": 0.5}},
        ),
        data=replace(digits.data, source=DataSource("csv", "mine.csv")),
        weights="mine.weights.npz",
    )
    found = lines(digits, other)
    assert found[0] == "~ data: digits → mine.csv"
    assert found[1] == "~ training: optimizer.learning_rate 0.001 → 0.5, epochs 20 → 99"
    assert found[2] == "~ weights file: none → 'mine.weights.npz'"
    assert lines(digits, other, of_models=True) == []


def test_places_are_one_line_at_the_end(digits):
    places = {id: (x + 500, y) for id, (x, y) in digits.main.positions.items()}
    graph = edits.move(digits.main, places)
    assert lines(digits, with_main(digits, graph)) == [
        f"~ drawing: {len(places)} nodes moved"
    ]


def test_changes_inside_a_submodel_name_it(digits):
    part = [node_named(digits, n) for n in ("conv2d", "conv2d_1")]
    folded, _ = make_submodel(digits, MAIN, part, "block")
    inner = next(g for g in folded.graphs.values() if g.id != MAIN)
    conv = next(x.id for x in inner.layers.values() if x.type == "Conv2D")
    graphs = {
        **folded.graphs,
        inner.id: edits.set_parameter(inner, conv, "filters", 7),
    }
    found = lines(folded, replace(folded, graphs=graphs))
    assert found == ["~ in 'block': Conv2D 'conv2d': filters 32 → 7"]
    assert any("submodel 'block'" in line for line in lines(digits, folded))
