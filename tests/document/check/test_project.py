import pytest
from hypothesis import given
from msgspec.structs import replace
from strategies import projects, tangled_graphs

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.analysis import Problem
from kgraph.document.check import check
from kgraph.document.graph import Graph, Layer, Node, Port, Source
from kgraph.document.project import Binding, Data, Project, new_project

LOSS = {"class_name": "MeanSquaredError", "config": {}}


@pytest.fixture
def graph() -> Graph:
    """Input n1, Dense n2, Output n3: a model without a fault."""
    graph = new_project().main
    graph, _ = edits.add(graph, "Input", config={"shape": [4]})
    graph, _ = edits.add(graph, "Dense", config={"units": 8})
    graph, _ = edits.add(graph, "Output", config={"loss": LOSS})
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    return edits.connect(graph, Source("n2"), Port("n3", "inputs"))


def problems(graph: Graph, **others: Graph) -> dict[str, Problem]:
    """Rule to its problem; there must be one at most of each."""
    found = check(Project({"main": graph, **others}))
    rules = [p.rule for p in found]
    assert len(set(rules)) == len(rules), rules
    return dict(zip(rules, found, strict=True))


def only(graph: Graph, **others: Graph) -> Problem:
    found = problems(graph, **others)
    assert len(found) == 1, found
    return next(iter(found.values()))


def with_rule(rule: str, graph: Graph) -> list[Problem]:
    return [p for p in check(Project({"main": graph})) if p.rule == rule]


def with_layer(graph: Graph, layer: Layer) -> Graph:
    return replace(graph, layers={**graph.layers, layer.id: layer})


def with_node(graph: Graph, node: Node) -> Graph:
    return replace(graph, nodes={**graph.nodes, node.id: node})


def test_a_sound_drawing_has_no_problems(graph):
    assert problems(graph) == {}


@given(projects())
def test_any_project_is_checked_in_whole_sentences(project):
    for problem in check(project):
        assert problem.message.endswith((".", "?"))
        assert problem.graph in project.graphs
        assert (
            problem.node is None or problem.node in project.graphs[problem.graph].nodes
        )


@given(tangled_graphs())
def test_any_tangle_is_checked(graph):
    found = check(Project({"main": graph}))
    assert {"has-input", "has-output"} <= {p.rule for p in found}


def test_an_empty_drawing_lacks_both_ends():
    found = problems(new_project().main)
    assert {rule: p.severity for rule, p in found.items()} == {
        "has-input": "error",
        "has-output": "error",
    }


def test_members_of_a_cycle_are_named(graph):
    graph, add = edits.add(graph, "Add")
    graph = edits.connect(graph, Source("n2"), Port(add, "inputs"))
    looped = replace(graph.nodes["n2"], inputs={"inputs": (Source(add),)})
    found = problems(with_node(graph, looped))["no-cycles"]
    assert (
        found.message
        == "These nodes lie on a cycle: 'dense', 'add'. Take one of its edges away."
    )
    assert (found.node, found.severity) == ("n2", "error")


def test_a_missing_edge_is_an_error(graph):
    found = problems(edits.disconnect(graph, Port("n2", "inputs")))["required-ports"]
    assert (found.node, found.argument, found.severity) == ("n2", "inputs", "error")
    assert (found.expected, found.received) == ("a tensor", "nothing")
    assert (
        found.message
        == "'dense' needs a tensor at its port 'inputs'. Draw an edge to it."
    )


def test_a_many_port_needs_one_tensor_or_more(graph):
    graph, _ = edits.add(graph, "Add")
    assert problems(graph)["required-ports"].expected == "one tensor or more"


def test_a_constant_stands_for_a_tensor(graph):
    graph, id = edits.add(graph, "ops.multiply")
    graph = edits.connect(graph, Source("n2"), Port(id, "x1"))
    graph = edits.connect(graph, Source(id), Port("n3", "inputs"))
    assert only(graph).argument == "x2"
    assert problems(edits.set_constant(graph, id, "x2", 0.0)) == {}


def test_an_optional_port_may_stay_empty(graph):
    graph, id = edits.add(graph, "LSTM", config={"units": 3})
    graph = edits.connect(graph, Source("n1"), Port(id, "sequences"))
    graph = edits.connect(graph, Source(id), Port("n3", "inputs"))
    assert set(problems(graph)) == {"unused"}


def test_what_leads_nowhere_is_a_warning_where_it_ends(graph):
    graph, first = edits.add(graph, "Dense")
    graph, last = edits.add(graph, "Dense", config={"units": "many"})
    graph = edits.connect(graph, Source(first), Port(last, "inputs"))
    found = problems(graph)
    assert found["unused"].node == last
    assert found["required-ports"].node == first
    assert found["required-parameters"].node == first
    assert found["parameter-kinds"].node == last
    assert {p.severity for p in found.values()} == {"warning"}


def test_an_input_that_is_not_used_is_a_warning(graph):
    graph, id = edits.add(graph, "Input", config={"shape": [1]})
    assert (only(graph).rule, only(graph).node) == ("unused", id)
    assert only(graph).severity == "warning"


def test_an_operation_that_is_not_known_is_an_error_with_a_hint(graph):
    found = only(with_layer(graph, Layer("l2", "Dens", "dense")))
    assert (found.rule, found.node, found.severity) == (
        "known-operations",
        "n2",
        "error",
    )
    assert found.received == "'Dens'"
    assert found.message.endswith("Did you mean 'Dense'?")
    assert (
        "Did you"
        not in only(with_layer(graph, Layer("l2", "Qqqqqqq", "dense"))).message
    )


def test_a_port_that_is_not_there(graph):
    node = replace(
        graph.nodes["n2"], inputs={"inputs": (Source("n1"),), "x": (Source("n1"),)}
    )
    found = only(with_node(graph, node))
    assert (found.rule, found.argument) == ("known-ports", "x")
    assert (found.expected, found.received) == ("'inputs'", "'x'")


def test_two_edges_at_a_port_that_takes_one(graph):
    node = replace(graph.nodes["n2"], inputs={"inputs": (Source("n1"), Source("n1"))})
    found = only(with_node(graph, node))
    assert (found.rule, found.index, found.received) == ("single-ports", 1, "2 edges")


@pytest.mark.parametrize(
    ("source", "expected", "received"),
    [
        (Source("n1", 1), "an output from 0 to 0", "1"),
        (Source("n1", -1), "an output from 0 to 0", "-1"),
        (Source("n9"), "a node", "'n9'"),
        (Source("n3"), "a tensor", "none"),
    ],
)
def test_an_edge_from_what_is_not_there(graph, source, expected, received):
    node = replace(graph.nodes["n2"], inputs={"inputs": (source,)})
    found = problems(with_node(graph, node))["known-sources"]
    assert (found.node, found.argument) == ("n2", "inputs")
    assert (found.expected, found.received) == (expected, received)


def test_a_node_whose_layer_is_missing(graph):
    found = problems(with_node(graph, Node("n2", "l9", {"inputs": (Source("n1"),)})))
    assert found["known-layers"].node == "n2"
    assert found["known-sources"].node == "n3"


@pytest.mark.parametrize("value", [None, "nothing"])
def test_a_parameter_that_must_be_given(graph, value):
    config = {} if value else {"units": None}
    found = only(with_layer(graph, Layer("l2", "Dense", "dense", config)))
    assert (found.rule, found.node, found.severity) == (
        "required-parameters",
        "n2",
        "error",
    )
    assert "'units'" in found.message


def test_a_parameter_that_is_not_known_is_a_warning(graph):
    found = only(edits.set_parameter(graph, "l2", "unit", 3))
    assert (found.rule, found.severity, found.received) == (
        "known-parameters",
        "warning",
        "'unit'",
    )


WRONG = [
    ("Dense", "units", "8"),
    ("Dense", "units", 8.5),
    ("Dense", "units", True),
    ("Dense", "use_bias", "yes"),
    ("Dense", "use_bias", [1]),
    ("Dense", "activation", 3),
    ("Dense", "kernel_initializer", 0.5),
    ("Dropout", "rate", "half"),
    ("Conv2D", "padding", "sam"),
    ("Conv2D", "kernel_size", "3x3"),
    ("Conv2D", "kernel_size", [3, 0.5]),
    ("TimeDistributed", "layer", 3),
    ("EinsumDense", "equation", 3),
]
RIGHT = [
    ("Dense", "units", 8),
    ("Dense", "use_bias", 1),
    ("Dense", "activation", "relu"),
    ("Dense", "kernel_regularizer", {"class_name": "L2", "config": {}}),
    (
        "Dense",
        "dtype",
        {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}},
    ),
    ("Dropout", "rate", 0.5),
    ("Dropout", "rate", 0),
    ("Conv2D", "padding", "same"),
    ("Conv2D", "kernel_size", 3),
    ("Conv2D", "kernel_size", [3, 5]),
    ("ZeroPadding2D", "padding", [[1, 1], [2, 2]]),
    ("Reshape", "target_shape", [-1, None]),
    ("RandomRotation", "factor", [-0.2, 0.3]),
    ("LSTM", "use_cudnn", True),
]


@pytest.mark.parametrize(("type", "name", "value"), WRONG)
def test_a_value_of_the_wrong_kind(graph, type, name, value):
    layer = Layer("l2", type, "dense", {name: value})
    (found,) = with_rule("parameter-kinds", with_layer(graph, layer))
    assert (found.node, found.received, found.severity) == ("n2", repr(value), "error")
    assert f"{name!r} of 'dense' must be {found.expected}." in found.message


@pytest.mark.parametrize(("type", "name", "value"), RIGHT)
def test_a_value_of_the_right_kind(graph, type, name, value):
    layer = Layer("l2", type, "dense", {name: value})
    assert not with_rule("parameter-kinds", with_layer(graph, layer))


def test_no_default_is_of_the_wrong_kind(graph):
    for spec in catalog.load().all("layer", "op"):
        config = {p.name: p.default for p in spec.parameters}
        new = with_layer(graph, Layer("l2", spec.name, "dense", config))
        assert not with_rule("parameter-kinds", new)
        assert not with_rule("known-parameters", new)


@pytest.mark.parametrize("name", ["", "a/b", "a\0b", "a\nb"])
def test_a_name_that_keras_refuses(graph, name):
    layer = replace(graph.layers["l2"], name=name)
    found = only(with_layer(graph, layer))
    assert (found.rule, found.severity) == ("legal-names", "error")


@pytest.mark.parametrize("name", ["a/b", "a\0b"])
def test_a_model_has_a_name_that_keras_takes_or_none(graph, name):
    assert only(replace(graph, name=name)).rule == "legal-names"
    assert not problems(replace(graph, name=""))


@pytest.mark.parametrize("name", ["Left half", "größe", "a\\b"])
@pytest.mark.parametrize("layer", ["l2", "l3"])
def test_a_name_that_tensorflow_refuses_is_a_warning(graph, name, layer):
    found = only(with_layer(graph, replace(graph.layers[layer], name=name)))
    assert (found.rule, found.severity) == ("trainable-names", "warning")
    assert repr(name) in found.message


@pytest.mark.parametrize(("name", "count"), [("My model", 1), ("_m", 1), ("m-1", 0)])
def test_a_model_name_that_tensorflow_refuses_is_a_warning(graph, name, count):
    found = problems(replace(graph, name=name))
    assert list(found) == ["trainable-names"] * count


def test_what_tensorflow_never_names_has_any_name(graph):
    assert not problems(with_layer(graph, replace(graph.layers["l1"], name="ü b")))


def test_a_name_that_is_another_layers(graph):
    layer = replace(graph.layers["l2"], name="input")
    found = only(with_layer(graph, layer))
    assert (found.rule, found.node, found.severity) == ("unique-names", "n2", "error")


def test_an_output_without_a_loss_is_a_warning(graph):
    found = only(edits.reset_parameter(graph, "l3", "loss"))
    assert (found.rule, found.node, found.severity) == ("has-loss", "n3", "warning")


@pytest.mark.parametrize("id", ["l1", "l3"])
def test_an_input_or_output_is_placed_once(graph, id):
    found = problems(edits.call(graph, id)[0])
    assert found["single-calls"].node == "n4"


@pytest.mark.parametrize(("id", "count"), [("l1", 0), ("l3", 0), ("l2", 1), ("l9", 1)])
def test_columns_are_bound_to_inputs_and_outputs(graph, id, count):
    data = Data(bindings={id: Binding(("x",))})
    found = check(Project({"main": graph}, data))
    assert [(p.rule, p.severity) for p in found] == [
        ("known-bindings", "warning")
    ] * count


class TestSubmodels:
    """A layer whose type is a graph of the project."""

    @pytest.fixture
    def outer(self, graph) -> Graph:
        """The graph with an encoder, whose one Input is named `image`, before n3."""
        graph, id = edits.add(graph, "graph:encoder")
        graph = edits.connect(graph, Source("n2"), Port(id, "image"))
        return edits.connect(graph, Source(id), Port("n3", "inputs"))

    @pytest.fixture
    def encoder(self, graph) -> Graph:
        graph = edits.reset_parameter(edits.rename(graph, "l1", "image"), "l3", "loss")
        return replace(graph, id="encoder", name="encoder")

    def test_a_submodel_has_no_problem(self, outer, encoder):
        assert problems(outer, encoder=encoder) == {}

    def test_its_graph_must_be_there(self, outer):
        found = only(outer)
        assert (found.rule, found.node, found.received) == (
            "known-submodels",
            "n4",
            "'encoder'",
        )

    def test_its_ports_are_its_inputs(self, outer, encoder):
        found = problems(outer, encoder=edits.rename(encoder, "l1", "picture"))
        assert found["known-ports"].expected == "'picture'"
        assert found["required-ports"].argument == "picture"

    def test_keras_calls_it_with_all_its_inputs_also_with_an_optional_one(
        self, outer, encoder
    ):
        optional = edits.set_parameter(encoder, "l1", "optional", True)
        assert problems(outer, encoder=optional) == {}
        empty = edits.disconnect(outer, Port("n4", "image"))
        assert "required-ports" in problems(empty, encoder=optional)

    def test_its_outputs_are_counted(self, outer, encoder):
        outer = edits.connect(outer, Source("n4", 1), Port("n3", "inputs"))
        assert only(outer, encoder=encoder).rule == "known-sources"
        encoder, id = edits.add(encoder, "Output")
        encoder = edits.connect(encoder, Source("n2"), Port(id, "inputs"))
        assert problems(outer, encoder=encoder) == {}

    def test_a_fault_inside_is_an_error_of_its_graph(self, outer, encoder):
        found = only(outer, encoder=edits.reset_parameter(encoder, "l2", "units"))
        assert (found.graph, found.node, found.severity) == ("encoder", "n2", "error")

    def test_a_graph_that_nothing_calls_is_at_worst_a_warning(self, graph, encoder):
        found = only(graph, encoder=edits.reset_parameter(encoder, "l2", "units"))
        assert (found.graph, found.severity) == ("encoder", "warning")

    def test_graphs_do_not_contain_each_other(self, outer, encoder):
        encoder, _ = edits.add(encoder, "graph:main")
        found = [
            p
            for p in check(Project({"main": outer, "encoder": encoder}))
            if p.rule == "no-recursion"
        ]
        assert [p.graph for p in found] == ["encoder", "main"]
        assert all("'encoder', 'model'" in p.message for p in found)
        assert all(p.severity == "error" for p in found)

    def test_graphs_may_be_nested_deeply(self, outer):
        part = edits.add(new_project().main, "graph:part")[0]
        others = {
            f"g{i}": replace(
                part, id=f"g{i}", layers={"l1": Layer("l1", f"graph:g{i + 1}", "x")}
            )
            for i in range(2_000)
        }
        assert not any(
            p.rule == "no-recursion" for p in check(Project({"main": outer, **others}))
        )
