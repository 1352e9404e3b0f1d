"""Trained weights stay with their layers, and what is reset is told."""

from pathlib import Path

import keras
import numpy as np
import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.submodels import inline, make_submodel
from kgraph.document.weights import keys
from kgraph.modeling import build, infer
from kgraph.modeling.weights import give, give_from_file, take, trained, write


def randomised(project: Project) -> keras.Model:
    model = build(project)
    random = np.random.default_rng(1)
    for variable in model.weights:
        variable.assign(random.uniform(0.5, 2.0, variable.shape))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()
    return model


def varied() -> Project:
    """Shared layers, submodels in submodels, wrappers, cells, states of many kinds."""
    deep = Sketch("deep", "g2")
    x = deep.add("Dense", deep.add("Input", shape=[4, 6]), units=6)
    deep.output(deep.add("BatchNormalization", x))
    inner = Sketch("block", "g1")
    x = inner.add("Input", shape=[4, 6])
    x = inner.add("graph:g2", name="first", at={"input": [x]})
    inner.output(inner.add("graph:g2", name="second", at={"input": [x]}))
    s = Sketch()
    x = s.add("Normalization", s.add("Input", shape=[4, 6]), name="norm")
    shared = s.add("Dense", x, name="shared", units=6, dtype="mixed_bfloat16")
    x = s.again(shared, shared)
    left = s.add("graph:g1", name="left", at={"input": [x]})
    x = s.add("graph:g1", name="right", at={"input": [left]})
    x = s.add("MultiHeadAttention", x, x, name="mha", num_heads=2, key_dim=3)
    x = s.add("LSTM", x, name="lstm", units=5)
    x = s.add("Dense", x, name="half", units=5, dtype="bfloat16")
    s.output(s.add("Dense", x, name="top", units=2))
    return s.project(inner, deep)


def same(one: keras.Model, other: keras.Model) -> bool:
    pairs = zip(one.weights, other.weights, strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)


def test_a_model_gets_back_all_that_was_taken_out(tmp_path: Path) -> None:
    project = varied()
    model = randomised(project)
    project, arrays = take(project, model)
    write(tmp_path / "a.weights.npz", arrays)
    project = replace(project, weights="a.weights.npz")
    again, findings = trained(project, tmp_path / "a.kgraph")
    assert same(model, again)
    assert [f.text for f in findings] == ["14 of 14 layers keep their trained weights."]


def test_normalization_computes_with_what_it_was_given() -> None:
    s = Sketch()
    s.output(s.add("Normalization", s.add("Input", shape=[3]), name="norm"))
    model = build(s.project())
    layer = model.get_layer("norm")
    x = np.asarray([[1.0, 2, 3], [4, 7, 8], [9, 1, 4]], "float32")
    layer.adapt(x)
    project, arrays = take(s.project(), model)
    again = build(project)
    give(project, again, arrays)
    assert np.array_equal(again(x), model(x))


def test_editing_one_layer_resets_no_other() -> None:
    project, arrays = take(varied(), model := randomised(varied()))
    top = next(x.id for x in project.main.layers.values() if x.name == "top")
    edited = with_graphs(project, edits.set_parameter(project.main, top, "units", 3))
    again = build(edited)
    findings = give(edited, again, arrays)
    assert [(f.text, f.where) for f in findings] == [
        ("13 of 14 layers keep their trained weights.", ""),
        (
            "'top' starts afresh: kernel was (5, 2), now (5, 3), bias was (2,), now "
            "(3,).",
            "top",
        ),
    ]
    kept = zip(model.weights[:-2], again.weights[:-2], strict=True)
    assert all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in kept)


def test_weights_come_along_when_submodels_are_made_and_inlined() -> None:
    project, arrays = take(varied(), model := randomised(varied()))
    x = np.random.default_rng(0).normal(size=(2, 4, 6)).astype("float32")
    right = next(
        n for n in project.main.nodes if project.main.layer_of(n).name == "right"
    )
    edited, nodes = inline(project, MAIN, right)
    edited, _ = inline(edited, MAIN, nodes[0])
    known = infer(edited)
    edited, _ = make_submodel(edited, MAIN, [nodes[1]], "outer", known)
    again = build(edited)
    findings = give(edited, again, arrays)
    assert len(findings) == 1, findings
    assert np.array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))


def test_freezing_a_layer_keeps_its_weights() -> None:
    project, arrays = take(varied(), model := randomised(varied()))
    graph = project.main
    for layer in list(graph.layers.values()):
        if layer.name in ("mha", "lstm", "top", "shared"):
            graph = edits.set_parameter(graph, layer.id, "trainable", False)
    frozen = with_graphs(project, graph)
    again = build(frozen)
    assert len(give(frozen, again, arrays)) == 1
    assert len(again.trainable_weights) < len(model.trainable_weights)
    for name in ("mha", "lstm", "top", "shared"):
        now = again.get_layer(name).weights
        for a, b in zip(model.get_layer(name).weights, now, strict=True):
            assert np.array_equal(np.asarray(a), np.asarray(b))


def test_what_is_new_and_what_is_left_over_is_told() -> None:
    project, arrays = take(varied(), randomised(varied()))
    graph, new = edits.add(project.main, "Dense", name="fresh", config={"units": 2})
    output = graph.of_type("Output")[0]
    top = output.inputs["inputs"][0]
    graph = edits.connect(graph, top, edits.Port(new, "inputs"))
    graph = edits.connect(graph, edits.Source(new), edits.Port(output.id, "inputs"))
    lstm = next(x.id for x in graph.layers.values() if x.name == "lstm")
    graph = replace(
        graph,
        layers={**graph.layers, lstm: replace(graph.layers[lstm], weights="")},
    )
    edited = with_graphs(project, graph)
    texts = [finding.text for finding in give(edited, build(edited), arrays)]
    assert texts == [
        "13 of 15 layers keep their trained weights.",
        "Without trained weights, so starting afresh: lstm, fresh.",
        "Trained weights that are no longer used: lstm.",
    ]


def test_other_counts_and_kinds_of_numbers_are_reasons() -> None:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[2]), name="top", units=2))
    project, _ = take(s.project(), build(s.project()))
    whole = {"top": [np.zeros((2, 2), "int8"), np.zeros(2, "int8")]}
    for arrays, expected in (
        ({"top": [np.zeros((2, 2))]}, "it had 1 variable, now 2 (kernel, bias)"),
        (whole, "kernel was int8, now float32, bias was int8, now float32"),
        ({}, "the weights file has nothing named 'top'"),
    ):
        findings = give(project, build(project), arrays)
        assert findings[1].text == f"'top' starts afresh: {expected}."
        assert findings[1].severity == "warning"


def test_a_missing_or_broken_file_is_a_warning(tmp_path: Path) -> None:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[2]), name="top", units=2))
    project, arrays = take(s.project(), model := build(s.project()))
    assert give_from_file(project, tmp_path, model) == ()
    project = replace(project, weights="a.weights.npz")
    (finding,) = give_from_file(project, tmp_path, model)
    assert (finding.severity, "are not there" in finding.text) == ("warning", True)
    path = tmp_path / "a.weights.npz"
    write(path, arrays)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    (finding,) = give_from_file(project, tmp_path, model)
    assert "cannot be read" in finding.text
    at = whole.index(arrays["top"][0].tobytes())
    path.write_bytes(whole[:at] + b"\xff" + whole[at + 1 :])
    findings = give_from_file(project, tmp_path, model)
    assert "is damaged" in findings[-1].text


def test_copies_get_keys_of_their_own_when_weights_are_taken() -> None:
    project = varied()
    taken, arrays = take(project, build(project))
    assert len(set(keys(taken).values())) == len(keys(taken)) == len(arrays)


@pytest.mark.slow
def test_resnet50_keeps_all_but_the_block_that_was_edited(tmp_path: Path) -> None:
    from kgraph.modeling import read

    model = keras.applications.ResNet50(weights=None)
    random = np.random.default_rng(0)
    for variable in model.weights:
        variable.assign(random.standard_normal(variable.shape))
    project, arrays = take(read(model), model)
    write(tmp_path / "a.weights.npz", arrays)
    name = "conv3_block2_2_conv"
    layer = next(x.id for x in project.main.layers.values() if x.name == name)
    graph = edits.set_parameter(project.main, layer, "kernel_size", [5, 5])
    edited = replace(with_graphs(project, graph), weights="a.weights.npz")
    again, findings = trained(edited, tmp_path / "a.kgraph")
    assert [f.text for f in findings] == [
        "106 of 107 layers keep their trained weights.",
        f"{name!r} starts afresh: kernel was (3, 3, 128, 128), now (5, 5, 128, 128).",
    ]
    for layer in model.layers:
        if layer.name != name:
            now = again.get_layer(layer.name).weights
            for a, b in zip(layer.weights, now, strict=True):
                assert np.array_equal(np.asarray(a), np.asarray(b))
