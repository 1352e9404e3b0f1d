"""In which order samples are learned from: decided by seed and pass alone.

So a run that goes on after a crash sees what it would have seen, on any backend.
"""

import math

import numpy as np
from msgspec import Struct


class Order(Struct, frozen=True):
    """The batches of a run, one pass over the samples after the other.

    Attributes:
        samples: How many there are.
        is_shuffled: Whether each pass has an order of its own.
        drops_rest: Whether a last batch with fewer samples is left out.
    """

    samples: int
    batch_size: int
    seed: int
    is_shuffled: bool = True
    drops_rest: bool = False

    @property
    def batches(self) -> int:
        """How many batches a pass has."""
        share = self.samples / self.batch_size
        return math.floor(share) if self.drops_rest else math.ceil(share)

    def positions(self, number: int) -> np.ndarray:
        """Returns the positions of the samples of a pass, int64.

        TensorFlow shuffles by itself, as `tensorflow.py` says why.
        """
        if not self.is_shuffled:
            return np.arange(self.samples)
        return np.random.default_rng((self.seed, int(number))).permutation(self.samples)

    def batch(self, number: int) -> np.ndarray:
        """Returns the positions of one batch, counted over all passes."""
        turn, place = divmod(number, self.batches)
        start = place * self.batch_size
        return self.positions(turn)[start : start + self.batch_size]
