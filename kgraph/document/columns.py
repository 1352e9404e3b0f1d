"""What a data source holds, as far as the drawing needs to know it."""

from msgspec import Struct

AHEAD = "_ahead"
"""What the name of a column ends in that windows foretell."""


class Column(Struct, frozen=True, omit_defaults=True):
    """One column of a data source.

    Attributes:
        shape: Shape of one sample; () for a plain number or category.
        dtype: `float32` for numbers, `int32` for categories of text; `string` for
            free text, which an Input of the dtype `string` takes.
        categories: The distinct values of a column of categories, in order, as
            text. A column of few distinct whole numbers has them too: it can be
            taken either way.
        minimum, maximum: Range of a column of numbers.
        is_binary: Whether its numbers are 0 and 1 alone, as in a mask.
        missing: How many samples lack a value.
    """

    name: str
    shape: tuple[int, ...] = ()
    dtype: str = "float32"
    categories: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_binary: bool = False
    missing: int = 0

    @property
    def is_categorical(self) -> bool:
        """Whether its values are categories and not numbers."""
        return bool(self.categories)


class DataDescription(Struct, frozen=True, omit_defaults=True):
    """Number of samples and the columns of a data source."""

    samples: int
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """Returns the column of that name, None if there is none."""
        return next((c for c in self.columns if c.name == name), None)
