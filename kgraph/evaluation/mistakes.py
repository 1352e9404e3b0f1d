"""Finds the samples that a model does worst."""

import heapq

import keras
import numpy as np
from numpy.typing import NDArray

from kgraph.document.evaluation import Mistake
from kgraph.evaluation.asking import Question
from kgraph.evaluation.saying import class_numbers, decided, say

MOST = 24


class Worst:
    """Remembers the samples with the highest losses, and what was said to them."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._heap: list[tuple[float, int, Mistake]] = []

    def add(
        self, truths: NDArray, tensor: NDArray, losses: NDArray, positions: NDArray
    ) -> None:
        """Takes a batch in: targets, what the model said, losses, and where from."""
        for sample in np.argsort(-losses, kind="stable")[:MOST]:
            loss, position = float(losses[sample]), int(positions[sample])
            is_full = len(self._heap) == MOST
            if is_full and loss <= self._heap[0][0]:
                break
            mistake = self._mistake(truths[sample], tensor[sample], loss, position)
            found = (loss, -position, mistake)
            if is_full:
                heapq.heapreplace(self._heap, found)
            else:
                heapq.heappush(self._heap, found)

    def all(self) -> tuple[Mistake, ...]:
        """Returns them, the worst first."""
        return tuple(m for *_, m in sorted(self._heap, key=lambda f: f[:2])[::-1])

    def _mistake(
        self, truth: NDArray, tensor: NDArray, loss: float, position: int
    ) -> Mistake:
        answer = say(self._question, tensor, truth)
        return Mistake(
            position,
            answer.truth,
            answer.text,
            loss,
            _is_wrong(self._question, truth, tensor),
        )


def _is_wrong(question: Question, truth: NDArray, tensor: NDArray) -> bool | None:
    if question.task not in ("binary", "classes"):
        return None
    chosen = decided(question, question.likelihoods(tensor[None]))
    return bool(chosen[0] != class_numbers(question, truth[None])[0])


def losses_of(
    loss: keras.losses.Loss | None, truths: NDArray, tensor: NDArray
) -> NDArray:
    """Returns the loss of each sample; its mean square error without a loss.

    Args:
        loss: One that reduces nothing.
    """
    if loss is None:
        found = np.square(truths.astype("float64") - tensor)
    else:
        found = keras.ops.convert_to_numpy(loss(truths, tensor))
    return found.reshape(len(tensor), -1).mean(axis=1)
