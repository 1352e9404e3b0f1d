"""The engine's answer to `Import`: small enough for a line, the rest under `home()`."""

import zipfile

import keras
import pytest

from kgraph.document.files import dumps
from kgraph.engine.answer import answer
from kgraph.messages import Failed, Import, Imported, decode_event, encode
from kgraph.modeling import read
from kgraph.modeling.weights import WeightsFile
from kgraph.runs import Run, RunStore
from kgraph.runs.exporting.recipe import Recipe
from kgraph.runs.exporting.recipe import encode as encode_recipe
from kgraph.runs.trust import trust


@pytest.fixture
def file(tmp_path):
    x = keras.Input((4,), name="x")
    model = keras.Model(x, keras.layers.Dense(1, name="d")(x), name="net")
    path = tmp_path / "net.keras"
    model.save(path)
    recipe = Recipe(dumps(read(model)), Run("", "", "stopped", 1.0, 2.0, 7, {}, {}))
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in encode_recipe(recipe).items():
            archive.writestr(name, data)
    return path


def test_a_model_is_answered_with_its_drawing_weights_and_run(file, own_home):
    told = decode_event(encode(answer(Import(str(file)))))
    assert isinstance(told, Imported)
    assert told.project.main.name == "net"
    assert told.project.weights.startswith(str(own_home / "imported"))
    assert list(WeightsFile(told.project.weights)) == ["d"]
    assert told.report.findings

    (run,) = RunStore.beside(None).list()
    assert (run.folder, run.state) == (told.run, "stopped")
    assert answer(Import(str(file))).run == told.run


def test_an_application_has_no_weights_to_keep(own_home):
    told = answer(Import("applications:VGG16"))
    assert isinstance(told, Imported)
    assert told.project.weights == ""
    assert not (own_home / "imported").exists()


def test_a_program_needs_a_yes(tmp_path):
    program = tmp_path / "net.py"
    program.write_text("raise RuntimeError('it was run')")
    refused = answer(Import(str(program)))
    assert isinstance(refused, Failed)
    assert "is a program" in refused.message
    trust(program)
    failed = answer(Import(str(program)))
    assert isinstance(failed, Failed)
    assert "it was run" in failed.message


def test_nonsense_is_answered_with_a_sentence(tmp_path):
    told = answer(Import(str(tmp_path / "none.keras")))
    assert isinstance(told, Failed)
    assert told.message.startswith("There is no file")
