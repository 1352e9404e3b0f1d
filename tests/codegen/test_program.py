import ast
import textwrap
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from msgspec.structs import replace
from random_models import models
from run_programs import function
from sketch import Sketch
from strategies import projects
from tidy import complaints, reformatting

from kgraph import templates
from kgraph.codegen import CodegenError, generate
from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import Project


def test_a_chain_is_written_as_one_would_type_it():
    s = Sketch("classifier")
    x = s.add("Input", name="image", shape=[8, 8, 1])
    x = s.add("Conv2D", x, filters=32, kernel_size=3, activation="relu")
    x = s.add("Flatten", x)
    s.output(s.add("Dense", x, name="digit", units=10, activation="softmax"))
    assert function(generate(s.project()), "build_model") == textwrap.dedent(
        """\
        image = keras.Input(shape=(8, 8, 1), name="image")
        conv2d = layers.Conv2D(32, 3, activation="relu", name="conv2d")(image)
        flatten = layers.Flatten(name="flatten")(conv2d)
        digit = layers.Dense(10, activation="softmax", name="digit")(flatten)
        return keras.Model(inputs=image, outputs=digit, name="classifier")"""
    )


def test_a_shared_layer_is_made_once_and_its_calls_are_told_apart():
    s = Sketch("siamese")
    left = s.add("Input", name="left", shape=[4])
    right = s.add("Input", name="right", shape=[4])
    first = s.add("Dense", left, name="encoder", units=3)
    second = s.again(first, right)
    twin = s.add("Dense", first, name="head", units=3)
    s.output(s.add("Subtract", twin, s.again(twin, second)))
    assert function(generate(s.project()), "build_model") == textwrap.dedent(
        """\
        left = keras.Input(shape=(4,), name="left")
        right = keras.Input(shape=(4,), name="right")
        encoder = layers.Dense(3, name="encoder")
        encoder_left = encoder(left)
        encoder_right = encoder(right)
        head = layers.Dense(3, name="head")
        head_left = head(encoder_left)
        head_right = head(encoder_right)
        subtract = layers.Subtract(name="subtract")([head_left, head_right])
        return keras.Model(inputs=[left, right], outputs=subtract, name="siamese")"""
    )


def test_a_submodel_is_a_function_that_takes_a_name():
    part = Sketch("Feature encoder", "part")
    x = part.add("Input", name="x", shape=[4])
    part.output(part.add("Dense", x, name="code", units=2), "mean")
    part.output(x, "same")
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.graph, node = edits.add(s.graph, "graph:part", name="encoder")
    s.graph = edits.connect(s.graph, Source(x), Port(node, "x"))
    s.output((node, 0))
    program = generate(s.project(part))
    assert function(program, "build_feature_encoder") == textwrap.dedent(
        """\
        x = keras.Input(shape=(4,), name="x")
        code = layers.Dense(2, name="code")(x)
        return keras.Model(inputs=x, outputs={"mean": code, "same": x}, name=name)"""
    )
    assert function(program, "build_model") == textwrap.dedent(
        """\
        input_ = keras.Input(shape=(4,), name="input")
        encoder = build_feature_encoder(name="encoder")(input_)
        return keras.Model(inputs=input_, outputs=encoder["mean"], name="model")"""
    )
    assert program.ranges["part"]["n1"] < program.ranges["part"]["n2"]


def test_states_are_unpacked_and_what_nobody_uses_is_not_named():
    s = Sketch()
    x = s.add("Input", name="text", shape=[None, 5])
    x = s.add("LSTM", x, units=3, return_state=True)
    s.output((x, 2))
    assert "_, _, lstm_state_c = layers.LSTM(" in generate(s.project()).text


def test_ops_are_operators_or_functions_with_numbers_in_their_place():
    s = Sketch()
    x = s.add("Input", name="x", shape=[4])
    y = s.add("ops.multiply", x, constants={"x2": 2.0})
    s.output(s.add("ops.concatenate", x, y, axis=-1))
    text = generate(s.project()).text
    assert "    multiply = x * 2.0\n" in text
    assert "    concatenate = ops.concatenate([x, multiply], axis=-1)\n" in text
    assert "from keras import ops\n" in text


def test_lines_say_which_node_wrote_them():
    s = Sketch()
    x = s.add("Input", shape=[4])
    long = s.add("Dense", x, name="d" * 60, units=3, activation="relu")
    out = s.output(long)
    program = generate(s.project())
    lines = program.text.splitlines()
    first, last = program.lines[long]
    assert lines[first - 1].lstrip().startswith("d" * 60)
    assert lines[last - 1] == "    )(input_)"
    assert lines[program.lines[x][0] - 1].endswith('name="input")')
    assert lines[program.lines[out][0] - 1].startswith("    return keras.Model(")


def test_what_is_no_model_is_named():
    s = Sketch()
    x = s.add("Input", shape=[2])
    s.output(s.add("Add", x, s.add("Mystery")))
    with pytest.raises(CodegenError, match="Mystery"):
        generate(s.project())


def test_a_draft_shows_what_there_is():
    s = Sketch()
    s.add("Dense", units=3)
    s.add("Dense", s.add("Mystery"))
    text = generate(s.project(), draft=True).text
    assert '    dense = layers.Dense(3, name="dense")(...)\n' in text
    assert "    mystery = ...\n    dense_1 = ...\n" in text
    assert reformatting(text) == ""


@pytest.mark.parametrize("name", [t.name for t in templates.all_templates()])
def test_templates_are_written_as_ruff_likes_it(name: str):
    text = generate(templates.load(name)).text
    assert reformatting(text) == ""
    assert complaints(text) == ""


@pytest.mark.parametrize("name", [t.name for t in templates.all_templates()])
def test_a_template_without_any_of_its_nodes_or_edges_has_a_draft(name: str):
    project = templates.load(name)
    for graph in project.graphs.values():
        ways = [edits.delete(graph, [node]) for node in graph.nodes]
        ways += [edits.disconnect(graph, edge.target) for edge in graph.edges()]
        for less in ways[:: 1 + len(ways) // 50]:  # a backbone repeats itself
            graphs = {**project.graphs, graph.id: less}
            ast.parse(generate(replace(project, graphs=graphs), draft=True).text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project=models())
def test_any_model_is_written_as_ruff_likes_it(project: Project):
    text = generate(project).text
    assert reformatting(text) == ""
    assert complaints(text) == ""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(Project({"main": Graph("main", "_")}))
@given(project=projects())
def test_any_drawing_has_a_draft(project: Project):
    text = generate(project, draft=True).text
    ast.parse(text)
    assert reformatting(text) == ""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project=projects())
def test_a_drawing_is_written_or_refused_in_words(project: Project):
    with suppress(CodegenError):
        ast.parse(generate(project).text)
