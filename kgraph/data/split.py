"""Divides samples into those to train on, to validate with and to test with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgraph.data.lazy import LazyArray
from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import held_back, in_words, stratified_by
from kgraph.document.data import PARTS
from kgraph.document.errors import DataError
from kgraph.document.project import Project, Split
from kgraph.document.telling.words import plural

if TYPE_CHECKING:
    from numpy.typing import NDArray


MAX_SEED = 2**32 - 1


class Parts(NamedTuple):
    """Positions of the samples of each part."""

    train: NDArray
    validation: NDArray
    test: NDArray


def divide_table(project: Project, table: Table) -> Parts:
    """Returns who goes where, as the project's split says.

    What has a source of its own takes nothing from this table.

    Raises:
        DataError: If it cannot be divided so; the text says what to change.
    """
    split = held_back(project.data)
    if split.by == "fraction":
        name = stratified_by(project)
        column = table.columns.get(name) if name else None
        is_plain = column is not None and len(column.values.shape) == 1
        has_labels = column is not None and is_plain and not _is_lazy(column.values)
        labels = column.array if column and has_labels else None
        return divide(len(table), split, labels)
    _check_shares(split)
    if split.by == "column":
        return _divide_by_column(split, _column(split, table))
    times = _column(split, table) if split.column else None
    return _divide_by_time(len(table), split, times)


def divide(samples: int, split: Split, labels: NDArray | None = None) -> Parts:
    """Returns who goes where: seeded, shuffled and, given labels, stratified.

    First the test samples are taken from all, then those for validation from the
    rest, both by scikit-learn's `train_test_split`. A part whose share is 0 is empty.

    Args:
        labels: The class of each sample.

    Raises:
        DataError: If the shares leave nothing to train on, or the seed is none.
    """
    import numpy as np

    _check_shares(split)
    if not 0 <= split.seed <= MAX_SEED:
        raise DataError(
            f"The seed of a split must be from 0 to {MAX_SEED}. Received: {split.seed}."
        )
    everyone = np.arange(samples)
    rest, test = _take(everyone, split.test, split.seed, labels)
    share = split.validation / (1 - split.test)
    train, validation = _take(rest, share, split.seed, labels)
    return Parts(train, validation, test)


def _divide_by_column(split: Split, column: TableColumn) -> Parts:
    """Takes the samples of each part that has a share from what a column says."""
    import numpy as np

    says = column.categories
    if says is None:
        raise DataError(
            f"Column {column.name!r} must say {in_words(PARTS)} to divide samples. "
            "Received: numbers, or texts that hardly ever repeat."
        )
    column.check_complete()
    unknown = [text for text in says if text not in PARTS]
    if unknown:
        raise DataError(
            f"Column {column.name!r} must say {in_words(PARTS)} to divide samples. "
            f"Received: {unknown[0]!r}."
        )
    shares = {"train": 1.0, "validation": split.validation, "test": split.test}
    absent = [part for part, share in shares.items() if share and part not in says]
    if absent:
        hint = (
            ""
            if absent[0] == "train"
            else f" Give {absent[0]} the share 0 to do without."
        )
        raise DataError(
            f"Column {column.name!r} must say {absent[0]!r} of some samples. "
            f"Received: {in_words(says)}.{hint}"
        )

    def those(part: str) -> NDArray:
        code = says.index(part) if shares[part] else len(says)
        return np.flatnonzero(column.array == code)

    return Parts(*map(those, PARTS))


def _divide_by_time(samples: int, split: Split, times: TableColumn | None) -> Parts:
    """Takes the last samples to test with, and those before them for validation."""
    import numpy as np

    everyone = np.arange(samples)
    if times is not None:
        times.check_complete()
        everyone = np.argsort(times.array, kind="stable")
    test = samples - round(samples * split.test)
    validation = test - round(samples * split.validation)
    if validation < 1:
        raise DataError(
            f"Of {plural(samples, 'sample')}, {split.validation:.0%} and "
            f"{split.test:.0%} cannot be held back: there are too few. Bring "
            "more samples or hold back less."
        )
    return Parts(*np.split(everyone, [validation, test]))


def _column(split: Split, table: Table) -> TableColumn:
    """Returns the column that a split goes by."""
    column = table.columns.get(split.column)
    if column is None:
        raise DataError(
            f"The split by {split.by} goes by a column of the data: "
            f"{in_words(table.columns)}. Received: {split.column!r}."
        )
    if len(column.values.shape) > 1 or _is_lazy(column.values):
        raise DataError(
            f"The split by {split.by} goes by a column with one value in each sample. "
            f"Received: {split.column!r} of shape {column.values.shape[1:]}."
        )
    return column


def _is_lazy(values: object) -> bool:
    return isinstance(values, LazyArray)


def _check_shares(split: Split) -> None:
    shares = split.validation, split.test
    if not (min(shares) >= 0 and sum(shares) < 1):
        raise DataError(
            "The shares of validation and test must be 0 or more and leave something "
            f"to train on. Received: validation={shares[0]}, test={shares[1]}."
        )


def _take(
    positions: NDArray, share: float, seed: int, labels: NDArray | None
) -> tuple[NDArray, NDArray]:
    """Returns the positions that stay and those that are taken."""
    from sklearn.model_selection import train_test_split

    if share == 0:
        return positions, positions[:0]
    if labels is not None:
        try:
            stay, taken = train_test_split(
                positions,
                test_size=share,
                random_state=seed,
                stratify=labels[positions],
            )
            return stay, taken
        except ValueError:
            pass  # A class is too small to be in both parts: do without.
    try:
        stay, taken = train_test_split(positions, test_size=share, random_state=seed)
    except ValueError as error:
        raise DataError(
            f"Of {plural(len(positions), 'sample')}, {share:.0%} cannot be held back: "
            "there are too few. Bring more samples or hold back less."
        ) from error
    return stay, taken
