"""Says where the data cannot be divided as it is meant to be."""

from collections.abc import Iterator

from msgspec.structs import replace

from kgraph.document.analysis import Problem
from kgraph.document.binding.outputs import layers_of_type
from kgraph.document.binding.problems import layer_problem
from kgraph.document.columns import DataDescription
from kgraph.document.data import PARTS
from kgraph.document.project import Data, Project, Split


def held_back(data: Data) -> Split:
    """Returns the split with no share for what comes from a source of its own."""
    split = data.split
    return replace(
        split,
        validation=0.0 if data.validation_source else split.validation,
        test=0.0 if data.test_source else split.test,
    )


def check_division(project: Project, description: DataDescription) -> Iterator[Problem]:
    """Yields what is wrong with the split.

    A column that is not there or says something else; pieces of a series, which share
    rows, that are divided by chance.
    """
    split = project.data.split
    if split.by == "column" or (split.by == "time" and split.column):
        received = _unfit(project.data, description)
        if received:
            yield Problem(
                rule="data-split",
                message=f"The split by {split.by} goes by a column with one value in "
                "each sample: choose another, or split by fraction.",
                expected=" and ".join(map(repr, PARTS))
                if split.by == "column"
                else "times",
                received=received,
            )
    source = project.data.source
    has_windows = source is not None and source.windows is not None
    if has_windows and split.by == "fraction" and split.validation + split.test > 0:
        for layer in layers_of_type(project.main, "Input"):
            yield layer_problem(
                project.main,
                layer,
                "data-time",
                "is given pieces of a series that share rows, divided by chance, so "
                "that what is held back is known from training: split by time.",
                expected="a split by time",
                received="a split by fraction",
                severity="warning",
            )
            return


def _unfit(data: Data, description: DataDescription) -> str:
    """Returns what is wrong with the column of a split, "" if nothing is."""
    split = data.split
    column = description.column(split.column)
    if column is None:
        return f"no column {split.column!r}" if split.column else "no column"
    if column.shape:
        return f"{column.name!r} of shape {column.shape}"
    if column.missing:
        return f"{column.missing:,} gaps in {column.name!r}"
    if split.by == "time":
        return ""
    if column.dtype != "int32":
        return f"{column.name!r}, which says no such thing"
    unknown = [text for text in column.categories if text not in PARTS]
    if unknown:
        return f"{unknown[0]!r} in {column.name!r}"
    held = held_back(data)
    shares = {"train": 1.0, "validation": held.validation, "test": held.test}
    absent = [p for p in PARTS if shares[p] > 0 and p not in column.categories]
    return f"no {absent[0]!r} in {column.name!r}" if absent else ""
