"""A folder of tones is learned from, and a sound that is dropped is told from others."""

import wave
from pathlib import Path

import numpy as np
import pytest
from drawings import CLASSES, add, training, with_data
from msgspec.structs import replace

from kgraph.cli.predicting import predict as predict_in_terminal
from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.looks import Waveform
from kgraph.document.project import Binding, DataSource, new_project
from kgraph.evaluation import predict, recall
from kgraph.runs import RunStore
from kgraph.training import fit

RATE, LENGTH = 2000, 200
TONES = {"high": 440, "low": 110}


def write_tone(
    path: Path, pitch: float, *, loudness=0.5, rate=RATE, channels=1, frames=LENGTH
) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    times = np.arange(frames) / rate
    sound = loudness * np.sin(2 * np.pi * pitch * times) * 32767
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(sound.astype("<i2"), channels).tobytes())
    return str(path)


@pytest.fixture(scope="module")
def learned(tmp_path_factory) -> Path:
    """The file of a drawing that has learned to tell two tones apart."""
    folder = tmp_path_factory.mktemp("tones")
    for name, pitch in TONES.items():
        for number in range(12):
            path = folder / f"tones/{name}/{number:02}.wav"
            write_tone(path, pitch, loudness=0.3 + 0.05 * number)
    graph = add(new_project().main, "Input", "sound", shape=[LENGTH])
    graph = add(graph, "Dense", "scores", "sound", units=2, activation="softmax")
    graph = add(graph, "Output", "tone", "scores", loss=CLASSES)
    project = with_data(
        graph, "iris", sound=Binding(("audio",)), tone=Binding(("label",))
    )
    source = DataSource("audio", "tones")
    project = replace(project, data=replace(project.data, source=source))
    project = training(project, epochs=8, batch_size=4)
    path = folder / "tones.kgraph"
    files.save(project, path)
    fit(project, store=RunStore.beside(path), report=lambda _: None, folder=folder)
    return path


@pytest.mark.parametrize("name", TONES)
def test_a_sound_from_elsewhere_is_told(learned, tmp_path, name):
    mono = write_tone(tmp_path / "mono.WAV", TONES[name], loudness=0.45)
    stereo = write_tone(tmp_path / "stereo.wav", TONES[name], channels=2)
    long = write_tone(tmp_path / "long.wav", TONES[name], frames=3 * LENGTH)
    short = write_tone(tmp_path / "short.wav", TONES[name], frames=LENGTH // 2)
    asked = predict(learned, files=[mono, stereo, long, short])
    found = asked.predictions
    names = ["mono.WAV", "stereo.wav", "long.wav", "short.wav"]
    assert [prediction.name for prediction in found] == names
    assert {p.answers[0].guesses[0].label for p in found} == {name}
    assert [sample.file for sample in asked.samples] == [mono, stereo, long, short]
    assert {type(sample.looks[0]) for sample in asked.samples} == {Waveform}


def test_the_terminal_says_the_same(learned, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("kgraph.cli.backend.prepare_keras", lambda: None)
    path = write_tone(tmp_path / "deep.wav", TONES["low"])
    (prediction,) = predict(learned, files=[path]).predictions
    predict_in_terminal(learned, [Path(path)])
    row = capsys.readouterr().out.splitlines()[1]
    assert row.startswith(f"deep.wav  {prediction.answers[0].text}")


def test_a_sound_of_the_data_is_looked_at_closely(learned):
    small, large = (
        recall(learned, "best", "test", columns=("audio",), positions=(3,), detail=d)[0]
        for d in (1, 8)
    )
    assert Path(small.file).parts[-3:] == ("tones", "high", "03.wav")
    assert len(small.looks[0].highs) < len(large.looks[0].highs) == LENGTH


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "must be a file of samples. Received: no such file"),
        (b"", "Received: an empty file"),
        (b"ID3\x04 no WAV at all", "Received: something else"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "Received: a file without a sound"),
    ],
)
def test_what_is_no_sound_is_one_sentence(learned, tmp_path, content, said):
    path = tmp_path / "x.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KgraphError, match=said):
        predict(learned, files=[str(path)])


def test_another_rate_is_refused_in_words(learned, tmp_path):
    path = write_tone(tmp_path / "fast.wav", 440, rate=8000)
    with pytest.raises(KgraphError, match=r"fast\.wav must have 2,000 values in a sec"):
        predict(learned, files=[path])
