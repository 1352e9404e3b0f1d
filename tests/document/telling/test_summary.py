"""The difference of two projects in words."""

import pytest
from hypothesis import given
from msgspec.structs import replace
from strategies import projects, unhurried

from kgraph.document import edits
from kgraph.document.graph import Frame, Graph, Port, Source
from kgraph.document.project import MAIN, Binding, DataSource, Project
from kgraph.document.telling.summary import LIMIT, summary
from kgraph.document.values import is_identical


@pytest.fixture
def project() -> Project:
    graph = Graph(MAIN, "model")
    graph, _ = edits.add(graph, "Input")
    graph, _ = edits.add(graph, "Dense", name="fc", config={"units": 10})
    graph, _ = edits.add(graph, "Output")
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    graph = edits.connect(graph, Source("n2"), Port("n3", "inputs"))
    return Project({MAIN: graph})


def edited(project, edit):
    return replace(project, graphs={**project.graphs, MAIN: edit(project.main)})


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda g: edits.set_parameter(g, "l2", "units", 20), "Dense 'fc': units 10 → 20"),
        (
            lambda g: edits.set_parameter(g, "l2", "use_bias", False),
            "Dense 'fc': use_bias true → false",
        ),
        (lambda g: edits.rename(g, "l2", "head"), "'fc' renamed to 'head'"),
        (lambda g: edits.rename_graph(g, "net"), "model 'model' renamed to 'net'"),
        (lambda g: edits.add(g, "Dropout", name="d")[0], "Dropout 'd' added"),
        (lambda g: edits.delete(g, ["n2"]), "Dense 'fc' removed"),
        (lambda g: edits.disconnect(g, Port("n2", "inputs")), "1 edge removed"),
        (lambda g: edits.move(g, {"n1": (7.0, 7.0)}), "1 node moved"),
        (
            lambda g: edits.set_constant(g, "n2", "training", False),
            "Dense 'fc': training none → false",
        ),
        (
            lambda g: replace(g, frames={"f9": Frame("f9", "Head", 0, 0, 9, 9)}),
            "1 frame added",
        ),
        (
            lambda g: replace(g, nodes=dict(reversed(g.nodes.items()))),
            "nodes put into another order",
        ),
    ],
)  # fmt: skip
def test_each_change_of_a_graph_has_its_words(project, edit, words):
    assert summary(project, edited(project, edit)) == (words,)


def test_many_nodes_are_counted(project):
    def add_three(graph):
        for _ in range(3):
            graph, _ = edits.add(graph, "Dropout")
        return graph

    assert summary(project, edited(project, add_three)) == ("3 nodes added",)


def test_data_and_training_are_told(project):
    data = replace(
        project.data,
        source=DataSource("csv", "wine.csv"),
        bindings={"l1": Binding(("a", "b"), "standard")},
        split=replace(project.data.split, validation=0.2),
    )
    new = replace(project, data=data, training=replace(project.training, epochs=50))
    assert summary(project, new) == (
        "data: none → wine.csv",
        "columns of 'input': none → a, b, standard",
        "split: validation 0.15 → 0.2",
        "training: epochs 10 → 50",
    )


def test_submodels_are_told_by_name(project):
    part, _ = edits.add(Graph("part", "encoder"), "Dense")
    new = replace(project, graphs={**project.graphs, "part": part})
    assert summary(project, new) == ("submodel 'encoder' added",)
    assert summary(new, project) == ("submodel 'encoder' removed",)
    changed = edits.set_parameter(part, "l1", "units", 3)
    newer = replace(new, graphs={**new.graphs, "part": changed})
    assert summary(new, newer) == ("in 'encoder', Dense 'dense': units none → 3",)


@unhurried
@given(projects(), projects())
def test_a_summary_is_short_and_empty_only_if_nothing_differs(old, new):
    facts = summary(old, new)
    assert len(facts) <= LIMIT
    assert all(facts)
    assert (facts == ()) == is_identical(old, new)


@given(projects())
def test_the_same_project_has_no_difference(project):
    assert summary(project, project) == ()
