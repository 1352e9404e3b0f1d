import pytest
from hypothesis import given
from strategies import edit_sequences, graphs

from kgraph.document import edits
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.order import sort


@pytest.fixture
def graph() -> Graph:
    """Input n1 and the Denses n2 and n3; n1 leads to n2."""
    graph = Graph("main", "model")
    graph, _ = edits.add(graph, "Input", config={"shape": [4]})
    graph, _ = edits.add(graph, "Dense", (10, 20), config={"units": 8})
    graph, _ = edits.add(graph, "Dense")
    return edits.connect(graph, Source("n1"), Port("n2", "inputs"))


def with_add(graph: Graph) -> Graph:
    """With the Add n4 of n1, n2 and n3."""
    graph, add = edits.add(graph, "Add")
    for index, source in enumerate(("n1", "n2", "n3")):
        graph = edits.connect(graph, Source(source), Port(add, "inputs", index))
    return graph


def inputs(graph: Graph, node: str, argument: str = "inputs") -> list[str]:
    return [source.node for source in graph.nodes[node].inputs.get(argument, ())]


@given(graphs(), edit_sequences())
def test_no_edit_changes_a_value_in_place_or_leaves_what_cannot_be(graph, sequence):
    for edit in sequence:
        before = (str(graph), str(list(graph.nodes)))
        new = edit.apply(graph)
        assert (str(graph), str(list(graph.nodes))) == before
        graph = new
        names = [layer.name for layer in graph.layers.values()]
        assert len(set(names)) == len(names)
        assert graph.positions.keys() == graph.nodes.keys()
        assert {node.layer for node in graph.nodes.values()} == graph.layers.keys()
        assert all(e.source.node in graph.nodes for e in graph.edges())
        assert not sort(graph).cycle
        assert all(int(id[1:]) < graph.next_id for id in (*graph.nodes, *graph.layers))


def test_add_places_a_layer_and_a_call_of_it(graph):
    new, id = edits.add(graph, "Conv2D", (1, 2), config={"filters": 4})
    assert (id, new.layer_of(id).name) == ("n4", "conv2d")
    assert new.layer_of(id).config == {"filters": 4}
    assert new.positions[id] == (1.0, 2.0)
    assert id not in graph.nodes


def test_names_are_made_unique(graph):
    assert [layer.name for layer in graph.layers.values()] == [
        "input",
        "dense",
        "dense_1",
    ]
    named, id = edits.add(graph, "Dense", name="input")
    assert named.layer_of(id).name == "input_1"


def test_ids_are_never_given_twice(graph):
    new, id = edits.add(edits.delete(graph, ["n3"]), "Dense")
    assert id == "n4"
    assert new.layer_of(id).id == "l4"


def test_tuples_are_stored_as_json_gives_them_back(graph):
    new, id = edits.add(
        graph, "Conv2D", config={"kernel_size": (3, 3)}, constants={"a": ()}
    )
    assert new.layer_of(id).config == {"kernel_size": [3, 3]}
    assert new.nodes[id].constants == {"a": []}
    new = edits.set_parameter(new, "l4", "strides", (2, 2))
    assert new.layers["l4"].config["strides"] == [2, 2]


def test_call_shares_the_layer(graph):
    graph, id = edits.call(graph, "l2", (5, 5))
    assert graph.layer_of(id) is graph.layers["l2"]
    assert graph.calls["l2"] == ("n2", id)


def test_make_independent_gives_a_layer_of_its_own(graph):
    shared, id = edits.call(graph, "l2")
    graph = edits.make_independent(shared, id)
    assert graph.layer_of(id).name == "dense_2"
    assert graph.layer_of(id).config == {"units": 8}
    assert graph.layer_of("n2").name == "dense"
    assert edits.make_independent(graph, id) is graph
    graph, last = edits.add(graph, "Dense")
    assert last not in shared.nodes
    assert len({layer.id for layer in graph.layers.values()}) == 5


def test_connect_replaces_the_edge_at_a_port_that_takes_one(graph):
    for index in (0, 1, 7):
        new = edits.connect(graph, Source("n3"), Port("n2", "inputs", index))
        assert inputs(new, "n2") == ["n3"]


def test_connect_fills_the_places_of_a_many_port(graph):
    graph = with_add(graph)
    assert inputs(graph, "n4") == ["n1", "n2", "n3"]
    new = edits.connect(graph, Source("n2"), Port("n4", "inputs", 0))
    assert inputs(new, "n4") == ["n2", "n2", "n3"]
    new = edits.connect(graph, Source("n2"), Port("n4", "inputs", 9))
    assert inputs(new, "n4") == ["n1", "n2", "n3", "n2"]


def test_connect_keeps_the_order_of_the_arguments(graph):
    graph, id = edits.add(
        graph, "MultiHeadAttention", config={"num_heads": 1, "key_dim": 1}
    )
    for argument in ("query", "value"):
        graph = edits.connect(graph, Source("n1"), Port(id, argument))
    graph = edits.connect(graph, Source("n2"), Port(id, "query"))
    assert list(graph.nodes[id].inputs) == ["query", "value"]


def test_connect_refuses_a_cycle_and_names_both_ends(graph):
    graph = edits.connect(graph, Source("n2"), Port("n3", "inputs"))
    with pytest.raises(CycleError, match=r"'dense' already leads to 'dense_1'"):
        edits.connect(graph, Source("n3"), Port("n2", "inputs"))
    with pytest.raises(CycleError):
        edits.connect(graph, Source("n2"), Port("n2", "inputs"))


def test_an_edge_takes_the_place_of_a_constant(graph):
    graph, id = edits.add(graph, "ops.multiply", constants={"x2": 2.0, "z": 1})
    graph = edits.connect(graph, Source("n1"), Port(id, "x2"))
    assert graph.nodes[id].constants == {"z": 1}
    with pytest.raises(EditError, match="'x2' of 'multiply' is given a tensor"):
        edits.set_constant(graph, id, "x2", 3.0)


def test_disconnect_moves_later_edges_up(graph):
    graph = with_add(graph)
    assert inputs(edits.disconnect(graph, Port("n4", "inputs", 1)), "n4") == [
        "n1",
        "n3",
    ]
    new = edits.disconnect(graph, Port("n2", "inputs"))
    assert new.nodes["n2"].inputs == {}


@pytest.mark.parametrize(
    "port", [Port("n4", "inputs", 3), Port("n4", "inputs", -1), Port("n4", "x")]
)
def test_there_is_nothing_to_disconnect(graph, port):
    graph = with_add(graph)
    assert edits.disconnect(graph, port) is graph


def test_delete_takes_edges_and_uncalled_layers_along(graph):
    graph, again = edits.call(with_add(graph), "l3")
    graph = edits.delete(graph, ["n2", "n3"])
    assert list(graph.nodes) == ["n1", "n4", again]
    assert list(graph.layers) == ["l1", "l3", "l4"]
    assert list(graph.positions) == ["n1", "n4", again]
    assert inputs(graph, "n4") == ["n1"]


def test_delete_keeps_untouched_nodes_themselves(graph):
    new = edits.delete(graph, ["n3"])
    assert new.nodes["n2"] is graph.nodes["n2"]


def test_move(graph):
    new = edits.move(graph, {"n1": (3, 4), "n2": (5, 6)})
    assert new.positions == {"n1": (3.0, 4.0), "n2": (5.0, 6.0), "n3": (0.0, 0.0)}
    assert new.nodes is graph.nodes


def test_rename(graph):
    assert edits.rename(graph, "l2", "hidden").layers["l2"].name == "hidden"


@pytest.mark.parametrize("name", ["", "a/b", "dense_1", "\ud800", "a\nb"])
def test_a_name_that_cannot_be_is_refused(graph, name):
    with pytest.raises(EditError):
        edits.rename(graph, "l2", name)


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_layer_is_not_added_with_a_name_that_cannot_be(graph, name):
    if name:
        with pytest.raises(EditError, match="'/'"):
            edits.add(graph, "Dense", name=name)
    else:
        assert edits.add(graph, "Dense", name=name)[0].layers["l4"].name == "dense_2"


def test_the_default_of_a_parameter_is_not_stored(graph):
    off = edits.set_parameter(graph, "l2", "use_bias", False)
    assert off.layers["l2"].config == {"units": 8, "use_bias": False}
    on = edits.set_parameter(off, "l2", "use_bias", True)
    assert on.layers["l2"].config == {"units": 8}
    assert edits.reset_parameter(off, "l2", "use_bias") == graph


def test_one_is_not_true(graph):
    one = edits.set_parameter(graph, "l2", "use_bias", 1)
    assert one.layers["l2"].config["use_bias"] == 1
    new = edits.set_parameter(graph, "l2", "units", True)
    assert new.layers["l2"].config["units"] is True
    assert (
        edits.set_parameter(new, "l2", "units", 1).layers["l2"].config["units"]
        is not True
    )


def test_parameters_of_an_operation_that_is_not_known_are_kept(graph):
    graph, id = edits.add(graph, "Quux")
    graph = edits.set_parameter(graph, graph.layer_of(id).id, "any", None)
    assert graph.layer_of(id).config == {"any": None}


def test_set_constant(graph):
    new = edits.set_constant(graph, "n2", "training", False)
    assert new.nodes["n2"].constants == {"training": False}
    assert new.nodes["n2"].inputs == graph.nodes["n2"].inputs
    zero = edits.set_constant(new, "n2", "training", 0)
    assert zero.nodes["n2"].constants["training"] is not False
    assert edits.set_constant(new, "n2", "training", None) == graph


@pytest.mark.parametrize(
    "edit",
    [
        lambda g: edits.connect(g, Source("n1"), Port("n2", "inputs")),
        lambda g: edits.disconnect(g, Port("n3", "inputs")),
        lambda g: edits.delete(g, []),
        lambda g: edits.move(g, {"n2": (10, 20)}),
        lambda g: edits.rename(g, "l2", "dense"),
        lambda g: edits.set_parameter(g, "l2", "units", 8),
        lambda g: edits.reset_parameter(g, "l2", "activation"),
        lambda g: edits.set_constant(g, "n2", "training", None),
        lambda g: edits.make_independent(g, "n2"),
    ],
)
def test_an_edit_that_changes_nothing_returns_the_graph_itself(graph, edit):
    assert edit(graph) is graph


@pytest.mark.parametrize(
    "edit",
    [
        lambda g: edits.call(g, "l9"),
        lambda g: edits.make_independent(g, "n9"),
        lambda g: edits.connect(g, Source("n9"), Port("n1", "inputs")),
        lambda g: edits.connect(g, Source("n1"), Port("n9", "inputs")),
        lambda g: edits.connect(g, Source("n1", -1), Port("n2", "inputs")),
        lambda g: edits.connect(g, Source("n1"), Port("n2", "inputs", -1)),
        lambda g: edits.disconnect(g, Port("n9", "inputs")),
        lambda g: edits.delete(g, ["n1", "n9"]),
        lambda g: edits.move(g, {"n9": (0, 0)}),
        lambda g: edits.move(g, {"n1": (0, float("nan"))}),
        lambda g: edits.add(g, "Dense", (0, float("inf"))),
        lambda g: edits.add(g, "Dense", config={"units": float("nan")}),
        lambda g: edits.rename(g, "l9", "name"),
        lambda g: edits.set_parameter(g, "l9", "units", 1),
        lambda g: edits.set_parameter(g, "l2", "units", object()),
        lambda g: edits.reset_parameter(g, "l9", "units"),
        lambda g: edits.set_constant(g, "n9", "training", True),
        lambda g: edits.set_constant(g, "n2", "training", {1: 2}),
    ],
)
def test_an_edit_of_what_is_not_there_or_cannot_be_says_what_it_received(graph, edit):
    with pytest.raises(EditError, match="Received: "):
        edit(graph)


def test_an_index_that_was_built_does_not_outlive_its_graph(graph):
    assert graph.calls["l2"] == ("n2",)
    assert "n1" in graph.targets
    new, id = edits.call(graph, "l2")
    assert new.calls["l2"] == ("n2", id)
    assert "n1" not in edits.disconnect(graph, Port("n2", "inputs")).targets


def test_nodes_are_collapsed_and_expanded():
    graph, a = edits.add(Graph("main", "model"), "Dense")
    graph, b = edits.add(graph, "Dense")
    both = edits.collapse(graph, [a, b])
    assert both.collapsed == {a, b}
    assert edits.collapse(both, [a]) is both
    assert edits.collapse(both, [a], is_collapsed=False).collapsed == {b}
    assert edits.delete(both, [a]).collapsed == {b}
    with pytest.raises(EditError, match="'n9'"):
        edits.collapse(graph, ["n9"])
