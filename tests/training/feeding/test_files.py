"""What training reads from files is what everything else reads, to the bit."""

import numpy as np
import pytest
import tensorflow as tf
from PIL import Image
from sample_files import painted, write_image, write_wav

from kgraph.data import DataError, Dataset, Samples
from kgraph.data.lazy import LazyArray
from kgraph.data.sources.folders.image_file import ImageDecoding
from kgraph.data.sources.folders.text_folder import TextDecoding
from kgraph.data.sources.folders.wav_file import AudioDecoding
from kgraph.training.feeding import once
from kgraph.training.feeding.damage import naming_damage
from kgraph.training.feeding.files import find_damaged, reader

SIZES = [(24, 31), (12, 40), (50, 7)]


def read_by_tensorflow(lazy):
    positions = tf.data.Dataset.range(len(lazy))
    samples = positions.map(reader(lazy), tf.data.AUTOTUNE, deterministic=True)
    return list(samples.as_numpy_iterator())


@pytest.fixture
def images(tmp_path):
    """Images of all kinds, by the channels that TensorFlow can make of them."""
    colour, grey, clear = painted(), painted(channels=1), painted(channels=4)
    shades = np.arange(24 * 31, dtype="uint16").reshape(24, 31) * 80
    Image.fromarray(shades).save(tmp_path / "deep.png")
    written = {
        "colour.png": write_image(tmp_path / "colour.png", colour),
        "grey.png": write_image(tmp_path / "grey.png", grey),
        "clear.png": write_image(tmp_path / "clear.png", clear),
        "palette.png": write_image(tmp_path / "palette.png", colour, mode="P"),
        "pair.png": write_image(tmp_path / "pair.png", grey, mode="LA"),
        "deep.png": tmp_path / "deep.png",
        "colour.JPG": write_image(tmp_path / "colour.JPG", colour),
        "fine.jpeg": write_image(
            tmp_path / "fine.jpeg", colour, quality=95, subsampling=0
        ),
        "slow.jpg": write_image(tmp_path / "slow.jpg", colour, progressive=True),
        "grey.jpg": write_image(tmp_path / "grey.jpg", grey),
        "colour.bmp": write_image(tmp_path / "colour.bmp", colour),
        "palette.bmp": write_image(tmp_path / "palette.bmp", colour, mode="P"),
        "colour.gif": write_image(tmp_path / "colour.gif", colour),
    }
    return [str(path) for path in written.values()]


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("size", SIZES)
def test_images_are_equal_in_training_and_elsewhere(images, channels, size):
    lazy = LazyArray(images, ImageDecoding(*size, channels))
    for path, trained, shown in zip(
        images, read_by_tensorflow(lazy), lazy, strict=True
    ):
        np.testing.assert_array_equal(trained, shown, err_msg=path)


def test_png_is_what_keras_makes_of_it(images):
    from keras.utils import image_dataset_from_directory

    folder = images[0].rpartition("/")[0]
    found = image_dataset_from_directory(
        folder,
        labels=None,
        batch_size=None,
        image_size=(12, 40),
        shuffle=False,
        verbose=False,
    )
    lazy = LazyArray(found.file_paths, ImageDecoding(12, 40, 3))
    for path, theirs, ours in zip(found.file_paths, found, lazy, strict=True):
        if path.endswith(".png"):
            np.testing.assert_array_equal(theirs, ours, err_msg=path)
        elif not path.endswith("palette.bmp"):  # of which it shows the numbers
            assert np.abs(theirs - ours).mean() < 2, path


def test_prepared_and_reshaped_samples_are_equal_too(images):
    lazy = LazyArray(images, ImageDecoding(4, 5, 3)).scaled(1 / 255, 0).reshape(-1, 60)
    for trained, shown in zip(read_by_tensorflow(lazy), lazy, strict=True):
        assert trained.shape == (60,)
        np.testing.assert_array_equal(trained, shown)
        assert 0 <= trained.min() <= trained.max() <= 1


def test_sounds_are_equal_in_training_and_elsewhere(tmp_path):
    tone = np.sin(np.arange(900) / 20)
    paths = [
        str(write_wav(tmp_path / f"{bits}.wav", tone, rate, bits))
        for bits, rate in ((8, 8000), (16, 8000), (24, 6000), (32, 11025))
    ]
    lazy = LazyArray(paths, AudioDecoding(1000, 8000))
    for trained, shown in zip(read_by_tensorflow(lazy), lazy, strict=True):
        np.testing.assert_array_equal(trained, shown)


def test_texts_are_equal_in_training_and_elsewhere(tmp_path):
    texts = ["Schön.\r\n", "", "日本"]
    paths = [str(tmp_path / f"{i}.txt") for i in range(3)]
    for path, text in zip(paths, texts, strict=True):
        with open(path, "wb") as file:
            file.write(text.encode())
    lazy = LazyArray(paths, TextDecoding())
    assert [text.decode() for text in read_by_tensorflow(lazy)] == texts
    assert lazy[:].tolist() == texts


def test_names_that_are_no_utf_8_are_found(tmp_path):
    path = write_image(tmp_path / "a\udcff.png")
    lazy = LazyArray([str(path)], ImageDecoding(4, 4, 3))
    assert read_by_tensorflow(lazy)[0].shape == (4, 4, 3)


def test_batches_have_a_shape_that_a_model_can_be_built_with(images):
    for lazy in (
        LazyArray(images, ImageDecoding(4, 5, 3)),
        LazyArray(images[:1], ImageDecoding(4, 5, 3)),
        LazyArray(["x.wav"], AudioDecoding(7, 8000)),
        LazyArray(["x.txt"], TextDecoding()),
    ):
        dataset = tf.data.Dataset.range(len(lazy)).map(reader(lazy))
        assert dataset.element_spec.shape == lazy.shape[1:]


@pytest.mark.parametrize("name", ["colour.png", "slow.jpg", "colour.bmp", "colour.gif"])
def test_a_damaged_file_in_the_middle_is_found_by_name(images, name):
    lazy = LazyArray(images, ImageDecoding(24, 31, 3))
    assert find_damaged(lazy) is None
    path = next(path for path in images if path.endswith(name))
    with open(path, "rb+") as file:
        file.truncate(300)
    with pytest.raises(tf.errors.OpError):
        read_by_tensorflow(lazy)
    assert f"{path} must be a PNG" in str(find_damaged(lazy))


def test_a_file_that_is_gone_is_found_by_name(tmp_path):
    paths = [str(write_wav(tmp_path / f"{i}.wav", np.ones(9))) for i in range(3)]
    (tmp_path / "1.wav").unlink()
    lazy = LazyArray(paths, AudioDecoding(7, 8000))
    assert "1.wav must be a WAV file" in str(find_damaged(lazy))


def test_an_error_of_reading_becomes_one_that_names_the_file(images):
    lazy = LazyArray(images, ImageDecoding(24, 31, 3))
    samples = Samples({"x": lazy}, {"y": np.zeros(len(lazy))})
    nothing = Samples({}, {})
    with open(images[3], "rb+") as file:
        file.truncate(100)
    with (
        pytest.raises(DataError, match=r"palette\.png must be a PNG"),
        naming_damage(Dataset(samples, nothing, nothing)),
    ):
        for _ in once(samples, 2):
            pass


def test_other_errors_stay_what_they_are(images):
    samples = Samples({"x": LazyArray(images, ImageDecoding(24, 31, 3))}, {})
    with pytest.raises(ZeroDivisionError), naming_damage(Dataset(*[samples] * 3)):
        _ = 1 / 0
