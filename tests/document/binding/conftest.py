"""A drawing to bind data to."""

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Port, Source
from kgraph.document.project import new_project

COLUMNS = (
    Column("width", minimum=0.5, maximum=2.5),
    Column("height", minimum=-1.0, maximum=9.0),
    Column("image", (8, 8), minimum=0.0, maximum=255.0),
    Column("mask", (8, 8), minimum=0.0, maximum=1.0),
    Column("species", dtype="int32", categories=("cat", "dog", "owl")),
    Column("sex", dtype="int32", categories=("f", "m")),
    Column("rooms", categories=("0", "1", "2", "3"), minimum=0.0, maximum=3.0),
    Column("stars", categories=("1", "2", "3"), minimum=1.0, maximum=3.0),
    Column("old", categories=("0", "1"), minimum=0.0, maximum=1.0),
    Column("new", categories=("0", "1"), minimum=0.0, maximum=1.0),
    Column("sign", categories=("-1", "1"), minimum=-1.0, maximum=1.0),
    Column("id", dtype="string"),
)


@pytest.fixture
def description() -> DataDescription:
    return DataDescription(samples=100, columns=COLUMNS)


@pytest.fixture
def drawing() -> SimpleNamespace:
    """Input, Dense(7) and Output, wired; and the ids of their layers."""
    graph = new_project().main
    graph, input = edits.add(graph, "Input", name="measures")
    graph, dense = edits.add(graph, "Dense", config={"units": 7})
    graph, output = edits.add(graph, "Output", name="answer")
    graph = edits.connect(graph, Source(input), Port(dense, "inputs"))
    graph = edits.connect(graph, Source(dense), Port(output, "inputs"))
    return SimpleNamespace(
        project=replace(new_project(), graphs={"main": graph}),
        input=graph.nodes[input].layer,
        dense=graph.nodes[dense].layer,
        output=graph.nodes[output].layer,
        nodes=SimpleNamespace(input=input, dense=dense, output=output),
    )
