"""A layer whose class is not here goes out as it came in; or the format refuses it."""

from pathlib import Path

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.export import export
from kgraph.importing.source import read
from kgraph.importing.writing import write


class Foreign(keras.layers.Layer):
    """A layer that nobody else has."""

    def __init__(self, gain=1.0, **kwargs):
        super().__init__(**kwargs)
        self.gain = gain

    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), initializer="normal")

    def call(self, inputs):
        return inputs * self.scale * self.gain

    def get_config(self):
        return {**super().get_config(), "gain": self.gain}


def foreign_model() -> keras.Model:
    x = keras.Input((3,), name="x")
    y = Foreign(gain=2.0, name="foreign")(keras.layers.Dense(4, name="dense")(x))
    return keras.Model(x, keras.layers.Dense(2, name="out")(y), name="odd")


@pytest.fixture
def imported(tmp_path) -> tuple[keras.Model, Project, Path]:
    """A foreign model, and the drawing of it beside its weights."""
    model = foreign_model()
    model.save(tmp_path / "odd.keras")
    path = tmp_path / "odd.kgraph"
    return model, write(read(str(tmp_path / "odd.keras")), path), path


def test_config_and_weights_of_a_placeholder_go_out_to_the_letter(imported, tmp_path):
    model, project, path = imported
    target = tmp_path / "again.keras"
    report = export(project, "keras", target, path=path)
    assert report.proof is not None
    assert {check.name for check in report.proof.checks} == {"config", "weights"}
    told = [f.text for f in report.findings if "were not compared" in f.text]
    assert told == [
        "The outputs were not compared: nobody here knows what 'foreign' computes: its "
        "class 'Foreign' is not here."
    ]
    again = keras.saving.load_model(target, custom_objects={"Foreign": Foreign})
    assert again.get_layer("foreign").gain == 2.0
    x = np.ones((2, 3), "float32")
    assert np.array_equal(model(x), again(x))


def test_an_architecture_keeps_a_placeholder(imported, tmp_path):
    _, project, path = imported
    target = tmp_path / "again.json"
    report = export(project, "json", target, path=path)
    assert report.proof is not None
    assert {check.name for check in report.proof.checks} == {"config"}
    text = target.read_text()
    again = keras.models.model_from_json(text, custom_objects={"Foreign": Foreign})
    assert again.get_layer("foreign").gain == 2.0


@pytest.mark.parametrize("format", ["weights", "h5", "python"])
def test_other_formats_name_the_placeholder(imported, tmp_path, format):
    _, project, path = imported
    with pytest.raises(KgraphError, match="foreign"):
        export(project, format, tmp_path / "again", path=path)
    assert not (tmp_path / "again").exists()


def test_weights_that_do_not_fit_any_more_are_told(imported, tmp_path):
    _, project, path = imported
    layers = {
        id: replace(layer, config={**layer.config, "units": 7})
        if layer.name == "out"
        else layer
        for id, layer in project.main.layers.items()
    }
    edited = replace(project, graphs={"main": replace(project.main, layers=layers)})
    report = export(edited, "keras", tmp_path / "n.keras", path=path, is_proven=False)
    told = " ".join(finding.text for finding in report.findings)
    assert "out" in told
