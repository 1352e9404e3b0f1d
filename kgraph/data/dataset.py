"""Loads what a project learns from: arrays by the names of Inputs and Outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.data.prepare import prepare
from kgraph.data.sources import read
from kgraph.data.split import Parts, divide
from kgraph.data.table import Table
from kgraph.document.binding import (
    drawn_shape,
    fits,
    in_words,
    layers_of_type,
    loss_family,
    stratified_by,
)
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import Project

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Samples:
    """Arrays of equally many samples, by the name of the layer they belong to.

    They are plain, so that any backend can be fed. With TensorFlow and batches of 32,
    a digits MLP took 14,000 of them a second as arrays, 12,000 through a `PyDataset`
    and 31,000 through `tf.data.Dataset.from_tensor_slices((inputs, targets))`; a small
    CNN 8,500, 6,400 and 9,200 (2 cores).

    Attributes:
        positions: Where in their source the samples are; None for nobody knows.
    """

    inputs: dict[str, NDArray]
    targets: dict[str, NDArray]
    weights: dict[str, NDArray] = field(default_factory=dict)
    positions: NDArray | None = None

    def __len__(self) -> int:
        arrays = (*self.inputs.values(), *self.targets.values())
        return len(arrays[0]) if arrays else 0


@dataclass(frozen=True, eq=False)
class Dataset:
    """The samples of a project, divided; a part whose share is 0 is empty."""

    train: Samples
    validation: Samples
    test: Samples


def load(project: Project, folder: str | Path | None = None) -> Dataset:
    """Returns the arrays that a project's model is trained and judged with.

    The recipe, which generated programs follow with the same calls:

    1. Numbers are float64 until the last step. Text becomes int32 positions among the
       sorted distinct texts.
    2. `train_test_split(arange(n), test_size=test, random_state=seed)` takes the test
       samples from all; then the same with `test_size=validation / (1 - test)` takes
       those for validation from the rest. Both with `stratify=` the values of the
       column of `stratified_by(project)`; where scikit-learn refuses that (a class is
       too small), without. A share of 0 takes nothing and shuffles nothing.
    3. Columns are put side by side along a new last axis: k plain ones give (n, k),
       and one gives (n, 1); a single column with a shape of its own stays as it is.
    4. `StandardScaler` or `MinMaxScaler`, fitted on the training samples, scales the
       features of vectors one by one and the values of images all together.
    5. With `one_hot`, categories (text, or 2 to 20 distinct whole numbers that occur
       twice on average) are rows of `numpy.eye(k)` and no longer scaled.
    6. The binding's `reshape`. Then class numbers, which are categories alone or the
       target of a sparse loss, become int32 and everything else float32.

    Args:
        folder: Where relative paths start from: the folder of the project's file.

    Raises:
        DataError: If the source cannot be read, a layer is not bound, or shapes do
            not fit; the text names the file or the layer.
    """
    if project.data.source is None:
        raise DataError(
            "Training needs data. Received: a project without a source of data. "
            "Choose one first."
        )
    table = read(project.data.source, folder)
    parts = divide(len(table), project.data.split, _labels(project, table))
    inputs = dict(_arrays(project, "Input", table, parts))
    targets = dict(_arrays(project, "Output", table, parts))
    return Dataset(
        *(
            Samples(
                {name: array[part] for name, array in inputs.items()},
                {name: array[part] for name, array in targets.items()},
                positions=part,
            )
            for part in parts
        )
    )


def _labels(project: Project, table: Table) -> NDArray | None:
    name = stratified_by(project)
    column = table.columns.get(name) if name else None
    return column.values if column and column.values.ndim == 1 else None


def _arrays(
    project: Project, type: str, table: Table, parts: Parts
) -> Iterator[tuple[str, NDArray]]:
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
        try:
            array = prepare(table, binding, parts.train)
        except DataError as error:
            raise DataError(f"{type} {layer.name!r}: {error}") from error
        if type == "Input":
            _check_shape(layer, array.shape[1:])
        elif loss_family(layer) == "sparse":
            array = _class_numbers(layer, array)
        yield layer.name, array


def _check_shape(layer: Layer, received: tuple[int, ...]) -> None:
    """Raises if samples do not have the shape that an Input asks for."""
    drawn = drawn_shape(layer)
    if drawn is not None and not fits(received, drawn):
        raise DataError(
            f"Input {layer.name!r} takes samples of shape {drawn}. "
            f"Received: columns of shape {received}. Bind the columns again, or "
            "reshape them."
        )


def _class_numbers(layer: Layer, values: NDArray) -> NDArray:
    """Returns whole numbers as integers; raises if there are others."""
    others = values[values % 1 != 0]
    if len(others):
        raise DataError(
            f"Output {layer.name!r} has a loss that takes class numbers: 0, 1, 2 and "
            f"so on. Received: {others[0]:g}. Take another loss, or change scaling."
        )
    return values.astype("int32")
