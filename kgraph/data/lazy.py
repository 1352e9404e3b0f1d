"""Samples that lie in files, one in each, and are read when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike, NDArray


class Decoding(Protocol):
    """How the file of a sample becomes its values.

    Attributes:
        shape, dtype: Of one sample; the dtype is `object` for text.
        minimum, maximum: The range that the format allows, None where there is none.
    """

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> str: ...
    @property
    def minimum(self) -> float | None: ...
    @property
    def maximum(self) -> float | None: ...

    def read(self, path: str) -> NDArray:
        """Returns the sample in a file.

        Raises:
            DataError: If it cannot be read; the text names it and says what to do.
        """


@dataclass(frozen=True, eq=False)
class LazyArray:
    """An array of samples of which each lies in a file of its own.

    Asked for positions it reads those files, and no others, every time anew:

    >>> images[3].shape, images[[3, 1]].shape, images[:2].shape  # doctest: +SKIP
    ((32, 32, 3), (2, 32, 32, 3), (2, 32, 32, 3))

    Attributes:
        paths: The file of each sample.
        decoding: How a file is read.
        factor, offset: What was read is multiplied by the one, then the other is
            added, in float32.
        sample_shape: Shape that a sample is given then; None for the decoding's.
    """

    paths: Sequence[str]
    decoding: Decoding
    factor: float = 1.0
    offset: float = 0.0
    sample_shape: tuple[int, ...] | None = None

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the whole array, samples first."""
        shape = self.sample_shape
        return (len(self), *(self.decoding.shape if shape is None else shape))

    @property
    def ndim(self) -> int:
        """How many axes the whole array has."""
        return len(self.shape)

    @property
    def dtype(self) -> str:
        """The name of the dtype that samples are read as."""
        return self.decoding.dtype

    def __getitem__(self, positions: Any) -> NDArray:
        """Returns the samples at an integer, a slice, integers or a mask.

        Raises:
            DataError: If a file cannot be read; the text names it.
        """
        import numpy as np

        chosen = np.arange(len(self))[positions]
        if not chosen.ndim:
            return self._sample(int(chosen))
        samples = np.empty((len(chosen), *self.shape[1:]), self.dtype)
        for place, position in enumerate(chosen):
            # A text is an array without axes; what is kept is the text in it.
            samples[place] = self._sample(int(position))[()]
        return samples

    def take(self, positions: ArrayLike) -> LazyArray:
        """Returns the lazy array of the samples at these positions; reads nothing."""
        import numpy as np

        chosen = np.arange(len(self))[np.asarray(positions)]
        return replace(self, paths=tuple(self.paths[i] for i in chosen))

    def scaled(self, factor: float, offset: float) -> LazyArray:
        """Returns the lazy array of `values * factor + offset`; reads nothing."""
        return replace(
            self, factor=self.factor * factor, offset=self.offset * factor + offset
        )

    def reshape(self, count: int, *shape: int) -> LazyArray:
        """Returns the lazy array of samples of another shape; reads nothing.

        Args:
            count: How many samples there are, as NumPy wants it: -1 or all of them.
            shape: Of a sample; as many values as it has.
        """
        is_as_read = shape == self.decoding.shape
        return replace(self, sample_shape=None if is_as_read else shape)

    def astype(self, dtype: DTypeLike, copy: bool = True) -> LazyArray:
        """Returns this: samples are numbers in float32, or text, from the start."""
        return self

    def _sample(self, position: int) -> NDArray:
        values = self.decoding.read(self.paths[position])
        if (self.factor, self.offset) != (1.0, 0.0):
            import numpy as np

            values = values * np.float32(self.factor) + np.float32(self.offset)
        return (
            values if self.sample_shape is None else values.reshape(self.sample_shape)
        )
