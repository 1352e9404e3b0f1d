"""Reads a sound from a WAV file: one channel, in the rate and length asked for."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

HIGHEST_RATE = 768_000
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN = (0, 0xFFFFFFFF)  # sizes that programs write before they know the real one
_DTYPES = {
    (_PCM, 8): "u1",
    (_PCM, 16): "<i2",
    (_PCM, 24): "u1",  # three bytes each
    (_PCM, 32): "<i4",
    (_FLOAT, 32): "<f4",
    (_FLOAT, 64): "<f8",
}


class WavHeader(NamedTuple):
    """What a WAV file says of itself.

    Attributes:
        encoding: 1 for integers, 3 for floats.
        bits: Of one value.
        start, frames: Where the sound begins, and how long it is.
    """

    encoding: int
    bits: int
    channels: int
    rate: int
    start: int
    frames: int

    @property
    def frame_bytes(self) -> int:
        """How many bytes the values of all channels at one moment take."""
        return self.channels * self.bits // 8


@dataclass(frozen=True)
class AudioDecoding:
    """Sounds as float32 from -1 to 1 of shape (length,); short ones end in silence.

    Attributes:
        rate: Values in a second.
        is_resampled: Whether sounds may have another rate in their files.
    """

    length: int
    rate: int
    is_resampled: bool = True
    dtype: str = "float32"
    minimum: float = -1.0
    maximum: float = 1.0

    @property
    def shape(self) -> tuple[int]:
        """Shape of one sound."""
        return (self.length,)

    def read(self, path: str) -> NDArray:
        """Returns the beginning of the sound in a file, the mean of its channels.

        A sound of another rate is resampled by `scipy.signal.resample_poly`.

        Raises:
            DataError: If it is damaged or no such sound; the text names it.
        """
        import numpy as np

        try:
            with open(path, "rb") as file:
                header = _header(path, file)
                self._check_rate(path, header)
                up, down, frames = self._resampling(header)
                sound = _decode(file, header, frames)
        except OSError as error:
            raise damaged(path, error.strerror or str(error)) from error
        if not np.isfinite(sound).all():
            raise damaged(path, "values that are not finite")
        if up != down:
            from scipy.signal import resample_poly

            sound = resample_poly(sound, up, down)
        fixed = np.zeros(self.length, "float32")
        fixed[: len(sound)] = sound[: self.length]
        return fixed.clip(-1, 1)

    def _check_rate(self, path: str, header: WavHeader) -> None:
        if header.rate != self.rate and not self.is_resampled:
            raise DataError(
                f"{path} must have {self.rate:,} values in a second, as others have. "
                f"Received: {header.rate:,}. Say what `sample_rate` all are given."
            )

    def _resampling(self, header: WavHeader) -> tuple[int, int, int]:
        """Returns how a sound is resampled, and how much of it that takes."""
        common = math.gcd(self.rate, header.rate)
        up, down = self.rate // common, header.rate // common
        # The filter reaches ten samples, of the lower rate, ahead.
        reach = 0 if up == down else math.ceil(10 * max(up, down) / up) + 1
        return up, down, math.ceil(self.length * down / up) + reach


def read_header(path: str) -> WavHeader:
    """Returns what a WAV file says of itself; reads no sound.

    Raises:
        DataError: If it is none that can be read; the text names it.
    """
    try:
        with open(path, "rb") as file:
            return _header(path, file)
    except OSError as error:
        raise damaged(path, error.strerror or str(error)) from error


def damaged(path: str, received: str) -> DataError:
    """Returns the error that names a sound that cannot be read."""
    return DataError(
        f"{path} must be a WAV file of 8, 16, 24 or 32 bit that can be read. "
        f"Received: {received}. Save it anew or take it out."
    )


def _header(path: str, file: BinaryIO) -> WavHeader:
    """Goes from chunk to chunk until the one that holds the sound."""
    start = file.read(12)
    if start[:4] != b"RIFF" or start[8:] != b"WAVE":
        raise damaged(path, "something else" if start else "an empty file")
    form = b""
    while len(chunk := file.read(8)) == 8:
        size = int.from_bytes(chunk[4:], "little")
        if chunk[:4] == b"data":
            return _checked(path, file, form, size)
        if chunk[:4] == b"fmt ":
            form = file.read(min(size, 64))
            size -= len(form)
        file.seek(size + size % 2, 1)
    raise damaged(path, "a file without a sound")


def _checked(path: str, file: BinaryIO, form: bytes, size: int) -> WavHeader:
    """Returns the header; raises if it cannot be, or promises more than there is."""
    encoding, channels, rate, bits = (
        int.from_bytes(form[start:stop], "little")
        for start, stop in ((0, 2), (2, 4), (4, 8), (14, 16))
    )
    if encoding == _EXTENSIBLE:
        encoding = int.from_bytes(form[24:26], "little")
    if (encoding, bits) not in _DTYPES:
        raise damaged(path, f"encoding {encoding} with {bits} bit")
    if not channels or not 0 < rate <= HIGHEST_RATE:
        raise damaged(path, f"{channels} channels at {rate} Hz")
    start = file.tell()
    rest = os.fstat(file.fileno()).st_size - start
    if size in _UNKNOWN:
        size = rest
    if size > rest:
        raise damaged(path, f"{rest:,} of {size:,} bytes of sound")
    frames = size // (channels * bits // 8)
    if not frames:
        raise damaged(path, "no sound in it")
    return WavHeader(encoding, bits, channels, rate, start, frames)


def _decode(file: BinaryIO, header: WavHeader, frames: int) -> NDArray:
    """Returns at most so many frames as float32, the mean of all channels."""
    import numpy as np

    frames = min(frames, header.frames)
    file.seek(header.start)
    data = file.read(frames * header.frame_bytes)
    values = np.frombuffer(data, _DTYPES[header.encoding, header.bits])
    if header.bits == 24:
        # The three bytes become the upper ones of an integer of 32 bit.
        wide = np.zeros((len(values) // 3, 4), "u1")
        wide[:, 1:] = values.reshape(-1, 3)
        values = wide.view("<i4").ravel()
    if header.encoding == _FLOAT:
        scaled = values.astype("float32")
    elif header.bits == 8:
        scaled = (values.astype("float32") - 128) / 128
    else:
        scaled = (values / 2.0 ** (8 * values.itemsize - 1)).astype("float32")
    return np.asarray(scaled.reshape(-1, header.channels).mean(axis=1))
