"""What every kind of source is read into: named columns of equally many samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kgraph.data.lazy import LazyArray
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_NUMBERS_AS_CATEGORIES = 20
MAX_CATEGORIES = 1000


@dataclass(frozen=True, eq=False)
class TableColumn:
    """The values of one column.

    Attributes:
        values: Numbers as they are (NaN where one is missing), or for categories
            their positions in `categories`, int32 (-1 where one is missing), or free
            text, as objects. The first axis is the samples.
        categories: The distinct texts of a column of text, in order; None for
            numbers and free text.
        lines: For each sample the line of the file it comes from, if there is one.
        is_series: Whether a sample is a piece of a series, one quantity throughout.
    """

    name: str
    values: NDArray | LazyArray
    categories: tuple[str, ...] | None = None
    lines: Sequence[int] | None = None
    is_series: bool = False

    @cached_property
    def description(self) -> Column:
        """What the drawing needs to know of this column."""
        shape = self.values.shape[1:]
        if self.values.dtype == "object" or self.is_long_text:
            return Column(self.name, shape, "string")
        if isinstance(self.values, LazyArray):
            low, high = self.values.decoding.minimum, self.values.decoding.maximum
            return Column(self.name, shape, minimum=low, maximum=high)
        missing = len(self._samples_where(self._is_missing()))
        if self.categories is not None:
            return Column(self.name, shape, "int32", self.categories, missing=missing)
        known = _describe_numbers(self.name, shape, self.values)
        return replace(known, missing=missing) if missing else known

    @property
    def is_long_text(self) -> bool:
        """Whether it is text that is too manifold for categories."""
        return self.categories is not None and len(self.categories) > MAX_CATEGORIES

    @property
    def array(self) -> NDArray:
        """Its values, where they do not lie in files."""
        assert not isinstance(self.values, LazyArray)
        return self.values

    def texts(self, positions: NDArray) -> NDArray:
        """Returns the texts of samples as objects; an empty one where none is."""
        import numpy as np

        chosen = self.values[positions]
        if self.categories is None:
            return chosen
        return np.array([*self.categories, ""], object)[chosen]

    def check_complete(self, *, may_lack: bool = False) -> None:
        """Raises if a value is missing or infinite; what lies in files has values.

        Args:
            may_lack: Whether only infinite ones are refused.

        Raises:
            DataError: With the column and the first such place.
        """
        import numpy as np

        if isinstance(self.values, LazyArray) or self.values.dtype == "object":
            return
        if not may_lack:
            wrong = self._is_missing()
        elif self.values.dtype.kind == "f":
            wrong = np.isinf(self.values)
        else:
            return
        samples = self._samples_where(wrong)
        if not len(samples):
            return
        first = int(samples[0])
        place = f"line {self.lines[first]}" if self.lines else f"sample {first}"
        more = f" and in {len(samples) - 1} more" if len(samples) > 1 else ""
        raise DataError(
            f"Column {self.name!r} needs a finite value in every sample. "
            f"Received: none in {place}{more}. Fill it in or take the sample out."
        )

    def _is_missing(self) -> NDArray | None:
        """Returns which values are missing or infinite, None where none can be."""
        import numpy as np

        if self.categories is not None:
            return self.array < 0
        is_float = self.array.dtype.kind == "f"
        return ~np.isfinite(self.array) if is_float else None

    @staticmethod
    def _samples_where(places: NDArray | None) -> NDArray:
        import numpy as np

        if places is None or not places.any():
            return np.empty(0, int)
        return np.flatnonzero(places.reshape(len(places), -1).any(axis=1))


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of a source, by name; all have equally many samples."""

    columns: dict[str, TableColumn]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).values)

    def describe(self) -> DataDescription:
        """Returns what the drawing needs to know of this table."""
        columns = tuple(column.description for column in self.columns.values())
        return DataDescription(len(self), columns)


def table(columns: Sequence[TableColumn], where: str) -> Table:
    """Returns the table of these columns.

    Args:
        where: The source, as errors name it.

    Raises:
        DataError: If there are no columns or samples, or not equally many.
    """
    counts = {column.name: len(column.values) for column in columns}
    if not any(counts.values()):
        raise DataError(f"{where} must hold samples. Received: none.")
    if len(set(counts.values())) > 1:
        words = ", ".join(f"{name!r}: {count}" for name, count in counts.items())
        raise DataError(
            f"{where} must hold equally many samples in every column (the first axis "
            f"of each array). Received: {words}."
        )
    return Table({column.name: column for column in columns})


def _describe_numbers(name: str, shape: tuple[int, ...], values: NDArray) -> Column:
    import numpy as np

    finite = values[np.isfinite(values)]
    if not finite.size:
        return Column(name, shape)
    return Column(
        name,
        shape,
        categories=() if shape else _few_whole_numbers(finite),
        minimum=float(finite.min()),
        maximum=float(finite.max()),
        is_binary=bool(((finite == 0) | (finite == 1)).all()),
    )


def _few_whole_numbers(values: NDArray) -> tuple[str, ...]:
    """Returns the distinct values if they may well be classes, else nothing."""
    import numpy as np

    if (values != np.round(values)).any():
        return ()
    distinct = np.unique(values)
    if not 2 <= len(distinct) <= min(MAX_NUMBERS_AS_CATEGORIES, len(values) // 2):
        return ()
    return tuple(str(int(value)) for value in distinct)
