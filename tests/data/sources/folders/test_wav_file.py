import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_files import wav_bytes, wav_values, write_wav
from scipy.io import wavfile
from scipy.signal import resample_poly

from kgraph.data import DataError
from kgraph.data.sources.folders.wav_file import AudioDecoding

TONE = np.sin(np.arange(800) / 20) * 0.9


@pytest.mark.parametrize(
    ("bits", "is_float", "error"),
    [
        (8, False, 2e-2),
        (16, False, 1e-4),
        (24, False, 1e-6),
        (32, False, 1e-7),
        (32, True, 1e-7),
        (64, True, 1e-7),
    ],
)
def test_every_width_of_values_is_read(tmp_path, bits, is_float, error):
    path = write_wav(tmp_path / "x.wav", TONE, bits=bits, is_float=is_float)
    read = AudioDecoding(800, 8000).read(str(path))
    assert (read.dtype, read.shape) == ("float32", (800,))
    np.testing.assert_allclose(read, TONE, atol=error)


def test_channels_become_their_mean(tmp_path):
    stereo = np.stack([TONE, np.zeros(800)], axis=1)
    path = write_wav(tmp_path / "x.wav", stereo, channels=2)
    read = AudioDecoding(800, 8000).read(str(path))
    np.testing.assert_allclose(read, TONE / 2, atol=1e-4)


def test_long_sounds_are_cut_and_short_ones_end_in_silence(tmp_path):
    path = str(write_wav(tmp_path / "x.wav", TONE))
    whole = AudioDecoding(800, 8000).read(path)
    np.testing.assert_array_equal(AudioDecoding(300, 8000).read(path), whole[:300])
    longer = AudioDecoding(1000, 8000).read(path)
    np.testing.assert_array_equal(longer[:800], whole)
    assert not longer[800:].any()


@pytest.mark.parametrize("rate", [4000, 6000, 11025, 16000])
@pytest.mark.parametrize("length", [100, 2000])
def test_another_rate_is_made_as_scipy_makes_it_of_the_whole(tmp_path, rate, length):
    path = str(write_wav(tmp_path / "x.wav", TONE))
    read = AudioDecoding(length, rate).read(path)
    common = math.gcd(rate, 8000)
    sound = wavfile.read(path)[1] / np.float32(32768)
    whole = resample_poly(sound, rate // common, 8000 // common)[:length].clip(-1, 1)
    np.testing.assert_allclose(read[: len(whole)], whole, atol=1e-6)
    assert not read[len(whole) :].any()


def test_floats_beyond_the_range_are_cut_to_it(tmp_path):
    path = write_wav(tmp_path / "x.wav", [0.5, 3, -3], bits=32, is_float=True)
    np.testing.assert_array_equal(AudioDecoding(3, 8000).read(str(path)), [0.5, 1, -1])


def test_a_size_that_nobody_filled_in_means_all_there_is(tmp_path):
    data = wav_values(TONE, 16, False)
    (tmp_path / "x.wav").write_bytes(wav_bytes(data, size=0xFFFFFFFF))
    assert AudioDecoding(800, 8000).read(str(tmp_path / "x.wav"))[-1] != 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"RIFF\0\0\0\0AVI LIST", "something else"),
        (b"RIFF\0\0\0\0WAVE", "a file without a sound"),
        (b"RIFF\0\0\0\0WAVEdata\x01\0\0\0x", "encoding 0 with 0 bit"),
        (wav_bytes(b"abcd", bits=12), "encoding 1 with 12 bit"),
        (wav_bytes(b"abcd", rate=0), "1 channels at 0 Hz"),
        (wav_bytes(b"abcd", channels=0), "0 channels"),
        (wav_bytes(b"abcd", size=100), "4 of 100 bytes of sound"),
        (wav_bytes(b""), "no sound in it"),
        (wav_bytes(b"\0\0\xc0\x7f", bits=32, is_float=True), "not finite"),
    ],
)
def test_damage_is_named(tmp_path, content, words):
    path = tmp_path / "x.wav"
    path.write_bytes(content)
    with pytest.raises(DataError, match=rf"x\.wav must be a WAV file.*{words}"):
        AudioDecoding(8, 8000).read(str(path))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"x\.wav must be .*No such file"):
        AudioDecoding(8, 8000).read(str(tmp_path / "x.wav"))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_garbage_is_an_error_or_a_sound(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "garbage.wav"
    content = bytearray(wav_bytes(wav_values(TONE, 16, False)))
    for place in data.draw(st.lists(st.integers(0, 60), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    named = ""
    try:
        sound = AudioDecoding(100, 8000).read(str(path))
        assert (np.abs(sound) <= 1).all()
    except DataError as error:
        named = str(error)
    assert named == "" or str(path) in named
