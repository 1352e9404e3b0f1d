"""Loads what a project learns from: arrays by the names of Inputs and Outputs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import LazyArray
from kgraph.data.prepare import Preparer, fit
from kgraph.data.progress import Progress
from kgraph.data.split import Parts, divide_table
from kgraph.data.table import Table
from kgraph.data.together import read_all
from kgraph.data.weigh import Weigher, weigher
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
class Samples:
    """Arrays of equally many samples, by the name of the layer they belong to.

    They are plain, so that any backend can be fed. With TensorFlow and batches of 32,
    a digits MLP took 14,000 of them a second as arrays, 12,000 through a `PyDataset`
    and 31,000 through `tf.data.Dataset.from_tensor_slices((inputs, targets))`; a small
    CNN 8,500, 6,400 and 9,200 (2 cores).

    Attributes:
        weights: How much each sample counts, float32, at those Outputs where not all
            count the same.
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


def load(
    project: Project,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Returns the arrays that a project's model is trained and judged with.

    The recipe, which generated programs follow with the same calls:

    1. Numbers are float64 until the last step. Text becomes int32 positions among the
       sorted distinct texts; free text stays what it is, in arrays of objects.
    2. Windows, where a source is a time series: a sample is `length` rows of it.
    3. The split. By fraction: `train_test_split(arange(n), test_size=test,
       random_state=seed)` takes the test samples from all; then the same with
       `test_size=validation / (1 - test)` takes those for validation from the rest.
       Both with `stratify=` the values of the column of `stratified_by(project)`;
       where scikit-learn refuses that (a class is too small), without. A share of 0
       takes nothing and shuffles nothing. By column: what it says, in the order of the
       samples. By time: of `argsort(column, kind="stable")` the last `round(n * test)`
       to test with, and `round(n * validation)` before them. A part with a source of
       its own is that source, whole.
    4. Missing values are filled by a `SimpleImputer` for each column, fitted on the
       training samples; for text it takes the most frequent.
    5. Columns are put side by side along a new last axis: k plain ones give (n, k),
       and one gives (n, 1); a single column with a shape of its own stays as it is.
    6. `StandardScaler` or `MinMaxScaler`, fitted on the training samples, scales the
       features of vectors one by one and the values of images all together. Columns
       with preparations of their own, and those of windows, are scaled one by one,
       before they stand side by side.
    7. With `one_hot`, categories (text, or 2 to 20 distinct whole numbers that occur
       twice on average) are rows of `numpy.eye(k)` and no longer scaled.
    8. The binding's `reshape`. Then class numbers, which are categories alone or the
       target of a sparse loss, become int32 and everything else float32.
    9. Weights: the column of sample weights, times, in training, the weight of the
       class: given, or of `compute_class_weight("balanced")` over training samples.

    Columns whose samples lie in files are lazy: read when a batch asks for them,
    never scaled to a mean that nobody knows.

    Args:
        folder: Where relative paths start from: the folder of the project's file.
        progress: Is told how a download gets on.

    Raises:
        DataError: If the source cannot be read, a layer is not bound, or shapes do
            not fit; the text names the file or the layer.
        UntrustedError: If a source is a program that nobody has agreed to run.
    """
    used = _used_columns(project)
    tables = read_all(project.data, folder, used, progress)
    parts = divide_table(project, tables.main)
    inputs = list(_preparers(project, "Input", tables.main, parts))
    targets = list(_preparers(project, "Output", tables.main, parts))
    weighers = list(_weighers(project, tables.main, parts))
    samples = []
    for name, positions in parts._asdict().items():
        table = getattr(tables, name, None)
        if table is None:
            table = tables.main
        else:
            positions = _all_of(table)
        samples.append(
            Samples(
                {x.name: prepare(table, positions) for x, prepare in inputs},
                {
                    x.name: _target(x, prepare(table, positions))
                    for x, prepare in targets
                },
                {
                    x.name: weights
                    for x, weigh in weighers
                    if (weights := weigh(table, positions, is_train=name == "train"))
                    is not None
                },
                positions,
            )
        )
    return Dataset(*samples)


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


def _target(layer: Layer, array: Any) -> Any:
    is_lazy = isinstance(array, LazyArray)
    is_sparse = loss_family(layer) == "sparse" and not is_lazy
    return _class_numbers(layer, array) if is_sparse else array


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


def _class_numbers(layer: Layer, values: NDArray) -> NDArray:
    """Returns whole numbers as integers; raises if there are others."""
    others = values[values % 1 != 0]
    if len(others):
        raise DataError(
            f"Output {layer.name!r} has a loss that takes class numbers: 0, 1, 2 and "
            f"so on. Received: {others[0]:g}. Take another loss, or change scaling."
        )
    return values.astype("int32")
