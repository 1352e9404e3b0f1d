import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sample_files import painted, write_image

from kgraph.data import DataError
from kgraph.data.sources.folders.image_file import ImageDecoding, resized

COLOUR = painted(24, 31, 3)
AS_IT_IS = ImageDecoding(24, 31, 3)


def bomb(width, height):
    """Returns a PNG of a few bytes that claims to be as large as that."""

    def chunk(name, data):
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    form = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", form) + chunk(b"IDAT", data)


@pytest.mark.parametrize("ending", ["png", "bmp"])
def test_an_image_is_read_as_it_is(tmp_path, ending):
    path = write_image(tmp_path / f"x.{ending}", COLOUR)
    read = AS_IT_IS.read(str(path))
    assert (read.dtype, read.shape) == ("float32", (24, 31, 3))
    np.testing.assert_array_equal(read, COLOUR)


def test_the_first_image_of_an_animation_is_read(tmp_path):
    black, white = (Image.new("P", (31, 24), shade) for shade in (0, 255))
    for image in (black, white):
        image.putpalette([shade for shade in range(256) for _ in range(3)])
    black.save(tmp_path / "x.gif", save_all=True, append_images=[white])
    assert not AS_IT_IS.read(str(tmp_path / "x.gif")).any()


def test_channels_are_made_as_asked_for(tmp_path):
    path = str(write_image(tmp_path / "x.png", painted(24, 31, 4)))
    assert ImageDecoding(24, 31, 1).read(path).shape == (24, 31, 1)
    assert ImageDecoding(24, 31, 3).read(path).shape == (24, 31, 3)
    assert ImageDecoding(24, 31, 4).read(path).shape == (24, 31, 4)
    opaque = str(write_image(tmp_path / "y.jpg", COLOUR))
    assert (ImageDecoding(24, 31, 4).read(opaque)[..., 3] == 255).all()


def test_grey_of_16_bit_keeps_its_shades(tmp_path):
    shades = np.arange(24 * 31, dtype="uint16").reshape(24, 31) * 80
    Image.fromarray(shades).save(tmp_path / "x.png")
    read = ImageDecoding(24, 31, 1).read(str(tmp_path / "x.png"))
    np.testing.assert_array_equal(read[..., 0], shades >> 8)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_resizing_stays_within_the_range_of_the_pixels(height, width, rows, columns):
    pixels = painted(height, width, 1)
    new = resized(pixels, rows, columns)
    assert (new.shape, new.dtype) == ((rows, columns, 1), "float32")
    assert pixels.min() <= new.min() <= new.max() <= pixels.max()


def test_resizing_to_twice_the_size_mixes_neighbours():
    new = resized(np.array([[[0], [100]]], "uint8"), 1, 4)
    np.testing.assert_array_equal(new.ravel(), [0, 25, 75, 100])


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp"])
def test_a_truncated_image_is_named(tmp_path, ending):
    path = write_image(tmp_path / f"x.{ending}", COLOUR)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(DataError, match=rf"x\.{ending} must be a PNG.*take it out"):
        AS_IT_IS.read(str(path))


def test_what_is_no_image_is_named(tmp_path):
    (tmp_path / "x.png").write_bytes(b"a text")
    with pytest.raises(DataError, match=r"x\.png must be .*Received: something else"):
        AS_IT_IS.read(str(tmp_path / "x.png"))
    with pytest.raises(DataError, match=r"y\.png must be .*No such file"):
        AS_IT_IS.read(str(tmp_path / "y.png"))


def test_a_small_file_of_a_huge_image_is_refused_before_it_is_decoded(tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(bomb(60_000, 60_000))
    with pytest.raises(DataError, match="claims 60,000 × 60,000"):
        AS_IT_IS.read(str(path))
    path.write_bytes(bomb(0, 5))
    with pytest.raises(DataError, match="claims 5 × 0"):
        AS_IT_IS.read(str(path))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_is_an_error_that_names_the_file_or_no_damage(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    ending = data.draw(st.sampled_from(["png", "jpg", "gif", "bmp"]))
    path = write_image(folder / f"damaged.{ending}", COLOUR)
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    named = ""
    try:
        assert AS_IT_IS.read(str(path)).shape == (24, 31, 3)
    except DataError as error:
        named = str(error)
    assert named == "" or str(path) in named
