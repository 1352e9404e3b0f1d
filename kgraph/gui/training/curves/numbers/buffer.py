"""Numbers that only ever become more, kept without copying what is there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

CHUNK = 1 << 16  # numbers; a power of every factor by which curves are thinned


class Buffer:
    """Numbers in chunks: to grow costs the same however many there are.

    Args:
        kind: Of the numbers, as NumPy names it.
    """

    def __init__(self, kind: str = "f8") -> None:
        self._kind = kind
        self._chunks: list[np.ndarray] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, values: "np.ndarray") -> None:
        """Adds numbers behind the last."""
        import numpy as np

        taken = 0
        while taken < len(values):
            place = self._size % CHUNK
            if place == 0:
                self._chunks.append(np.empty(CHUNK, self._kind))
            count = min(CHUNK - place, len(values) - taken)
            self._chunks[-1][place : place + count] = values[taken : taken + count]
            self._size += count
            taken += count

    def truncate(self, size: int) -> None:
        """Forgets all but the first numbers."""
        if size < self._size:
            self._size = size
            del self._chunks[-(-size // CHUNK) :]

    def slice(self, start: int, stop: int) -> "np.ndarray":
        """Returns numbers by their positions; not to be written to."""
        import numpy as np

        stop = min(stop, self._size)
        if start >= stop:
            return np.empty(0, self._kind)
        parts = []
        for number in range(start // CHUNK, (stop - 1) // CHUNK + 1):
            begin = number * CHUNK
            parts.append(self._chunks[number][max(start - begin, 0) : stop - begin])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def position_of(self, value: float, side: str = "left") -> int:
        """Returns where a number would stand; the buffer must be sorted.

        Args:
            side: `left` of equal ones, or `right`.
        """
        low, high = 0, len(self._chunks)
        while low < high:
            middle = (low + high) // 2
            first = self._chunks[middle][0]
            if first < value or (side == "right" and first == value):
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return 0
        chunk = self.slice((low - 1) * CHUNK, low * CHUNK)
        return (low - 1) * CHUNK + int(chunk.searchsorted(value, side))  # type: ignore[call-overload]
