"""A drawing means the same model, whether its parts are submodels or not."""

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_models import models, parts
from three_levels import flat, nested

from kgraph.document.calls import needed, outputs_of
from kgraph.document.graph import Graph
from kgraph.document.nesting import calls_to
from kgraph.document.project import Project
from kgraph.document.submodels import inline, make_submodel
from kgraph.modeling import build, infer, read

relaxed = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def layers_of(model: keras.Model) -> dict[str, keras.Layer]:
    """The layers that own weights, of all levels, by name."""
    found: dict[str, keras.Layer] = {}
    waiting = [model]
    while waiting:
        for layer in waiting.pop().layers:
            if isinstance(layer, keras.Model):
                waiting.append(layer)
            elif layer.weights:
                assert found.setdefault(layer.name, layer) is layer
    return found


def copy_weights(source: keras.Model, target: keras.Model) -> None:
    old, new = layers_of(source), layers_of(target)
    assert old.keys() == new.keys()
    for name, layer in new.items():
        layer.set_weights(old[name].get_weights())


def outputs(graph: Graph, analysis) -> dict[str, object]:
    found = analysis.graphs[graph.id].nodes
    return {
        graph.layers[n.layer].name: found[n.id].outputs[0] for n in outputs_of(graph)
    }


def inlined(project: Project) -> Project:
    """Inlines every call in the main graph until none is left."""
    while calls := [
        node.id
        for node in project.main.nodes.values()
        if project.main.layers[node.layer].submodel
    ]:
        project, _ = inline(project, "main", calls[0])
    return project


def test_a_part_that_becomes_a_submodel_computes_the_same():
    s = flat()
    for name in ("code", "spread"):
        s.output(s.id_of(name), f"{name}_end")
    plain = s.project()
    inner = [id for id in s.graph.nodes if s.graph.layer_of(id).name in ("mix", "norm")]
    deep, call = make_submodel(plain, "main", inner, "block", infer(plain))
    whole = [call, *(s.id_of(n) for n in ("stem", "added", "code", "spread"))]
    deep, _ = make_submodel(deep, "main", whole, "encoder", infer(deep))
    before, after = build(plain), build(deep)
    copy_weights(before, after)
    x = np.random.default_rng(0).normal(size=(5, 8)).astype("float32")
    expected, received = before.predict(x, verbose=0), after.predict(x, verbose=0)
    assert expected.keys() == received.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(received[name], value, rtol=1e-5, atol=1e-6)


def test_three_levels_with_a_layer_shared_across_them_agree():
    project = nested()
    assert [len(calls_to(project, id)) for id in ("g1", "g2")] == [1, 2]
    analysis, model = infer(project), build(project)
    assert not analysis.has_errors
    main = analysis.graphs["main"]
    assert main.trainable + main.non_trainable == model.count_params() == 230
    told = {
        name: tensor.shape for name, tensor in outputs(project.main, analysis).items()
    }
    assert told == {name: tuple(t.shape) for name, t in model.output.items()}
    drawn = read(model)
    assert len(drawn.graphs) == 3
    assert build(drawn).get_config() == model.get_config()


def test_calls_that_shared_weights_share_them_when_they_are_inlined():
    project = nested()
    plain = inlined(project)
    before, after = build(project), build(plain)
    assert after.count_params() == before.count_params()
    copy_weights(before, after)
    rng = np.random.default_rng(0)
    x = {name: rng.normal(size=(5, 8)).astype("float32") for name in ("image", "other")}
    expected, received = before.predict(x, verbose=0), after.predict(x, verbose=0)
    for name, value in expected.items():
        np.testing.assert_allclose(received[name], value, rtol=1e-5, atol=1e-6)


@relaxed
@given(models(), st.data())
def test_any_part_of_any_drawing_can_be_put_into_a_submodel_and_taken_out(
    project, data
):
    id = data.draw(st.sampled_from(list(project.graphs)))
    graph = project.graphs[id]
    analysis = infer(project)
    new, call = make_submodel(project, id, data.draw(parts(graph)), "part", analysis)
    known = infer(new)
    assert not known.has_errors
    back = infer(inline(new, id, call)[0])
    main, again = analysis.graphs["main"], back.graphs["main"]
    assert (again.trainable, again.non_trainable) == (
        main.trainable,
        main.non_trainable,
    )
    assert outputs(new.main, known) == outputs(project.main, analysis)
    # A part that leads nowhere is no part of the model, until it is one call with
    # a part that leads somewhere.
    if needed(graph) == graph.nodes.keys():
        assert known.graphs["main"].trainable == main.trainable
        assert build(new).count_params() == main.trainable + main.non_trainable


@pytest.mark.parametrize("depth", [60])
def test_submodels_may_be_nested_deeply(depth):
    s = flat()
    s.output(s.id_of("added"))
    project = s.project()
    call = s.id_of("norm")
    for level in range(depth):
        project, call = make_submodel(project, "main", [call], f"level_{level}")
    assert len(project.graphs) == depth + 1
    for _ in range(depth):
        project, (call,) = inline(project, "main", call)
    assert project.main.layer_of(call).name == "norm"
