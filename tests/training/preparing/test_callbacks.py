"""Callbacks write into the run's folder and nowhere else, and end a training early."""

from pathlib import Path

import keras
import pytest
from drawings import digits, training

from kgraph.document.errors import KgraphError
from kgraph.messages import TrainingEnded
from kgraph.training import TrainingError


def test_callbacks_write_into_the_folder_of_the_run(train):
    callbacks = (
        {"class_name": "CSVLogger", "config": {}},
        {"class_name": "CSVLogger", "config": {"filename": "logs/own.csv"}},
        {"class_name": "ModelCheckpoint", "config": {"save_best_only": True}},
        {"class_name": "ReduceLROnPlateau", "config": {"patience": 1}},
    )
    watched = train(training(digits(), callbacks=callbacks))
    folder = Path(watched.run.folder)
    assert (folder / "history.csv").read_text().startswith("epoch,")
    assert (folder / "logs" / "own.csv").exists()
    assert keras.saving.load_model(folder / "checkpoint.keras").name == "digits"
    assert "learning_rate" in watched.run.epochs[0].logs


@pytest.mark.parametrize(
    "path",
    [
        "/outside.csv",
        "../outside.csv",
        ".",
        "document.kgraph",
        "run.json",
        "Checkpoint.npz",
        "{epoch.__doc__:.>2.0}/outside.csv",
        "a\0b",
        5,
    ],
)
def test_callbacks_write_nowhere_else(train, store, path):
    callback = {"class_name": "CSVLogger", "config": {"filename": path}}
    with pytest.raises(TrainingError, match="expected a path inside"):
        train(training(digits(), callbacks=(callback,)))
    assert not (store.folder / "outside.csv").exists()


def test_a_checkpoint_may_be_named_after_its_epoch(train):
    name = "{epoch:02d}-{val_loss:.2f}.keras"
    checkpoint = {"class_name": "ModelCheckpoint", "config": {"filepath": name}}
    watched = train(training(digits(), callbacks=(checkpoint,)))
    assert list(Path(watched.run.folder).glob("01-*.keras"))


def test_a_callback_whose_config_is_none_is_one_clear_error(train):
    callback = {"class_name": "CSVLogger", "config": ["history.csv"]}
    with pytest.raises(KgraphError, match="config of CSVLogger"):
        train(training(digits(), callbacks=(callback,)))


def test_early_stopping_is_told_apart_from_stop(train):
    early = {"class_name": "EarlyStopping", "config": {"patience": 0, "min_delta": 9}}
    watched = train(training(digits(), epochs=9, callbacks=(early,)))
    assert watched.events[-1].reason == "early"
    assert watched.events[-1].epochs == 2
    assert watched.run.state == "finished"


def test_callbacks_print_nothing_among_events(train, capfd):
    huge = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    watcher = {"class_name": "TerminateOnNaN", "config": {}}
    watched = train(training(digits(), optimizer=huge, callbacks=(watcher,)))
    assert watched.of(TrainingEnded)[0].reason == "early"
    assert capfd.readouterr().out == ""
