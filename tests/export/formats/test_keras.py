"""`.keras`: the model, and the recipe that it was made by."""

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from drawings import digits, training
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.project import Project
from kgraph.export import export
from kgraph.modeling.weights import write as write_weights
from kgraph.runs import RunStore
from kgraph.runs.exporting.recipe import DOCUMENT, HISTORY, Recipe, decode, with_batches
from kgraph.training import fit

LOAD = """
import sys
import keras
model = keras.models.load_model(sys.argv[1])
print(model.name, model.compiled, "kgraph" in sys.modules)
"""


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """A file beside which there is a run."""
    path = tmp_path_factory.mktemp("trained") / "digits.kgraph"
    project = training(digits(), epochs=2)
    fit(project, store=RunStore.beside(path), report=lambda event: None)
    return path


def write(project: Project, file: Path, path: Path | None = None, run=None) -> Path:
    export(project, "keras", file, path=path, run=run, is_proven=False)
    return file


def members(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        names = [name for name in archive.namelist() if name.startswith("kgraph/")]
        return {name: archive.read(name) for name in names}


def recipe(file: Path) -> Recipe:
    found = decode(members(file))
    assert found is not None
    return found


def test_the_recipe_of_a_run_comes_along(trained, tmp_path):
    store = RunStore.beside(trained)
    file = write(digits(units=5), tmp_path / "net.keras", trained, "latest")
    found, run = recipe(file), with_batches(store, store.get("latest"))
    assert found.document == run.document.read_bytes()
    assert found.run is not None
    assert replace(found.run, id=run.id, folder=run.folder) == run
    assert len(found.run.epochs) == 2
    assert found.run.epochs[0].batches


def test_without_a_run_the_drawing_comes_along(tmp_path):
    file = write(digits(), tmp_path / "net.keras")
    assert set(members(file)) == {DOCUMENT}
    assert files.loads(recipe(file).document, "net") == digits()


def test_nothing_in_the_history_tells_where_it_lay(trained, tmp_path):
    file = write(digits(), tmp_path / "net.keras", trained, "latest")
    assert str(trained.parent) not in members(file)[HISTORY].decode()


def test_no_file_of_weights_is_named_that_the_receiver_lacks(tmp_path):
    project = digits()
    layers = {
        id: replace(layer, weights="key") for id, layer in project.main.layers.items()
    }
    graphs = {"main": replace(project.main, layers=layers)}
    weights = tmp_path / "digits.weights.npz"
    write_weights(weights, {"key": [np.zeros(1, "float32")]})
    keyed = replace(project, weights=str(weights), graphs=graphs)
    file = write(keyed, tmp_path / "net.keras")
    assert files.loads(recipe(file).document, "net") == project


def test_keras_alone_opens_it(trained, tmp_path, python):
    file = write(digits(), tmp_path / "net.keras", trained, "latest")
    done = subprocess.run(
        [python, "-P", "-c", LOAD, file],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split() == ["digits", "True", "False"], done.stderr


def test_what_is_added_is_the_same_each_time(tmp_path):
    first, second = (
        write(digits(), tmp_path / f"{name}.keras") for name in ("one", "two")
    )
    with ZipFile(first) as a, ZipFile(second) as b:
        ours, theirs = a.getinfo(DOCUMENT), b.getinfo(DOCUMENT)
    assert ours.date_time == theirs.date_time == (1980, 1, 1, 0, 0, 0)
    assert ours.CRC == theirs.CRC
    assert json.loads(members(first)[DOCUMENT])["version"] == 1
