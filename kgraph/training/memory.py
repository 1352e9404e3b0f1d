"""Finds a batch size that fits into memory, once one did not."""

import gc
from collections.abc import Callable

from kgraph.training.feeding.feed import first_batch
from kgraph.training.preparing.prepared import Prepared
from kgraph.training.words import TrainingError, is_out_of_memory

LARGEST_STEP_DOWN = 12
"""How many times a size is halved: a thousandth of it says that the model is it."""


def more_about(error: Exception, prepared: Prepared) -> Exception:
    """Returns an error that also says which batch size would fit, if memory was short.

    Tries it out: the model's weights are of no further use.
    """
    if not is_out_of_memory(error):
        return error
    size = prepared.project.training.batch_size

    def step(size: int) -> None:
        gc.collect()  # what the last try has left
        batch = first_batch(prepared.dataset.train, size)
        inputs, targets, *weights = batch
        prepared.model.train_on_batch(inputs, targets, *weights)

    found = largest_fitting(size, step)
    told = TrainingError(
        f"There was not enough memory for batches of {size}. "
        + (
            f"Batches of {found} fit: choose that batch size."
            if found
            else "Not even a single sample fits: make the model smaller."
        )
    )
    told.__cause__ = error
    return told


def largest_fitting(size: int, step: Callable[[int], None]) -> int:
    """Returns the largest half, quarter, eighth, ... of a size that fits; 0 for none.

    Args:
        step: Trains a batch of a size; raises if memory is short.
    """
    for _ in range(LARGEST_STEP_DOWN):
        size //= 2
        if not size:
            break
        try:
            step(size)
        except Exception as error:
            if not is_out_of_memory(error):
                return 0
        else:
            return size
    return 0
