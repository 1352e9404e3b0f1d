"""How long it takes to know all about ResNet50's 177 layers, and after one edit."""

import itertools

import keras
import pytest
from sketch import with_main

from kgraph.document import edits
from kgraph.document.project import Project
from kgraph.modeling import infer, read
from kgraph.modeling.inference import probe


@pytest.fixture(scope="module")
def resnet50() -> Project:
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.ResNet50(weights=None)
    return read(model)


def test_from_nothing(benchmark, resnet50):
    """Wanted: under 0.4 s."""
    analysis = benchmark.pedantic(
        infer, args=(resnet50,), setup=probe.forget, rounds=10, warmup_rounds=1
    )
    assert not analysis.has_errors
    assert analysis.graphs["main"].trainable == 25_583_592


def test_after_one_changed_parameter_near_the_end(benchmark, resnet50):
    """Wanted: under 20 ms. Each round changes it to what it never was."""
    infer(resnet50)
    graph = resnet50.main
    layer = next(x for x in graph.layers.values() if x.name == "predictions")
    units = itertools.count(2000)

    def change() -> tuple[tuple[Project], dict[str, object]]:
        changed = edits.set_parameter(graph, layer.id, "units", next(units))
        return (with_main(resnet50, changed),), {}

    analysis = benchmark.pedantic(infer, setup=change, rounds=30, warmup_rounds=1)
    assert not analysis.has_errors


def test_with_nothing_changed(benchmark, resnet50):
    infer(resnet50)
    assert not benchmark(infer, resnet50).has_errors
