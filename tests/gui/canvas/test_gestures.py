"""What gestures do to a graph, without a window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.errors import CycleError
from kgraph.document.graph import Edge, Port, Source
from kgraph.document.project import new_project
from kgraph.gui.canvas import gestures

PROJECT = new_project()


def sources(graph, node):
    return [s.node for s in graph.nodes[node].inputs.get("inputs", ())]


@pytest.fixture
def merged(placed):
    graph, ids = placed("Input", "Input", "Input", "Add")
    for index, source in enumerate(ids[:3]):
        graph = edits.connect(graph, Source(source), Port(ids[3], "inputs", index))
    return graph, ids


@given(st.integers(0, 2), st.integers(0, 3))
def test_moving_an_edge_within_a_many_port_loses_none(merge, old, new):
    graph, (a, b, c, d) = merge
    picked_up = Edge(Source((a, b, c)[old]), Port(d, "inputs", old))
    after = gestures.draw(graph, picked_up.source, Port(d, "inputs", new), picked_up)
    assert sorted(sources(after, d)) == sorted([a, b, c])
    assert sources(after, d)[min(new, 2)] == picked_up.source.node


@pytest.fixture(scope="module")
def merge():
    graph, ids = PROJECT.main, []
    for type in ("Input", "Input", "Input", "Add"):
        graph, id = edits.add(graph, type)
        ids.append(id)
    for index, source in enumerate(ids[:3]):
        graph = edits.connect(graph, Source(source), Port(ids[3], "inputs", index))
    return graph, ids


def test_a_cycle_is_refused_and_the_picked_up_edge_stays(chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    picked_up = Edge(Source(b), Port(c, "inputs"))
    with pytest.raises(CycleError):
        gestures.draw(graph, Source(b), Port(b, "inputs"), picked_up)
    assert sources(graph, c) == [b]
    assert sources(graph, b) == [a]


def test_several_places_are_taken_away_at_once(merged):
    graph, (a, b, c, d) = merged
    targets = [Port(d, "inputs", 0), Port(d, "inputs", 2)]
    assert sources(gestures.take_away(graph, [], targets), d) == [b]
    after = gestures.take_away(graph, [a], targets)
    assert a not in after.nodes
    assert c in after.nodes


def test_what_has_no_inputs_is_placed_without_an_edge(placed):
    graph, (a,) = placed("Dense")
    graph, new = gestures.place(PROJECT, graph, "Input", (0, 0), sources=[Source(a)])
    assert graph.nodes[new].inputs == {}


def test_an_output_cannot_be_put_into_an_edge_but_is_placed(chained):
    graph, (a, b) = chained("Input", "Dense")
    edge = Edge(Source(a), Port(b, "inputs"))
    graph, new = gestures.place(PROJECT, graph, "Output", (0, 0), into=edge)
    assert sources(graph, b) == [a]
    assert sources(graph, new) == [a]


def test_an_input_dropped_on_an_edge_takes_no_place_from_it(chained):
    graph, (a, b) = chained("Input", "Dense")
    edge = Edge(Source(a), Port(b, "inputs"))
    graph, _ = gestures.place(PROJECT, graph, "Input", (0, 0), into=edge)
    assert sources(graph, b) == [a]


def test_a_submodels_layer_is_named_after_its_graph(placed):
    inner = replace(placed("Input")[0], id="g2", name="encoder")
    project = replace(PROJECT, graphs={**PROJECT.graphs, "g2": inner})
    graph, new = gestures.place(project, project.main, "graph:g2", (0, 0))
    assert graph.layer_of(new).name == "encoder"
