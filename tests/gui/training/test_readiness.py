"""What must be put right before a run."""

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.document import edits
from kgraph.document.analysis import Problem
from kgraph.document.project import Data
from kgraph.gui.training.readiness import first_obstacle

ERROR = Problem(rule="r", message="Wrong.", node="n1")
WARNING = Problem(rule="w", message="Hm.", severity="warning")


@pytest.fixture(params=[t.name for t in templates.all_templates()])
def project(request):
    return templates.load(request.param)


def with_main(project, graph):
    return replace(project, graphs={**project.graphs, "main": graph})


def test_a_template_is_ready(project):
    assert first_obstacle(project, (WARNING,)) is None


def test_errors_come_first(project):
    bare = replace(project, data=Data())
    assert first_obstacle(bare, (WARNING, ERROR)) == ERROR


def test_data_is_needed(project):
    bare = replace(project, data=Data())
    assert first_obstacle(bare, ()).rule == "has-data"


def test_inputs_and_outputs_are_bound(project):
    data = replace(project.data, bindings={})
    obstacle = first_obstacle(replace(project, data=data), ())
    assert obstacle.rule == "data-bound"
    assert project.main.layer_of(obstacle.node).type == "Input"


def test_one_loss_is_needed(project):
    graph = project.main
    for node in graph.of_type("Output"):
        graph = edits.reset_parameter(graph, node.layer, "loss")
    obstacle = first_obstacle(with_main(project, graph), ())
    assert obstacle.rule == "has-loss"
    assert graph.layer_of(obstacle.node).type == "Output"


def test_a_placeholder_cannot_be_trained(project):
    graph = project.main
    ends = ("Input", "Output")
    layer = next(la for la in graph.layers.values() if la.type not in ends)
    gate = replace(layer, type="Gate", config={}, origin={"module": "mylib"})
    changed = replace(graph, layers={**graph.layers, layer.id: gate})
    found = first_obstacle(with_main(project, changed), ())
    assert found.rule == "known-operations"
    assert graph.nodes[found.node].layer == layer.id
