import numpy as np
import pytest
from sample_files import write_wav

from kgraph.data import DataError
from kgraph.data.sources.folders.audio_folder import read


@pytest.fixture
def folder(tmp_path):
    write_wav(tmp_path / "yes/1.wav", np.full(400, 0.5), rate=4000)
    write_wav(tmp_path / "no/1.wav", np.full(300, 0.25), rate=4000)
    write_wav(tmp_path / "no/2.wav", np.full(1600, 0.1), rate=8000)
    return tmp_path


def test_sounds_keep_their_rate_and_have_the_length_of_the_longest(folder):
    write_wav(folder / "no/2.wav", np.full(800, 0.1), rate=4000)
    table = read(folder, {})
    sound, label, file = table.describe().columns
    assert (sound.name, sound.shape, sound.dtype) == ("audio", (800,), "float32")
    assert (sound.minimum, sound.maximum) == (-1, 1)
    assert (label.name, label.categories) == ("label", ("no", "yes"))
    assert file.name == "file"
    np.testing.assert_allclose(table.columns["audio"].values[2][:400], 0.5, atol=1e-3)


def test_sounds_of_several_rates_need_one_to_be_said(folder):
    sounds = read(folder, {}).columns["audio"].values
    assert sounds[0].shape == (800,)
    with pytest.raises(
        DataError, match=r"no/2\.wav must have 4,000 .*8,000.*sample_rate"
    ):
        sounds[1]


def test_options_say_rate_and_length(folder):
    table = read(folder, {"sample_rate": 2000, "seconds": 0.5})
    assert table.columns["audio"].values[[0, 2]].shape == (2, 1000)


def test_a_table_says_what_belongs_to_each_sound(folder):
    (folder / "labels.csv").write_text("file,loudness\nno/2.wav,0.1\nyes/1.wav,0.5\n")
    table = read(folder, {"labels": "labels.csv"})
    assert list(table.columns) == ["audio", "file", "loudness"]
    assert table.columns["audio"].values.shape == (2, 1600)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sample_rate": 0}, "sample rate of sounds must be from 1"),
        ({"sample_rate": "high"}, "sample rate of sounds"),
        ({"seconds": 0}, "from 1 to"),
        ({"seconds": 10**9}, "from 1 to"),
        ({"seconds": "long"}, "from 1 to"),
        ({"seconds": float("nan")}, "from 1 to"),
    ],
)
def test_options_that_cannot_be_are_refused(folder, options, words):
    with pytest.raises(DataError, match=words):
        read(folder, options)


def test_a_damaged_header_is_named(folder):
    (folder / "no/2.wav").write_bytes(b"not a sound")
    with pytest.raises(DataError, match=r"2\.wav must be a WAV file"):
        read(folder, {})
