"""Every export is opened again in a clean process; a file that lies is not kept."""

import os
from pathlib import Path

import keras
import numpy as np
import pytest
from deployed import pair
from drawings import digits
from sketch import Sketch

from kgraph.document.formats import FORMATS
from kgraph.document.project import Project
from kgraph.export import ExportError, export
from kgraph.export.exporter import exporter
from kgraph.export.formats import keras as keras_file
from kgraph.export.formats import python as python_file
from kgraph.export.proof import prover

MODELS = [name for name, format in FORMATS.items() if not format.is_figure]
EXACT = [name for name in MODELS if exporter(name).reopen is not None]


def words() -> Project:
    """A model with numbers of words, and one with two ends."""
    s = Sketch("words")
    text = s.add("Input", shape=[None], dtype="int32", name="text")
    x = s.add("Embedding", text, input_dim=7, output_dim=4, mask_zero=True)
    x = s.add("LSTM", x, units=3)
    s.output(s.add("Dense", x, units=1), name="mood")
    s.output(s.add("Dense", x, units=2), name="topic")
    return s.project()


def corrupting(write, corrupt):
    """Returns a writer that spoils the model just before it writes it."""

    def wrong(subject, file):
        spoiled = corrupt(subject.model)
        found = write(subject, file)
        spoiled()
        return found

    return wrong


def spoil_a_weight(model):
    weight = model.weights[0]
    value = np.array(weight)
    other = value.copy()
    other.flat[0] = np.nextafter(other.flat[0], np.float32(9))
    weight.assign(other)
    return lambda: weight.assign(value)


def spoil_the_config(model):
    layer = model.get_layer("hidden")
    layer.activation, value = keras.activations.linear, layer.activation
    return lambda: setattr(layer, "activation", value)


CASES = [
    (format, options, make)
    for format, options in [
        *((n, {}) for n in EXACT),
        ("python", {"style": "subclass"}),
    ]
    for make in (digits, words, pair)
    # Keras cannot read ops from a legacy file; see the test below.
    if format != "h5" or make is digits
]


@pytest.mark.slow
@pytest.mark.parametrize(("format", "options", "make"), CASES)
def test_every_format_is_proven(tmp_path, format, options, make):
    report = export(make(), format, tmp_path / "net", options=options)
    assert report.proof is not None
    assert report.proof.is_passed
    assert {check.name for check in report.proof.checks} >= {"outputs"}
    assert report.proof.samples == 8
    assert report.proof.difference <= report.proof.tolerance
    assert [p.name for p in tmp_path.iterdir()] == ["net"]


@pytest.mark.parametrize(
    ("corrupt", "said"),
    [
        (spoil_a_weight, "weights: hidden/kernel of 4 differ"),
        (spoil_the_config, "config: config.layers.hidden.config.activation"),
    ],
)
def test_a_file_that_lies_is_not_kept(tmp_path, monkeypatch, corrupt, said):
    wrong = corrupting(keras_file._write, corrupt)
    lying = keras_file.EXPORTER._replace(write=wrong)
    monkeypatch.setattr(keras_file, "EXPORTER", lying)
    target = tmp_path / "net.keras"
    target.write_text("precious")
    with pytest.raises(ExportError, match=said):
        export(digits(), "keras", target)
    assert target.read_text() == "precious"
    assert [p.name for p in tmp_path.iterdir()] == ["net.keras"]


@pytest.mark.slow
def test_a_model_that_keras_cannot_read_from_a_legacy_file_is_not_kept(tmp_path):
    with pytest.raises(ExportError, match="A clean process cannot use the file"):
        export(pair(), "h5", tmp_path / "net.h5")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_opened_is_not_kept(tmp_path, monkeypatch):
    def wrong(subject, file):
        file.write_text("def build_model():\n    raise ValueError('no such thing')\n")
        return ()

    lying = python_file.EXPORTER._replace(write=wrong)
    monkeypatch.setattr(python_file, "EXPORTER", lying)
    with pytest.raises(ExportError, match=r"cannot use the file .* no such thing"):
        export(digits(), "python", tmp_path / "net.py")
    assert not list(tmp_path.iterdir())


def test_a_process_that_hangs_is_not_waited_for(tmp_path, monkeypatch):
    def wrong(subject, file):
        file.write_text("import time\ntime.sleep(1000)\n")
        return ()

    lying = python_file.EXPORTER._replace(write=wrong)
    monkeypatch.setattr(python_file, "EXPORTER", lying)
    monkeypatch.setattr(prover, "_PATIENCE", 0.5)
    with pytest.raises(ExportError, match=r"took more than 0\.5 seconds"):
        export(digits(), "python", tmp_path / "net.py")
    assert not list(tmp_path.iterdir())


def test_a_process_that_dies_leaves_its_last_words(tmp_path, monkeypatch):
    def wrong(subject, file):
        file.write_text(
            "import os\nos.write(2, b'out of luck')\nos._exit(3)\n", encoding="utf-8"
        )
        return ()

    lying = python_file.EXPORTER._replace(write=wrong)
    monkeypatch.setattr(python_file, "EXPORTER", lying)
    with pytest.raises(ExportError, match="out of luck"):
        export(digits(), "python", tmp_path / "net.py")


def test_the_clean_process_sees_nothing_of_this_folder(tmp_path, monkeypatch):
    Path(tmp_path, "keras.py").write_text("raise RuntimeError('not the real one')")
    monkeypatch.chdir(tmp_path)
    report = export(digits(), "json", tmp_path / "net.json")
    assert report.proof is not None
    assert report.proof.is_passed
    assert sorted(os.listdir(tmp_path)) == ["keras.py", "net.json"]
