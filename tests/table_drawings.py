"""Drawings whose samples are the columns of a table, for what reads tables."""

from drawings import CLASSES, add, with_data
from msgspec.structs import replace

from kgraph.document.project import (
    Binding,
    DataSource,
    Project,
    Split,
    Windows,
    new_project,
)

CSV = DataSource("csv", "t.csv")
KIND = Binding(("kind",))
WINDOWED = DataSource("csv", "t.csv", windows=Windows(length=5, ahead=2, stride=3))
MSE = {"class_name": "MeanSquaredError", "config": {}}
BY_TIME = Split(by="time")
BY_PART = Split(by="column", column="part")


def drawing(
    source: DataSource,
    shape: list[int],
    x: Binding,
    y: Binding,
    *,
    loss: dict = CLASSES,
    dtype: str | None = None,
    **data: object,
) -> Project:
    """A project with one Input `x` and one Output `y`."""
    graph = new_project().main
    told = {"shape": shape} | ({"dtype": dtype} if dtype else {})
    graph = add(graph, "Input", "x", **told)
    if dtype == "string":
        graph = add(graph, "TextVectorization", "flatten", "x")
    else:
        graph = add(graph, "Flatten", "flatten", "x")
    graph = add(graph, "Dense", "dense", "flatten", units=3)
    graph = add(graph, "Output", "y", "dense", loss=loss)
    project = with_data(graph, "", x=x, y=y)
    return replace(project, data=replace(project.data, source=source, **data))
