import pytest
from sample_files import painted, write_image

from kgraph.data.sources.folders.image_header import read_header

COLOUR = painted(24, 31, 3)
GREY = painted(24, 31, 1)


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp"])
def test_a_header_tells_height_and_width(tmp_path, ending):
    path = write_image(tmp_path / f"x.{ending}", COLOUR)
    assert read_header(str(path)) == (24, 31, 3)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_header_tells_grey_from_colour(tmp_path, ending):
    path = write_image(tmp_path / f"x.{ending}", GREY)
    assert read_header(str(path)) == (24, 31, 1)


def test_transparency_is_no_channel_unless_asked_for(tmp_path):
    path = write_image(tmp_path / "x.png", painted(4, 5, 4))
    assert read_header(str(path)) == (4, 5, 3)


def test_a_progressive_jpeg_with_a_thumbnail_is_found_behind_it(tmp_path):
    thumbnail = b"Exif\0\0" + b"\xff\xc0\x00\x11\x08\x00\x01\x00\x01\x03" * 50
    path = write_image(
        tmp_path / "x.jpg", COLOUR, progressive=True, exif=thumbnail, quality=95
    )
    assert read_header(str(path)) == (24, 31, 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"BM", b"\x89PNG", b"\xff\xd8", b"\xff\xd8\xff", b"RIFFxxxxWEBP"],
)
def test_what_is_no_image_has_no_header(tmp_path, content):
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert read_header(str(path)) is None


def test_a_jpeg_cut_before_its_size_has_no_header(tmp_path):
    data = write_image(tmp_path / "x.jpg", COLOUR).read_bytes()
    (tmp_path / "x.jpg").write_bytes(data[:100])
    assert read_header(str(tmp_path / "x.jpg")) is None
