"""Tells the size of an image from the first bytes of its file; decodes nothing."""

from typing import BinaryIO, NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}  # of a kind of colour, without alpha
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # SOF markers
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


class ImageHeader(NamedTuple):
    """What an image's file says of it: channels are 1 for grey, 3 for colour."""

    height: int
    width: int
    channels: int


def read_header(path: str) -> ImageHeader | None:
    """Returns what a PNG, JPEG, GIF or BMP file says, None if it is none of them.

    Raises:
        OSError: If the file cannot be read.
    """
    with open(path, "rb") as file:
        start = file.read(32)
        if start.startswith(_PNG) and start[12:16] == b"IHDR":
            width, height = _big(start[16:20]), _big(start[20:24])
            return ImageHeader(height, width, _PNG_CHANNELS.get(start[25], 3))
        if start[:6] in (b"GIF87a", b"GIF89a"):
            return ImageHeader(_little(start[8:10]), _little(start[6:8]), 3)
        if start.startswith(b"BM") and len(start) == 32:
            # A negative height says that the rows go downward.
            height = abs(int.from_bytes(start[22:26], "little", signed=True))
            return ImageHeader(height, _little(start[18:22]), 3)
        if start.startswith(b"\xff\xd8"):
            file.seek(2)
            return _jpeg(file)
    return None


def _jpeg(file: BinaryIO) -> ImageHeader | None:
    """Goes from marker to marker until the one that tells the size."""
    while (byte := file.read(1)) == b"\xff":
        while byte == b"\xff":
            byte = file.read(1)
        marker = byte[0] if byte else 0xD9
        if marker in _JPEG_ALONE:
            continue
        length = _big(file.read(2))
        if length < 2:
            return None
        if marker in _JPEG_SIZES:
            frame = file.read(6)
            channels = 1 if frame[5:6] == b"\x01" else 3
            return ImageHeader(_big(frame[1:3]), _big(frame[3:5]), channels)
        file.seek(length - 2, 1)
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
