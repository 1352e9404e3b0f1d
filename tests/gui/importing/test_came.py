"""What came with a model is counted, and found again."""

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.project import MAIN, Project, new_project
from kgraph.document.reports import Finding, Report
from kgraph.gui.importing.came import came, place_of, remarks


def with_layer(project, type, **more):
    def add(graph):
        graph, node = edits.add(graph, type, (0.0, 0.0))
        layer = graph.layer_of(node)
        changed = replace(layer, **more)
        return replace(graph, layers={**graph.layers, layer.id: changed})

    return replace(project, graphs={MAIN: add(project.main)})


def test_layers_and_weights_are_counted():
    project = with_layer(new_project(), "Dense", weights="dense")
    assert came(project) == [
        "1 layer.",
        "No trained weights: training begins with new ones.",
    ]
    assert came(replace(project, weights="w.npz"))[1] == "Trained weights of 1 layer."


def test_placeholders_and_submodels_are_counted():
    graph = Graph(
        MAIN,
        "model",
        layers={
            "l1": Layer("l1", "Swish2", "swish"),
            "l2": Layer("l2", "graph:g1", "encoder"),
        },
    )
    said = came(Project({MAIN: graph, "g1": Graph("g1", "encoder")}))
    assert said[0] == "2 layers, 1 submodel among them."
    assert said[2].startswith("1 placeholder for a layer whose class is not here")


def test_how_much_came_is_no_remark():
    count, lost = Finding("3 layers; no weights."), Finding("Lost.", "dense")
    assert remarks(Report()) == ()
    assert remarks(Report((count,))) == ()
    assert remarks(Report((count, lost))) == (lost,)
    assert remarks(Report((lost,))) == (lost,)


def test_a_finding_is_found_by_name_and_by_path():
    inner = Graph(
        "g1",
        "encoder",
        layers={"l1": Layer("l1", "Dense", "dense")},
        nodes={"n1": Node("n1", "l1")},
    )
    outer = Graph(
        MAIN,
        "model",
        layers={"l1": Layer("l1", "graph:g1", "encoder")},
        nodes={"n7": Node("n7", "l1")},
    )
    project = Project({MAIN: outer, "g1": inner})
    assert place_of(project, "encoder/dense") == ("g1", "n1")
    assert place_of(project, "dense") == ("g1", "n1")
    assert place_of(project, "encoder") == (MAIN, "n7")
    assert place_of(project, "encoder/gone") == (MAIN, "n7")
    assert place_of(project, "nowhere") is None
