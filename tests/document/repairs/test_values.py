"""What the data lacks is put right by the link beside the problem."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.analysis import Analysis
from kgraph.document.binding import check_data
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import EditError
from kgraph.document.project import (
    Binding,
    DataSource,
    Preparation,
    Split,
    Windows,
    new_project,
)
from kgraph.document.repairs import Case, propose

DATA = DataDescription(
    50,
    (
        Column("size", minimum=0.0, maximum=1.0, missing=3),
        Column("kind", dtype="int32", categories=("a", "b"), missing=1),
        Column("photo", (8, 8, 1), minimum=0.0, maximum=255.0),
        Column("note", dtype="string"),
    ),
)


@pytest.fixture
def broken():
    """A project with one Input that is bound, and its only problem."""

    def make(binding, **data):
        graph, node = edits.add(new_project().main, "Input")
        project = replace(new_project(), graphs={"main": graph})
        bindings = {graph.nodes[node].layer: binding}
        data = replace(project.data, bindings=bindings, **data)
        project = replace(project, data=data)
        (problem,) = check_data(project, DATA)
        return Case(project, problem, Analysis(), DATA)

    return make


def titles(case):
    return [repair.title for repair in propose(case)]


def mended(case):
    """Returns the project after the first repair, which leaves no problem."""
    project = propose(case)[0].edit(case.project)
    assert check_data(project, DATA) == ()
    return project


def test_gaps_are_filled(broken):
    case = broken(Binding(("size", "kind")))
    assert titles(case)[0] == "Fill in the mean where a value is missing"
    (binding,) = mended(case).data.bindings.values()
    assert binding.missing == "mean"
    only_text = broken(Binding(("kind",)))
    assert titles(only_text) == [
        "Fill in the most frequent value where a value is missing"
    ]


def test_a_column_keeps_its_own_preparation_apart_from_what_is_mended(broken):
    own = {"size": Preparation("standard")}
    (binding,) = mended(
        broken(Binding(("size", "kind"), per_column=own))
    ).data.bindings.values()
    assert binding.per_column == {"size": Preparation("standard", missing="mean")}
    assert binding.missing == "mean"


def test_bytes_are_scaled(broken):
    case = broken(Binding(("photo",)))
    assert titles(case)[0].endswith("to between 0 and 1")
    (binding,) = mended(case).data.bindings.values()
    assert binding.scaling == "minmax"


def test_an_input_is_bound_again(broken):
    project = mended(broken(Binding(("note",))))
    (layer,) = project.main.layers.values()
    assert layer.config["dtype"] == "string"


def test_a_split_that_cannot_be_is_made_one_that_can(broken):
    photo = Binding(("photo",), "minmax")
    case = broken(photo, split=Split(by="column", column="z"))
    assert mended(case).data.split == Split()
    series = DataSource("csv", "a.csv", windows=Windows(3))
    assert mended(broken(photo, source=series)).data.split == Split(by="time")


def test_a_repair_whose_columns_are_gone_says_so(broken):
    case = broken(Binding(("photo",)))
    unbound = replace(case.project, data=replace(case.project.data, bindings={}))
    with pytest.raises(EditError, match="no longer bound"):
        propose(case)[0].edit(unbound)
