"""How much each sample counts at an Output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.data.lazy import LazyArray
from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import in_words
from kgraph.document.errors import DataError
from kgraph.document.project import Binding

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Weigher:
    """Says how much samples count at an Output.

    Attributes:
        classes: The column that says their class, and the weight of each class by its
            value there; they count in training alone, as Keras's `class_weight` does.
        column: The column that holds their own weights; they count everywhere.
    """

    classes: tuple[str, dict[float, float]] | None = None
    column: str = ""

    def __call__(
        self, table: Table, positions: NDArray, *, is_train: bool
    ) -> NDArray | None:
        """Returns a float32 for each of these samples, None if all count the same.

        Raises:
            DataError: If a sample lacks a weight or has one below 0, or none to train
                with counts.
        """
        import numpy as np

        weights = None
        if self.column:
            weights = _own_weights(table.columns[self.column], positions)
        if self.classes is not None and is_train:
            name, by_class = self.classes
            values = table.columns[name].values[positions]
            found = np.array([by_class.get(float(value), 1.0) for value in values])
            weights = found if weights is None else found * weights
        if is_train and weights is not None and not weights.any():
            raise DataError(
                "Some of the samples to train with must count. Received: a weight of 0 "
                "for all of them."
            )
        return None if weights is None else weights.astype("float32")


def weigher(table: Table, binding: Binding, train: NDArray) -> Weigher:
    """Returns what weighs samples as the binding of an Output says.

    Args:
        train: Positions of the samples by which classes are balanced.

    Raises:
        DataError: If the columns cannot say it.
    """
    column = binding.sample_weights
    if column and column not in table.columns:
        raise DataError(
            f"The data must have the column {column!r}, which weighs samples. "
            f"Received: {in_words(table.columns)}."
        )
    if binding.class_weights in ("none", {}):
        return Weigher(None, column)
    name = binding.columns[0]
    labels = table.columns[name]
    known = labels.description
    is_plain = len(binding.columns) == 1 and not known.shape
    if not is_plain or known.dtype == "string" or isinstance(labels.values, LazyArray):
        raise DataError(
            "Class weights need one column that says the class of each sample. "
            f"Received: {in_words(binding.columns)}."
        )
    if binding.class_weights == "balanced":
        return Weigher((name, _balanced(labels, train)), column)
    assert isinstance(binding.class_weights, dict)
    return Weigher((name, _by_hand(labels, binding.class_weights)), column)


def _own_weights(column: TableColumn, positions: NDArray) -> NDArray:
    import numpy as np

    weights = column.values[positions]
    is_plain = column.categories is None and weights.dtype.kind in "biuf"
    if not is_plain or weights.ndim != 1:
        raise DataError(
            f"Column {column.name!r} must hold a number for each sample to weigh "
            "them. Received: something else."
        )
    exact = weights.astype("float64")
    wrong = exact[~(np.isfinite(exact) & (exact >= 0))]
    if len(wrong):
        raise DataError(
            f"Column {column.name!r} weighs samples and must be 0 or more in each. "
            f"Received: {wrong[0]:g}."
        )
    return exact


def _balanced(labels: TableColumn, train: NDArray) -> dict[float, float]:
    import numpy as np
    from sklearn.utils.class_weight import compute_class_weight

    values = labels.values[train]
    if not labels.description.is_categorical:
        raise DataError(
            "Balanced class weights need categories, or few whole numbers. Received: "
            f"the numbers of column {labels.name!r}. Weigh by hand, or not at all."
        )
    classes = np.unique(values)
    weights = compute_class_weight("balanced", classes=classes, y=values)
    return dict(zip(classes.tolist(), weights.tolist(), strict=True))


def _by_hand(labels: TableColumn, weights: dict[str, float]) -> dict[float, float]:
    """Returns weights by the values of a column; a class that is not there weighs 1."""
    known = labels.description.categories
    unknown = [name for name in weights if known and name not in known]
    if unknown:
        raise DataError(
            f"Class weights must be of classes in column {labels.name!r}: "
            f"{in_words(known)}. Received: {unknown[0]!r}."
        )
    below = [name for name, weight in weights.items() if not weight >= 0]
    if below:
        raise DataError(
            f"The weight of a class must be 0 or more. Received: {weights[below[0]]} "
            f"for {below[0]!r}."
        )
    if labels.categories is not None:
        return {labels.categories.index(name): w for name, w in weights.items()}
    try:
        return {float(name): weight for name, weight in weights.items()}
    except ValueError as error:
        raise DataError(
            f"Classes in column {labels.name!r} are numbers. Received: {error}."
        ) from error
