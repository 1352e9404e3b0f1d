"""A selection becomes a graph of its own and one call of it."""

import pytest
from msgspec.structs import replace
from sketch import Sketch, with_main

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.arranging import annotations
from kgraph.document.check import check
from kgraph.document.errors import EditError
from kgraph.document.graph import Source
from kgraph.document.project import Binding, Data
from kgraph.document.submodels import inline, make_submodel


def names(graph, type):
    return [graph.layers[n.layer].name for n in graph.of_type(type)]


def ids(sketch, *names):
    return [sketch.id_of(name) for name in names]


def test_the_part_becomes_a_graph_and_the_rest_calls_it(sketch, project):
    chosen = ids(sketch, "first", "second", "added")
    new, call = make_submodel(project, "main", chosen, "block")
    inner, outer = new.graphs["g1"], new.main
    assert inner.name == outer.layer_of(call).name == "block"
    assert outer.layer_of(call).type == "graph:g1"
    assert (names(inner, "Input"), names(inner, "Output")) == (["image"], ["output"])
    assert outer.nodes[call].inputs == {"image": (Source("n1"),)}
    assert outer.nodes[sketch.id_of("both")].inputs["inputs"] == (
        Source(sketch.id_of("extra")),
        Source(call),
    )
    assert not set(chosen) & set(outer.nodes)
    assert names(outer, "Input") == ["image", "extra"]
    assert {p.severity for p in check(new)} == {"warning"}  # no loss is chosen yet


def test_nodes_keep_their_layers_and_their_places(sketch, project):
    chosen = ids(sketch, "first", "second", "added")
    places = {id: (10.0 * at, 100.0 * at) for at, id in enumerate(chosen)}
    project = with_main(project, edits.move(project.main, places))
    new, call = make_submodel(project, "main", chosen)
    inner = new.graphs["g1"]
    assert {id: inner.positions[id] for id in chosen} == places
    assert [inner.layer_of(id) for id in chosen] == [
        project.main.layer_of(id) for id in chosen
    ]
    assert new.main.positions[call] == (10.0, 100.0)
    (entry,), (end,) = inner.of_type("Input"), inner.of_type("Output")
    assert inner.positions[entry.id][1] < 0.0 < 200.0 < inner.positions[end.id][1]


def test_a_tensor_used_twice_is_one_input_and_one_output(sketch, project):
    new, call = make_submodel(project, "main", ids(sketch, "second", "added"))
    assert new.main.nodes[call].inputs == {"first": (Source(sketch.id_of("first")),)}
    new, call = make_submodel(project, "main", ids(sketch, "first"))
    assert names(new.graphs["g1"], "Output") == ["output"]
    assert new.main.nodes[sketch.id_of("added")].inputs["inputs"] == (
        Source(sketch.id_of("second")),
        Source(call),
    )


def test_several_outputs_are_told_apart_and_numbered(sketch, project):
    first, second = ids(sketch, "first", "second")
    new, call = make_submodel(project, "main", [second, first])
    assert names(new.graphs["g1"], "Output") == ["first_output", "second_output"]
    assert new.main.nodes[sketch.id_of("added")].inputs["inputs"] == (
        Source(call, 1),
        Source(call, 0),
    )


def test_what_comes_from_a_submodel_is_called_as_its_output(sketch, project):
    chosen = ids(sketch, "first", "second")
    project, _ = make_submodel(project, "main", chosen, "block")
    project, _ = make_submodel(project, "main", ids(sketch, "added"))
    assert names(project.graphs["g2"], "Input") == ["first_output", "second_output"]


def test_everything_selected_leaves_inputs_and_outputs_outside(project):
    data = Data(bindings={"l1": Binding(("x",)), "l8": Binding(("y",))})
    project = replace(project, data=data)
    new, _ = make_submodel(project, "main", project.main.nodes)
    assert [new.main.layer_of(id).name for id in new.main.nodes] == [
        "image",
        "extra",
        "digit",
        "submodel",
    ]
    inner = new.graphs["g1"]
    assert names(inner, "Input") == ["image", "extra"]
    assert names(inner, "Output") == ["digit"]
    assert [inner.layers[n.layer].config for n in inner.of_type("Input")] == [
        {"shape": [8]},
        {"shape": [8], "dtype": "int32"},
    ]
    assert new.data is data
    assert not [p for p in check(new) if p.severity == "error"]


def test_shapes_come_from_the_analysis(sketch, project):
    first, second = ids(sketch, "first", "second")
    known = {first: NodeAnalysis((Tensor((None, 8), "float16"),))}
    analysis = Analysis({"main": GraphAnalysis(known)})
    for given, expected in (
        (None, {}),
        (Analysis(), {}),
        (analysis, {"shape": [8], "dtype": "float16"}),
    ):
        new, _ = make_submodel(project, "main", [second], analysis=given)
        (entry,) = new.graphs["g1"].of_type("Input")
        assert new.graphs["g1"].layers[entry.layer].config == expected


def test_names_and_ids_are_nobody_elses(sketch, project):
    project, _ = make_submodel(project, "main", ids(sketch, "second"), "block")
    project, call = make_submodel(project, "main", ids(sketch, "head"), "block")
    assert [g.name for g in project.graphs.values()] == ["net", "block", "block_1"]
    assert project.main.layer_of(call).type == "graph:g2"


def test_a_path_that_comes_back_is_named(sketch, project):
    with pytest.raises(EditError, match=r"'first' leads to 'second' outside.*'added'"):
        make_submodel(project, "main", ids(sketch, "first", "added"))


def test_a_path_may_be_long_and_have_a_circle_beside_it():
    s = Sketch()
    x = s.add("Dense", s.add("Input", shape=[4]), name="a", units=4)
    b = s.add("Dense", x, name="b", units=4)
    c = s.add("Dense", b, name="c", units=4)
    last = s.add("Dense", c, name="d", units=4)
    side, back = s.add("Add", x, x), s.add("Add", x, x)
    circle = {
        id: {"inputs": (Source(x), Source(o))} for id, o in ((side, back), (back, side))
    }
    nodes = {
        id: replace(s.graph.nodes[id], inputs=given) for id, given in circle.items()
    }
    project = with_main(s.project(), replace(s.graph, nodes={**s.graph.nodes, **nodes}))
    with pytest.raises(EditError, match=r"'a' leads to 'b' outside.*'d'"):
        make_submodel(project, "main", [x, last])
    assert "g1" in make_submodel(project, "main", [x, b])[0].graphs


def test_a_layer_called_inside_and_outside_is_named():
    s = Sketch()
    x = s.add("Input", shape=[4])
    twin = s.add("Dense", x, name="twin", units=4)
    again = s.again(twin, twin)
    s.output(again)
    with pytest.raises(EditError, match="'twin' is called inside and outside"):
        make_submodel(s.project(), "main", [again])
    new, _ = make_submodel(s.project(), "main", [twin, again])
    assert len(new.graphs["g1"].calls["l2"]) == 2


def test_a_function_has_no_weights_and_may_be_called_on_both_sides():
    s = Sketch()
    x = s.add("Input", shape=[4])
    one = s.add("ops.relu", x, name="relu")
    s.output(s.again(one, one))
    new, _ = make_submodel(s.project(), "main", [one])
    assert "l2" in new.main.layers
    assert "l2" in new.graphs["g1"].layers


@pytest.mark.parametrize(
    ("chosen", "says"),
    [([], "Select the layers"), (["n1", "n8"], "stay outside"), (["n99"], "'n99'")],
)
def test_what_is_no_part_is_refused(project, chosen, says):
    with pytest.raises(EditError, match=says):
        make_submodel(project, "main", chosen)


def test_a_part_that_leads_nowhere_leaves_by_its_ends():
    s = Sketch()
    first = s.add("Dense", s.add("Input", shape=[4]), units=4)
    last = s.add("Dense", first, units=3)
    new, _ = make_submodel(s.project(), "main", [first, last])
    (end,) = new.graphs["g1"].of_type("Output")
    assert end.inputs == {"inputs": (Source(last),)}


def test_a_frame_around_selected_nodes_alone_goes_with_them(sketch, project):
    places = {**dict.fromkeys(project.main.nodes, (900, 900)), "n3": (0, 0)}
    graph = edits.move(project.main, {**places, "n4": (0, 100)})
    graph, small = annotations.add_frame(graph, (-20, -20, 300, 100), "one")
    graph, large = annotations.add_frame(graph, (-2000, -2000, 5000, 5000), "all")
    graph, note = annotations.add_note(graph, (0, 0, 90, 40), "why")
    graph = edits.collapse(graph, ["n3", "n5"])
    project, call = make_submodel(with_main(project, graph), "main", ["n3", "n4"])
    inner = project.graphs["g1"]
    assert (set(inner.frames), set(inner.notes)) == ({small}, {note})
    assert (set(project.main.frames), project.main.notes) == ({large}, {})
    assert (inner.collapsed, project.main.collapsed) == ({"n3"}, {"n5"})
    back, (first, _) = inline(project, "main", call)
    assert [f.title for f in back.main.frames.values()] == ["all", "one"]
    assert back.main.collapsed == {"n5", first}


def test_names_that_keras_does_not_take_are_not_handed_on():
    s = Sketch()
    x = s.add("Dense", s.add("Input", shape=[4]), units=4)
    s.output(s.add("Dense", x, units=3))
    layers = {id: replace(x, name="a/b") for id, x in s.graph.layers.items()}
    project = with_main(s.project(), replace(s.graph, layers=layers))
    new, _ = make_submodel(project, "main", ["n3"])
    assert names(new.graphs["g1"], "Input") == ["input"]
    assert names(new.graphs["g1"], "Output") == ["output"]
