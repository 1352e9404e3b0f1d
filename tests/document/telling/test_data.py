"""Whatever differs in the data is told."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.project import (
    Binding,
    DataSource,
    Preparation,
    Split,
    Windows,
    new_project,
)
from kgraph.document.telling.data import data_facts

CSV = DataSource("csv", "a.csv")


@pytest.fixture
def facts():
    """Returns what is told of data that an Input `x` learns from."""

    def make(binding=None, **data):
        graph, node = edits.add(new_project().main, "Input", name="x")
        layer = graph.nodes[node].layer
        old = replace(new_project(), graphs={"main": graph})
        bound = {layer: Binding(("a", "b"))}
        old = replace(old, data=replace(old.data, source=CSV, bindings=bound))
        bound = {layer: binding or bound[layer]}
        new = replace(old, data=replace(old.data, **{"bindings": bound, **data}))
        return list(data_facts(old, new))

    return make


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (
            {"source": DataSource("csv", "a.csv", {"texts": ["n"]}, Windows(24))},
            "data: a.csv → a.csv (texts [n], windows of 24, 1 ahead)",
        ),
        (
            {"source": DataSource("csv", "a.csv", windows=Windows(5, 2, 3))},
            "data: a.csv → a.csv (windows of 5, 2 ahead, every 3)",
        ),
        ({"beside": (CSV,)}, "data 2: none → a.csv"),
        ({"validation_source": CSV}, "data for validation: none → a.csv"),
        ({"test_source": CSV}, "data for test: none → a.csv"),
        ({"split": Split(by="time")}, "split: by fraction → time"),
    ],
)
def test_sources_and_splits_are_told(facts, data, fact):
    assert facts(**data) == [fact]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"missing": "mean"}, "mean for gaps"),
        ({"per_column": {"b": Preparation("minmax")}}, "b minmax"),
        ({"per_column": {"b": Preparation()}}, "b as it is"),
        ({"class_weights": "balanced"}, "classes weighed balanced"),
        ({"sample_weights": "c"}, "weighed by c"),
    ],
)
def test_preparations_and_weights_are_told(facts, settings, told):
    assert facts(Binding(("a", "b"), **settings)) == [
        f"columns of 'x': a, b → a, b, {told}"
    ]


def test_what_is_alike_is_not_told(facts):
    assert facts() == []
