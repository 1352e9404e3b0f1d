"""Reads an image from its file: decoded, in the channels and the size asked for.

Training decodes with TensorFlow (`training/feeding/files.py`) and gets the same values
to the bit: PNG and JPEG as libpng and libjpeg decode them at their most accurate, grey
out of colour as each of these does it, sizes by bilinear interpolation with the
centres of pixels on each other and no blur before, as `tf.image.resize` does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.data.sources.folders.image_header import ImageHeader, read_header
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    import PIL.Image
    from numpy.typing import NDArray

# A small file can claim any size; TensorFlow has the same limit.
MAX_BYTES = 2**29
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}
_FORMATS = ("PNG", "JPEG", "GIF", "BMP")
_PNG_GREY = (9797, 19234, 3737)  # libpng's shares of red, green, blue in 32,768 parts


@dataclass(frozen=True)
class ImageDecoding:
    """Images as float32 from 0 to 255 of shape (height, width, channels)."""

    height: int
    width: int
    channels: int
    dtype: str = "float32"
    minimum: float = 0.0
    maximum: float = 255.0

    @property
    def shape(self) -> tuple[int, int, int]:
        """Shape of one image."""
        return (self.height, self.width, self.channels)

    def read(self, path: str) -> NDArray:
        """Returns the image in a file, the first one of a GIF.

        Raises:
            DataError: If it is damaged, too large or no image; the text names it.
        """
        try:
            check_header(path, read_header(path), self.channels)
            pixels = _decode(path, self.channels)
        except DataError:
            raise
        except OSError as error:
            raise damaged(path, error.strerror or str(error)) from error
        except Exception as error:  # Garbage makes decoders raise anything.
            raise damaged(path, str(error) or type(error).__name__) from error
        return resized(pixels, self.height, self.width)


def check_header(
    path: str, header: ImageHeader | None, channels: int = 3
) -> ImageHeader:
    """Returns the header of a file that may be decoded into so many channels.

    Raises:
        DataError: If it is no image, or would take too much memory.
    """
    if header is None:
        raise damaged(path, "something else")
    size = header.height * header.width * channels
    if not 0 < size < MAX_BYTES:
        raise DataError(
            f"{path} must be an image of 1 to {MAX_BYTES // channels:,} pixels. "
            f"Received: one that claims {header.height:,} × {header.width:,}. Make it "
            "smaller or take it out."
        )
    return header


def damaged(path: str, received: str) -> DataError:
    """Returns the error that names an image that cannot be read."""
    return DataError(
        f"{path} must be a PNG, JPEG, GIF or BMP image that can be read. Received: "
        f"{received.rstrip('.')}. Save it anew or take it out."
    )


def resized(pixels: NDArray, height: int, width: int) -> NDArray:
    """Returns pixels in another size as float32, exactly as `tf.image.resize` does."""
    import numpy as np

    values = pixels.astype("float32")
    if values.shape[:2] == (height, width):
        return values
    top, bottom, down = _neighbours(values.shape[0], height)
    left, right, across = _neighbours(values.shape[1], width)
    down, across = down[:, None, None], across[:, None]
    above, below = values[top], values[bottom]
    upper = above[:, left] + (above[:, right] - above[:, left]) * across
    lower = below[:, left] + (below[:, right] - below[:, left]) * across
    return np.asarray(upper + (lower - upper) * down)


def _neighbours(size: int, wanted: int) -> tuple[NDArray, NDArray, NDArray]:
    """Returns for each new pixel the two between which it lies, and how far along."""
    import numpy as np

    half, scale = np.float32(0.5), np.float32(size) / np.float32(wanted)
    places = (np.arange(wanted, dtype="float32") + half) * scale - half
    floors = np.floor(places)
    lower = np.maximum(floors, 0).astype(int)
    upper = np.minimum(np.ceil(places), size - 1).astype(int)
    return lower, upper, places - floors


def _decode(path: str, channels: int) -> NDArray:
    """Returns pixels, uint8, of shape (height, width, channels)."""
    import numpy as np
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_BYTES  # The header has been checked.
    with Image.open(path, formats=_FORMATS) as image:
        if image.format == "JPEG" and channels == 1:
            image.draft("L", image.size)  # the brightness that is stored in it
        if image.format == "PNG" and channels == 1 and _is_colour(image):
            return _grey(np.asarray(image.convert("RGB")))
        pixels = np.asarray(_of_8_bit(image).convert(_MODES[channels]))
    return pixels.reshape(*pixels.shape[:2], channels)


def _of_8_bit(image: PIL.Image.Image) -> PIL.Image.Image:
    """Returns an image of grey in 16 bit in the upper 8 of them, others as they are."""
    import numpy as np
    from PIL import Image

    if not image.mode.startswith("I;16"):
        return image
    return Image.fromarray((np.asarray(image) >> 8).astype("uint8"))


def _is_colour(image: PIL.Image.Image) -> bool:
    return image.mode not in ("1", "L", "LA", "I;16", "I;16B")


def _grey(pixels: NDArray) -> NDArray:
    import numpy as np

    shares = np.array(_PNG_GREY, "int32")
    return ((pixels.astype("int32") @ shares) >> 15).astype("uint8")[..., None]
