"""A road that needs another backend is taken in a process of its own."""

import logging
import sys
import warnings

import keras
import pytest
from deployed import twins, words
from sketch import Sketch

from kgraph.export.conversion import road as roads
from kgraph.export.conversion import saved_model
from kgraph.export.conversion.order import Order
from kgraph.export.signature import signature
from kgraph.modeling import build


@pytest.fixture
def elsewhere(monkeypatch):
    """Keras seems to be on a backend that no road works with."""
    monkeypatch.setattr(keras.backend, "backend", lambda: "numpy")


def order(project) -> Order:
    return Order(signature(project.main), {"precision": "float32"})


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
def test_a_model_is_converted_by_another_process(tmp_path, capfd):
    import tensorflow as tf

    project = twins()
    target = tmp_path / "net"
    roads.convert("saved_model", build(project), order(project), target)
    serve = tf.saved_model.load(str(target)).signatures["serving_default"]
    assert set(serve.structured_outputs) == {"zeta", "alpha"}
    assert capfd.readouterr().out == ""


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
def test_what_another_process_says_is_told(tmp_path):
    s = Sketch("largest")
    s.output(s.add("ops.argmax", s.add("Input", shape=[4], name="x")), name="y")
    model = build(s.project())
    with pytest.raises(roads.ConversionError, match="LiteRT lacks the ops"):
        roads.convert("litert", model, order(s.project()), tmp_path / "net.tflite")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("elsewhere")
def test_a_process_that_hangs_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(roads, "_PATIENCE", 0.05)
    with pytest.raises(roads.ConversionError, match="more than"):
        roads.convert("litert", build(words()), order(words()), tmp_path / "net")


@pytest.mark.usefixtures("elsewhere")
def test_a_process_that_dies_leaves_its_last_words(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(roads.ConversionError, match="It died"):
        roads.convert("litert", build(words()), order(words()), tmp_path / "net")


def test_a_converter_talks_to_nobody(tmp_path, monkeypatch, caplog):
    def chatter(*_):
        logging.getLogger("converter").error("oh no")
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    monkeypatch.setattr(saved_model, "write", chatter)
    roads.convert("saved_model", build(twins()), order(twins()), tmp_path / "net")
    assert not caplog.records
    logging.getLogger("converter").error("heard again")
    assert [record.message for record in caplog.records] == ["heard again"]
