"""Divides samples into those to train on, to validate with and to test with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgraph.document.errors import DataError
from kgraph.document.project import Split

if TYPE_CHECKING:
    from numpy.typing import NDArray


MAX_SEED = 2**32 - 1


class Parts(NamedTuple):
    """Positions of the samples of each part; together they are all samples."""

    train: NDArray
    validation: NDArray
    test: NDArray


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

    shares = split.validation, split.test
    if not (min(shares) >= 0 and sum(shares) < 1):
        raise DataError(
            "The shares of validation and test must be 0 or more and leave something "
            f"to train on. Received: validation={shares[0]}, test={shares[1]}."
        )
    if not 0 <= split.seed <= MAX_SEED:
        raise DataError(
            f"The seed of a split must be from 0 to {MAX_SEED}. Received: {split.seed}."
        )
    everyone = np.arange(samples)
    rest, test = _take(everyone, split.test, split.seed, labels)
    share = split.validation / (1 - split.test)
    train, validation = _take(rest, share, split.seed, labels)
    return Parts(train, validation, test)


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
            f"{len(positions)} samples are too few to hold back {share:.0%} of them. "
            "Bring more samples or hold back less."
        ) from error
    return stay, taken
