"""What was taken for what, and how well each class is told from the others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from kgraph.document.evaluation import Cell, ClassScore, Confusion

MOST_CLASSES = 100  # of a matrix that can be drawn
MOST_SAMPLES = 24  # of a cell of it


def confuse(
    truths: NDArray,
    predicted: NDArray,
    names: Sequence[str],
    losses: NDArray,
    positions: NDArray,
) -> Confusion:
    """Returns the confusion matrix, and some samples of each of its cells.

    Of more than `MOST_CLASSES` classes it has those with most mistakes.

    Args:
        truths, predicted: The class of each sample, as its place in `names`.
        losses: Samples with high ones stand for their cell.
        positions: Where the samples are in the source.
    """
    counts = confusion_matrix(truths, predicted, labels=range(len(names)))
    shown = _most_confused(counts)
    places = {place: row for row, place in enumerate(shown)}
    cells = _cells(truths, predicted, losses, positions)
    return Confusion(
        tuple(names[place] for place in shown),
        tuple(tuple(map(int, row)) for row in counts[np.ix_(shown, shown)]),
        tuple(
            Cell(places[truth], places[guess], found)
            for (truth, guess), found in cells.items()
            if truth in places and guess in places
        ),
    )


def score_classes(
    truths: NDArray, predicted: NDArray, names: Sequence[str]
) -> tuple[ClassScore, ...]:
    """Returns precision, recall, F1 and support of each class.

    Args:
        truths, predicted: The class of each sample, or whether each sample has each
            label: (samples, labels).
    """
    found = precision_recall_fscore_support(
        truths, predicted, labels=range(len(names)), average=None, zero_division=0
    )
    rows = zip(names, *found, strict=True)
    return tuple(
        ClassScore(name, float(p), float(r), float(f), int(support))
        for name, p, r, f, support in rows
    )


def score_counts(counts: NDArray, names: Sequence[str]) -> tuple[ClassScore, ...]:
    """Returns the scores of each class of a confusion matrix, with its IoU."""
    right = np.diag(counts).astype("float64")
    support, guessed = counts.sum(axis=1), counts.sum(axis=0)
    rows = zip(names, right, guessed, support, strict=True)
    return tuple(
        ClassScore(
            name,
            _share(hits, all_guessed),
            _share(hits, count),
            _share(2 * hits, all_guessed + count),
            int(count),
            _share(hits, all_guessed + count - hits),
        )
        for name, hits, all_guessed, count in rows
    )


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


def _most_confused(counts: NDArray) -> list[int]:
    if len(counts) <= MOST_CLASSES:
        return list(range(len(counts)))
    wrong = counts.sum(axis=0) + counts.sum(axis=1) - 2 * np.diag(counts)
    return sorted(int(i) for i in np.argsort(-wrong, kind="stable")[:MOST_CLASSES])


def _cells(
    truths: NDArray, predicted: NDArray, losses: NDArray, positions: NDArray
) -> dict[tuple[int, int], tuple[int, ...]]:
    classes = int(max(truths.max(initial=0), predicted.max(initial=0))) + 1
    keys = truths.astype("int64") * classes + predicted
    # By cell, and within a cell the highest losses first.
    order = np.lexsort((-losses, keys))
    found, starts = np.unique(keys[order], return_index=True)
    ends = (*starts[1:], len(order))
    return {
        divmod(int(key), classes): tuple(
            map(int, positions[order[start : min(end, start + MOST_SAMPLES)]])
        )
        for key, start, end in zip(found, starts, ends, strict=True)
    }
