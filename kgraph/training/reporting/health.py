"""Notices that a run goes wrong, from its numbers alone."""

import math
from collections.abc import Mapping, Sequence

from kgraph.messages import Warned

PATIENCE = 5
"""Epochs in a row before a loss is called flat, or overfitting is said to set in."""
_FLAT = 1e-3  # share of the loss by which it must change to be more than noise


class Health:
    """Looks at the losses of a run; each kind of warning is given once."""

    def __init__(self) -> None:
        self._losses: list[float] = []
        self._validated: list[float] = []
        self._given: set[str] = set()

    def see_batches(self, losses: Sequence[float], step: int) -> list[Warned]:
        """Returns what is wrong with the running loss of some batches."""
        if all(map(math.isfinite, losses)):
            return []
        broken = next(loss for loss in losses if not math.isfinite(loss))
        what = "NaN" if math.isnan(broken) else "infinite"
        return self._once(
            "nan",
            step,
            f"The loss became {what}. A lower learning rate, gradient clipping "
            "(`clipnorm` of the optimizer) or scaled data often helps.",
        )

    def see_epoch(self, logs: Mapping[str, float], step: int) -> list[Warned]:
        """Returns what is wrong with the losses of the epochs until now."""
        self._losses.append(logs.get("loss", math.nan))
        found: list[Warned] = []
        if is_flat(self._losses):
            found += self._once(
                "flat",
                step,
                f"The loss has not changed in {PATIENCE} epochs. A higher learning "
                "rate, scaled data, or another activation before the Output may help; "
                "or nothing is left to learn.",
            )
        if "val_loss" in logs:
            self._validated.append(logs["val_loss"])
            if is_overfitting(self._losses, self._validated):
                best = self._validated.index(min(self._validated)) + 1
                found += self._once(
                    "overfitting",
                    step,
                    "Overfitting sets in: the validation loss was lowest in epoch "
                    f"{best} and has risen since, while the training loss falls. Stop "
                    "and restore the best, or add dropout, augmentation or data.",
                )
        return found

    def _once(self, kind: str, step: int, sentence: str) -> list[Warned]:
        if kind in self._given:
            return []
        self._given.add(kind)
        return [Warned(kind, step, sentence)]


def is_flat(losses: Sequence[float]) -> bool:
    """Whether the last losses are all but equal.

    Example:

    >>> is_flat([2.3, 2.3, 2.3, 2.3, 2.3, 2.3]), is_flat([2.3, 2.2, 2.1, 2.0, 1.9, 1.8])
    (True, False)
    """
    last = losses[-PATIENCE - 1 :]
    if len(last) <= PATIENCE or not all(map(math.isfinite, last)):
        return False
    return max(last) - min(last) <= _FLAT * abs(last[-1])


def is_overfitting(losses: Sequence[float], validated: Sequence[float]) -> bool:
    """Whether what is not learned from gets worse while the rest gets better.

    The best validation loss must be `PATIENCE` epochs old and the last a twentieth
    above it.
    """
    if len(validated) <= PATIENCE or not all(map(math.isfinite, validated)):
        return False
    best = min(validated)
    since = len(validated) - 1 - validated.index(best)
    falls = losses[-1] < losses[-1 - PATIENCE]
    return since >= PATIENCE and validated[-1] > 1.05 * best and falls
