"""How samples become arrays, fitted on those to train on: theirs, and new ones' too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import LazyArray
from kgraph.data.preparing.prepare import Preparer, fit
from kgraph.data.preparing.weigh import Weigher, weigher
from kgraph.data.progress import Progress
from kgraph.data.samples import Dataset, Samples
from kgraph.data.split import Parts, divide_table
from kgraph.data.table import Table
from kgraph.data.together import Tables, read_all
from kgraph.document.binding import (
    drawn_shape,
    fits,
    in_words,
    layers_of_type,
    loss_family,
)
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import Project

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Recipe:
    """What `dataset.load` says, ready to be followed.

    Attributes:
        inputs, targets: How the samples of each Input and Output are prepared.
        weighers: How much they count at each Output.
    """

    tables: Tables
    parts: Parts
    inputs: Sequence[tuple[Layer, Preparer]]
    targets: Sequence[tuple[Layer, Preparer]]
    weighers: Sequence[tuple[Layer, Weigher]]

    def dataset(self) -> Dataset:
        """Returns the samples of each part."""
        return Dataset(*(self.part(name) for name in Parts._fields))

    def part(self, name: str) -> Samples:
        """Returns the samples of `train`, `validation` or `test`."""
        table, positions = self.table_of(name), self.positions_of(name)
        return Samples(
            self.inputs_of(table, positions),
            self.targets_of(table, positions),
            self._weights_of(table, positions, is_train=name == "train"),
            positions,
        )

    def table_of(self, part: str) -> Table:
        """Returns what holds the samples of a part: its own source, or the main one."""
        return getattr(self.tables, part, None) or self.tables.main

    def positions_of(self, part: str) -> NDArray:
        """Returns where in that the samples of a part are."""
        table = self.table_of(part)
        is_divided = table is self.tables.main
        return getattr(self.parts, part) if is_divided else _all_of(table)

    def inputs_of(self, table: Table, positions: NDArray) -> dict[str, Any]:
        """Returns the arrays of the Inputs for samples of a table."""
        return dict(_given(x, p, table, positions) for x, p in self.inputs)

    def targets_of(self, table: Table, positions: NDArray) -> dict[str, Any]:
        """Returns the arrays of the Outputs for samples of a table."""
        return dict(_given(x, p, table, positions) for x, p in self.targets)

    def _weights_of(
        self, table: Table, positions: NDArray, *, is_train: bool
    ) -> dict[str, NDArray]:
        found = {}
        for layer, weigh in self.weighers:
            with _named(layer):
                weights = weigh(table, positions, is_train=is_train)
            if weights is not None:
                found[layer.name] = weights
        return found


def recipe_of(
    project: Project,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Recipe:
    """Returns how samples of a project are prepared; see `dataset.load`."""
    tables = read_all(project.data, folder, _used_columns(project), progress)
    parts = divide_table(project, tables.main)
    return Recipe(
        tables,
        parts,
        tuple(_preparers(project, "Input", tables.main, parts)),
        tuple(_preparers(project, "Output", tables.main, parts)),
        tuple(_weighers(project, tables.main, parts)),
    )


def _used_columns(project: Project) -> tuple[str, ...]:
    """Returns the columns that every part needs."""
    bindings = project.data.bindings.values()
    names = [name for b in bindings for name in (*b.columns, b.sample_weights)]
    return tuple(dict.fromkeys(filter(None, names)))


def _all_of(table: Table) -> NDArray:
    import numpy as np

    return np.arange(len(table))


def _preparers(
    project: Project, type: str, table: Table, parts: Parts
) -> Iterator[tuple[Layer, Preparer]]:
    layers = list(layers_of_type(project.main, type))
    if not layers:
        raise DataError(f"A model needs an {type} to learn. Received: none.")
    for layer in layers:
        binding = project.data.bindings.get(layer.id)
        if binding is None:
            raise DataError(
                f"{type} {layer.name!r} must be bound to columns of the data. "
                f"Received: no binding. The columns are {in_words(table.columns)}."
            )
        is_text = type == "Input" and layer.config.get("dtype") == "string"
        with _named(layer):
            preparer = fit(table, binding, parts.train, is_text=is_text)
        if type == "Input":
            _check_shape(layer, preparer)
        yield layer, preparer


def _weighers(
    project: Project, table: Table, parts: Parts
) -> Iterator[tuple[Layer, Weigher]]:
    for layer in layers_of_type(project.main, "Output"):
        with _named(layer):
            yield layer, weigher(table, project.data.bindings[layer.id], parts.train)


@contextmanager
def _named(layer: Layer) -> Iterator[None]:
    """Says which layer an error is about."""
    try:
        yield
    except DataError as error:
        raise DataError(f"{layer.type} {layer.name!r}: {error}") from error


def _given(
    layer: Layer, prepare: Preparer, table: Table, positions: NDArray
) -> tuple[str, Any]:
    """Returns a layer's name and what it is given of these samples."""
    with _named(layer):
        array = prepare(table, positions)
    if layer.type == "Input" and "int" in str(layer.config.get("dtype")):
        array = array.astype(layer.config["dtype"], copy=False)
    if layer.type == "Output" and not isinstance(array, LazyArray):
        is_sparse = loss_family(layer) == "sparse"
        array = _class_numbers(layer, array) if is_sparse else _numbers(array)
    return layer.name, array


def _check_shape(layer: Layer, preparer: Preparer) -> None:
    """Raises if samples do not have the shape that an Input asks for."""
    drawn, received = drawn_shape(layer), preparer.shape
    if preparer.dtype == "string" and drawn == (1,):
        return  # Keras adds that axis
    if drawn is not None and not fits(received, drawn):
        raise DataError(
            f"Input {layer.name!r} takes samples of shape {drawn}. "
            f"Received: columns of shape {received}. Bind the columns again, or "
            "reshape them."
        )


def _numbers(values: NDArray) -> NDArray:
    return values.astype("float32", copy=False)


def _class_numbers(layer: Layer, values: NDArray) -> NDArray:
    """Returns whole numbers as integers; raises if there are others."""
    others = values[values % 1 != 0]
    if len(others):
        raise DataError(
            f"Output {layer.name!r} has a loss that takes class numbers: 0, 1, 2 and "
            f"so on. Received: {others[0]:g}. Take another loss, or change scaling."
        )
    return values.astype("int32")
