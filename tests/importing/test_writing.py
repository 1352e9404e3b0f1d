"""What was imported is written whole or not at all, and over nobody's weights."""

import os
from pathlib import Path

import numpy as np
import pytest
from sketch import Sketch

from kgraph.document import files
from kgraph.document.errors import FileError
from kgraph.document.project import new_project
from kgraph.importing import writing
from kgraph.importing.reading import Reading
from kgraph.importing.writing import keep_run, keep_weights, write
from kgraph.modeling.weights import WeightsFile
from kgraph.runs import Run, RunError, RunStore
from kgraph.runs.exporting.recipe import Recipe

RUN = Run("", "", "finished", 1.0, 2.0, 7, {}, {})


@pytest.fixture
def reading() -> Reading:
    s = Sketch("net")
    s.output(s.add("Dense", s.add("Input", shape=[4]), name="d", units=1))
    weights = {"d": [np.ones((4, 1), "float32"), np.zeros((1,), "float32")]}
    return Reading(s.project(), weights, recipe=Recipe(b"{}", RUN))


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


def test_the_weights_and_the_run_lie_beside_the_document(reading, tmp_path):
    target = tmp_path / "net.kgraph"
    project = write(reading, target)
    assert project.weights == "net.weights.npz"
    assert files.load(target) == project
    np.testing.assert_array_equal(
        WeightsFile(tmp_path / "net.weights.npz")["d"][0], np.ones((4, 1))
    )
    assert RunStore.beside(target).get("latest").seed == 7


def test_no_weights_are_written_over(reading, tmp_path):
    target = tmp_path / "net.kgraph"
    write(reading, target)
    first = (tmp_path / "net.weights.npz").read_bytes()
    assert write(reading, target).weights == "net.2.weights.npz"
    assert (tmp_path / "net.weights.npz").read_bytes() == first
    assert len(RunStore.beside(target).list()) == 1


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("what", ["document", "run"])
def test_a_failure_leaves_all_as_it_was(reading, tmp_path, monkeypatch, there, what):
    target = tmp_path / "net.kgraph"
    if there:
        files.save(new_project("old"), target)
    before = target.read_bytes() if there else None

    def fail(*_: object) -> None:
        raise RunError("The disk is full.")

    if what == "run":
        monkeypatch.setattr(writing, "keep_run", fail)
    else:
        monkeypatch.setattr(files, "save", fail)
    with pytest.raises(RunError):
        write(reading, target)
    assert names(tmp_path) == (["net.kgraph"] if there else [])
    assert not there or target.read_bytes() == before


@pytest.mark.parametrize("name", ["net.keras", "net", "none/net.kgraph"])
def test_a_name_that_is_no_documents_is_refused_before_all(reading, tmp_path, name):
    with pytest.raises(FileError):
        write(reading, tmp_path / name)
    assert names(tmp_path) == []


def test_weights_of_an_unsaved_drawing_are_kept_once(reading, tmp_path, own_home):
    source = tmp_path / "net.keras"
    source.write_bytes(b"model")
    first = keep_weights(reading, str(source))
    assert keep_weights(reading, str(source)).weights == first.weights
    assert list(WeightsFile(first.weights)) == ["d"]
    source.write_bytes(b"another")
    assert keep_weights(reading, str(source)).weights != first.weights
    named = {
        keep_weights(reading, "applications:ResNet50", weights).weights
        for weights in (None, "imagenet", "imagenet")
    }
    assert len(named) == 2
    assert len(names(own_home / "imported")) == 4


def test_weights_that_nobody_saved_for_long_are_forgotten(reading, tmp_path, own_home):
    old = Path(keep_weights(reading, "applications:VGG16").weights)
    os.utime(old, (0, 0))
    new = Path(keep_weights(reading, "applications:VGG19").weights)
    assert not old.exists()
    assert new.exists()


def test_a_drawing_without_weights_or_run_leaves_nothing_behind(tmp_path, own_home):
    bare = Reading(new_project("net"))
    assert keep_weights(bare, "applications:VGG16").weights == ""
    assert keep_run(bare, RunStore(tmp_path / "net.runs")) is None
    assert names(tmp_path) == []
    assert names(own_home) == []
