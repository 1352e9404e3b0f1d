"""Data and training are merged field by field, but a source is one thing."""

import pytest
from merged import clean, sentences
from msgspec.structs import replace

from kgraph.document.merge import merge
from kgraph.document.project import Binding, DataSource


def test_data_and_training_are_merged_field_by_field(base):
    training = base.training
    mine = replace(base, training=replace(training, epochs=50))
    theirs = replace(
        base,
        training=replace(training, batch_size=8),
        data=replace(base.data, bindings={"l1": Binding(("x",))}),
    )
    merged = clean(merge(base, mine, theirs))
    assert (merged.training.epochs, merged.training.batch_size) == (50, 8)
    assert merged.data == theirs.data


def test_a_source_of_data_is_one_thing(base):
    def read(kind, name):
        return replace(base, data=replace(base.data, source=DataSource(kind, name)))

    merged = merge(base, read("csv", "a.csv"), read("npz", "b.npz"))
    assert merged.project.data.source == DataSource("csv", "a.csv")
    assert sentences(merged) == ["The data: a.csv here, b.npz in the file"]


MORE = {
    "beside": (DataSource("npz", "b.npz"),),
    "validation_source": DataSource("csv", "v.csv"),
    "test_source": DataSource("csv", "t.csv"),
}


def with_sources(project, **sources):
    return replace(project, data=replace(project.data, **sources))


@pytest.mark.parametrize("field", MORE)
def test_every_source_is_kept(base, field):
    theirs = with_sources(base, **{field: MORE[field]})
    for sides in ((base, theirs), (theirs, base), (theirs, theirs)):
        merged = merge(base, *sides)
        assert getattr(merged.project.data, field) == MORE[field]
        assert merged.conflicts == ()


@pytest.mark.parametrize("field", MORE)
def test_another_source_on_each_side_is_a_conflict(base, field):
    other = DataSource("csv", "other.csv")
    mine = with_sources(base, **{field: (other,) if field == "beside" else other})
    merged = merge(base, mine, with_sources(base, **{field: MORE[field]}))
    (conflict,) = merged.conflicts
    assert "other.csv here" in conflict.sentence
    assert merged.project.data == mine.data
