"""What samples look like, small enough for a message, and columns told in numbers."""

from msgspec import Struct

from kgraph.document.data import Part


class Words(Struct, frozen=True, tag=True):
    """A number, a category, a text, or what else can only be told.

    Attributes:
        is_missing: Whether there is no value.
    """

    text: str
    is_missing: bool = False


class Picture(Struct, frozen=True, tag=True):
    """An image, made small.

    Attributes:
        channels: 1 for shades of grey, 3 for colours.
        pixels: A byte for each channel of each pixel, row after row.
        size: Of the image itself, in words.
    """

    width: int
    height: int
    channels: int
    pixels: bytes
    size: str


class Curves(Struct, frozen=True, tag=True):
    """Numbers in their order, such as the steps of a time series.

    Attributes:
        lines: One for each feature, as heights from 0 to 1; None where one is missing.
        low, high: What the heights 0 and 1 stand for.
        size: Of the array, in words.
    """

    lines: tuple[tuple[float | None, ...], ...]
    low: float
    high: float
    size: str


class Waveform(Struct, frozen=True, tag=True):
    """A sound: how far it reaches down and up, from -1 to 1, piece by piece.

    Attributes:
        size: How long it is, in words.
    """

    lows: tuple[float, ...]
    highs: tuple[float, ...]
    size: str


Look = Words | Picture | Curves | Waveform
"""What one value of one sample looks like."""


class Sample(Struct, frozen=True):
    """What one sample looks like.

    Attributes:
        position: Its number in the source, from 0.
        part: Which part of the split it is in; None where nobody can tell.
        looks: One for each of the columns that were asked for.
        file: Path of the file that the first of them lies in; empty where it is of a
            table or an array.
    """

    position: int
    part: Part | None
    looks: tuple[Look, ...]
    file: str = ""


class Bar(Struct, frozen=True):
    """How many values are of a class, or within a range."""

    label: str
    count: int


class ColumnSummary(Struct, frozen=True):
    """A column told in numbers.

    Attributes:
        looked_at: How many samples were counted: not all, where they are many.
        missing: Those of them without a value.
        minimum, maximum, mean, deviation: Of a column of numbers that has any.
        bars: Classes with their counts, the most frequent ones if there are many, or
            a histogram.
        classes: How many classes there are; 0 for a column of numbers.
    """

    name: str
    looked_at: int = 0
    missing: int = 0
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    bars: tuple[Bar, ...] = ()
    classes: int = 0


class Summary(Struct, frozen=True):
    """Columns of a source told in numbers.

    Attributes:
        samples: How many the source has.
    """

    samples: int
    columns: tuple[ColumnSummary, ...]
