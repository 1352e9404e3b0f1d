"""All callbacks of Keras go along with a run, in the order in which they are given."""

from importlib.util import find_spec
from pathlib import Path

import keras
import pytest
from drawings import digits, training

from kgraph import catalog
from kgraph.codegen import generate
from kgraph.document.check import check_training
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.refused import REFUSED
from kgraph.messages import TrainingEnded
from kgraph.training.preparing.callbacks import make_callbacks

ORBAX = "OrbaxCheckpoint"  # needs a package
AVERAGING = {"class_name": "Adam", "config": {"use_ema": True}}
ALL = [spec.name for spec in catalog.load().all("callback")]
NAMES = [name for name in ALL if name not in (*REFUSED, ORBAX)]


def described(*names: str) -> tuple[dict, ...]:
    return tuple({"class_name": name, "config": {}} for name in names)


def calling_back(*names: str) -> Project:
    return training(
        digits(),
        callbacks=described(*names),
        optimizer=AVERAGING,
        epochs=1,
        steps_per_epoch=2,
        validation_steps=1,
        run_eagerly=True,
    )


def test_all_of_them_are_made_in_the_order_that_is_given(tmp_path):
    for order in (NAMES, NAMES[::-1]):
        made = make_callbacks(calling_back(*order), tmp_path)
        assert [type(callback).__name__ for callback in made] == order


@pytest.mark.parametrize("name", [name for name in ALL if name in REFUSED])
def test_what_a_document_may_not_do_is_told_as_it_is_chosen(name, tmp_path):
    project = calling_back(name)
    [problem] = check_training(project)
    assert problem.message.startswith(f"{name} is not used here: ")
    with pytest.raises(KgraphError, match="is not used here"):
        make_callbacks(project, tmp_path)


def test_a_program_gives_them_in_the_same_order():
    written = generate(calling_back(*NAMES)).text
    places = [written.index(f"keras.callbacks.{name}(") for name in NAMES]
    assert places == sorted(places)


def test_what_needs_a_package_names_it(tmp_path):
    if find_spec("orbax"):
        pytest.skip("orbax-checkpoint is installed")
    with pytest.raises(KgraphError, match="orbax"):
        make_callbacks(calling_back(ORBAX), tmp_path)


@pytest.mark.slow
def test_a_run_with_all_of_them_writes_what_each_of_them_writes(train):
    project = calling_back(*NAMES)
    assert not check_training(project)
    watched = train(project)
    folder = Path(watched.run.folder)
    assert watched.of(TrainingEnded)[0].reason == "finished"
    assert (folder / "history.csv").exists()
    assert list((folder / "tensorboard").rglob("events.*"))
    assert keras.saving.load_model(folder / "checkpoint.keras").name == "digits"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_run_with_each_of_them_alone_ends_as_it_should(train, name):
    watched = train(calling_back(name))
    assert watched.of(TrainingEnded)[0].reason == "finished"
