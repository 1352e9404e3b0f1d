"""Splits that cannot be are told before anybody trains."""

import pytest
from msgspec.structs import replace

from kgraph.document.binding import check_data, suggest_bindings
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import DataSource, Split, Windows

PARTS = Column("part", dtype="int32", categories=("test", "train", "validation"))
TWO = Column("two", dtype="int32", categories=("test", "train"))
DATA = DataDescription(
    50,
    (
        PARTS,
        TWO,
        Column("sex", dtype="int32", categories=("f", "m")),
        Column("year", minimum=1990.0, maximum=2020.0),
        Column("holes", minimum=1990.0, maximum=2020.0, missing=4),
        Column("image", (8, 8)),
    ),
)


def problems(drawing, split, **data):
    data = replace(drawing.project.data, split=split, **data)
    found = check_data(replace(drawing.project, data=data), DATA)
    return [(p.rule, p.received) for p in found if p.rule != "data-bound"]


@pytest.mark.parametrize(
    ("split", "received"),
    [
        (Split(by="column"), "no column"),
        (Split(by="column", column="z"), "no column 'z'"),
        (Split(by="column", column="year"), "'year', which says no such thing"),
        (Split(by="column", column="sex"), "'f' in 'sex'"),
        (Split(by="column", column="two"), "no 'validation' in 'two'"),
        (Split(by="time", column="image"), "'image' of shape (8, 8)"),
        (Split(by="time", column="holes"), "4 gaps in 'holes'"),
    ],
)
def test_a_column_that_cannot_divide_is_told(drawing, split, received):
    assert problems(drawing, split) == [("data-split", received)]


@pytest.mark.parametrize(
    "split",
    [
        Split(),
        Split(column="z"),
        Split(by="column", column="part"),
        Split(validation=0, by="column", column="two"),
        Split(by="time"),
        Split(by="time", column="year"),
    ],
)
def test_what_divides_is_no_problem(drawing, split):
    assert problems(drawing, split) == []


def test_a_part_with_a_source_of_its_own_need_not_be_said(drawing):
    other = DataSource("csv", "other.csv")
    split = Split(by="column", column="two")
    assert problems(drawing, split, validation_source=other) == []


def test_pieces_of_a_series_are_not_to_be_divided_by_chance(drawing):
    series = DataSource("csv", "heat.csv", windows=Windows(length=24))
    assert problems(drawing, Split(), source=series) == [
        ("data-time", "a split by fraction")
    ]
    assert problems(drawing, Split(by="time"), source=series) == []
    assert problems(drawing, Split(0, 0), source=series) == []


def test_a_series_is_divided_by_time_unless_somebody_says_otherwise(drawing):
    series = DataSource("csv", "heat.csv", windows=Windows(length=24))
    columns = (Column("heat", (24,)), Column("heat_ahead"))
    data = replace(drawing.project.data, source=series)
    bound = suggest_bindings(
        replace(drawing.project, data=data), DataDescription(9, columns)
    )
    assert bound.data.split == Split(by="time")
    assert bound.data.bindings[drawing.output].columns == ("heat_ahead",)
    seeded = replace(data, split=Split(seed=3))
    bound = suggest_bindings(
        replace(drawing.project, data=seeded), DataDescription(9, columns)
    )
    assert bound.data.split == Split(seed=3)
