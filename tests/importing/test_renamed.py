"""Files of models under names that promise another kind."""

import shutil

import keras
import pytest

from kgraph.document import files
from kgraph.importing.source import read
from kgraph.importing.writing import write


@pytest.fixture
def model():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="d")])


@pytest.mark.parametrize(
    ("wrote", "named"),
    [("m.keras", "m.h5"), ("m.keras", "m.bin"), ("m.keras", "m"), ("m.h5", "n.keras")],
)
def test_a_model_is_opened_by_what_is_in_its_file(tmp_path, model, wrote, named):
    model.save(tmp_path / wrote)
    shutil.move(tmp_path / wrote, tmp_path / named)
    assert list(read(tmp_path / named).weights) == ["d"]


def test_a_drawing_without_its_weights_file_says_so(tmp_path, model):
    model.save(tmp_path / "m.keras")
    project = write(read(tmp_path / "m.keras"), tmp_path / "m.kgraph")
    (tmp_path / project.weights).unlink()
    reading = read(tmp_path / "m.kgraph")
    assert reading.project == files.load(tmp_path / "m.kgraph")
    assert project.weights in reading.report.findings[0].text
