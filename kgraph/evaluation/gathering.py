"""Gathers what an Output says, batch by batch, and judges all of it in the end.

What is kept is bounded: counts and class numbers of all samples, scores and numbers of
as many as are chosen evenly among them.
"""

import math
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from kgraph.document.evaluation import Confusion
from kgraph.evaluation.asking import Question
from kgraph.evaluation.metrics.calibration import calibrate
from kgraph.evaluation.metrics.confusion import (
    MOST_CLASSES,
    confuse,
    score_classes,
    score_counts,
)
from kgraph.evaluation.metrics.curves import precision_recall, roc
from kgraph.evaluation.metrics.regression import regress
from kgraph.evaluation.saying import class_numbers, decided

MOST_VALUES = 5_000_000  # scores or numbers of an Output that are kept


class Gatherer(Protocol):
    """Takes batches of an Output in, and says how good it was."""

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        """Takes a batch: targets, what the model said, losses, and where it is from."""

    def judged(self) -> dict[str, Any]:
        """Returns the fields of its `OutputEvaluation` that it knows."""


def gatherer(question: Question, samples: int) -> Gatherer:
    """Returns the gatherer for a question.

    Args:
        samples: How many there will be.
    """
    match question.task:
        case "binary" | "classes":
            return _Classes(question, samples)
        case "labels":
            return _Labels(question, samples)
        case "numbers":
            return _Numbers(question, samples)
        case "mask":
            return _Mask(question)
    return _Other()


class _Kept:
    """Rows of arrays, evenly chosen among all samples."""

    def __init__(self, samples: int, width: int) -> None:
        self.every = max(1, math.ceil(samples * width / MOST_VALUES))
        self._seen = 0
        self._rows: list[NDArray] = []

    def add(self, rows: NDArray) -> None:
        first = -self._seen % self.every
        self._rows.append(rows[first :: self.every])
        self._seen += len(rows)

    def all(self) -> NDArray:
        return np.concatenate(self._rows)

    def notes(self, what: str) -> tuple[str, ...]:
        if self.every == 1:
            return ()
        return (f"{what} are of one sample in {self.every}.",)


class _Classes:
    """One class of two or more for each sample."""

    def __init__(self, question: Question, samples: int) -> None:
        self._question = question
        self._columns: list[tuple[NDArray, ...]] = []
        self._scores = _Kept(samples, len(question.names))

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        scores = self._question.likelihoods(tensor)
        numbers = class_numbers(self._question, truths)
        guesses = decided(self._question, scores)
        self._columns.append((numbers, guesses, losses, positions))
        self._scores.add(scores)

    def judged(self) -> dict[str, Any]:
        truths, guesses, losses, positions = map(
            np.concatenate, zip(*self._columns, strict=True)
        )
        question, names = self._question, self._question.names
        notes = self._scores.notes("Curves and calibration")
        if len(names) > MOST_CLASSES:
            notes += (f"The matrix has the {MOST_CLASSES} classes with most mistakes.",)
        return {
            "accuracy": float((truths == guesses).mean()),
            "classes": score_classes(truths, guesses, names),
            "confusion": confuse(truths, guesses, names, losses, positions),
            **_curves(question, truths[:: self._scores.every], self._scores.all()),
            "notes": notes,
        }


def _curves(question: Question, truths: NDArray, scores: NDArray) -> dict[str, Any]:
    is_likely = question.are_likelihoods
    if question.task == "binary":
        is_yes, yes = truths == 1, scores[:, 0]
        names = question.names[1:]
        of_classes, of_each = is_yes[:, None], scores
        calibration = calibrate(is_yes, yes) if is_likely else None
    else:
        names, of_each = question.names, scores
        of_classes = truths[:, None] == np.arange(len(names))
        is_right = truths == scores.argmax(axis=1)
        calibration = calibrate(is_right, scores.max(axis=1)) if is_likely else None
    return {
        "roc": roc(of_classes, of_each, names),
        "pr": precision_recall(of_classes, of_each, names),
        "calibration": calibration,
    }


class _Labels:
    """Any of several labels for each sample."""

    def __init__(self, question: Question, samples: int) -> None:
        self._question = question
        self._truths = _Kept(samples, len(question.names))
        self._scores = _Kept(samples, len(question.names))

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        self._truths.add(truths > self._question.threshold)
        self._scores.add(self._question.likelihoods(tensor))

    def judged(self) -> dict[str, Any]:
        question, names = self._question, self._question.names
        truths, scores = self._truths.all(), self._scores.all()
        guesses = scores >= question.threshold
        is_likely = question.are_likelihoods
        return {
            "accuracy": float((truths == guesses).mean()),
            "classes": score_classes(truths, guesses, names),
            "roc": roc(truths, scores, names),
            "pr": precision_recall(truths, scores, names),
            "calibration": (
                calibrate(truths.ravel(), scores.ravel()) if is_likely else None
            ),
            "notes": (
                "Labels do not exclude each other: there is no confusion matrix.",
                *self._scores.notes("All of this"),
            ),
        }


class _Numbers:
    """One or more numbers for each sample."""

    def __init__(self, question: Question, samples: int) -> None:
        self._question = question
        self._truths = _Kept(samples, len(question.names))
        self._said = _Kept(samples, len(question.names))

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        self._truths.add(truths.reshape(tensor.shape))
        self._said.add(tensor)

    def judged(self) -> dict[str, Any]:
        question = self._question
        truths = question.in_units(self._truths.all())
        said = question.in_units(self._said.all())
        return {
            "regressions": tuple(
                regress(name, truths[:, place], said[:, place])
                for place, name in enumerate(question.names)
            ),
            "notes": self._said.notes("All of this"),
        }


class _Mask:
    """A class for each pixel; pixels are counted and not kept."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._counts = np.zeros((len(question.names),) * 2, "int64")

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        guesses = decided(self._question, self._question.likelihoods(tensor))
        numbers = class_numbers(self._question, truths)
        labels = range(len(self._question.names))
        self._counts += confusion_matrix(
            numbers.ravel(), guesses.ravel(), labels=labels
        )

    def judged(self) -> dict[str, Any]:
        names, counts = self._question.names, self._counts
        rows = tuple(tuple(map(int, row)) for row in counts)
        return {
            "accuracy": float(np.trace(counts) / max(counts.sum(), 1)),
            "classes": score_counts(counts, names),
            "confusion": Confusion(names, rows),
            "notes": (
                "Pixels are counted; ROC and calibration are not drawn of them.",
            ),
        }


class _Other:
    """What is judged by its loss and its metrics alone."""

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        """Needs nothing."""

    def judged(self) -> dict[str, Any]:
        return {
            "notes": (
                "Expected a class, labels, up to 32 numbers or a mask for each sample: "
                "of what this Output gives, losses and metrics alone are shown.",
            )
        }
