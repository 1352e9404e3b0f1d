"""Samples as training takes them: arrays by the names of Inputs and Outputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Samples:
    """Arrays of equally many samples, by the name of the layer they belong to.

    They are plain, so that any backend can be fed, and of the class `LazyArray` where
    samples lie in files. With TensorFlow and batches of 32,
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
