"""What cannot be trained with is said before a run begins."""

import keras
import pytest
from tuned_drawings import tuned

from kgraph.document.project import Stage, Training
from kgraph.training import TrainingError
from kgraph.training.preparing.settings import check_monitors, check_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("batch_size", 0),
        ("batch_size", -1),
        ("batch_size", 10**30),
        ("seed", -1),
        ("seed", 2**32),
    ],
)
def test_a_number_out_of_range_is_named(name, value):
    with pytest.raises(TrainingError, match=f"`{name}` from .* Received: {value}"):
        check_settings(tuned(stages=(), **{name: value}))


def test_the_ends_of_the_ranges_are_inside():
    check_settings(tuned(stages=(), epochs=1, batch_size=1, seed=0))
    check_settings(tuned(seed=2**32 - 1))
    check_settings(tuned(seed=None))


def test_what_only_warns_keeps_nobody_from_training():
    check_settings(tuned(stages=(Stage(trains="last", last=99),)))


def test_an_open_backend_is_the_one_that_keras_has(monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "torch")
    with pytest.raises(TrainingError, match="PyTorch takes one step at a time"):
        check_settings(tuned(steps_per_execution=4))


@pytest.mark.parametrize(
    ("callback", "config"),
    [
        ("EarlyStopping", {"monitor": "acuracy"}),
        ("EarlyStopping", {}),
        ("ReduceLROnPlateau", None),
        ("ModelCheckpoint", {"save_best_only": True}),
    ],
)
def test_a_callback_that_would_wait_for_ever_is_named(callback, config):
    training = Training(callbacks=({"class_name": callback, "config": config},))
    with pytest.raises(TrainingError, match=f"{callback} watches .* loss, accuracy"):
        check_monitors(training, ["loss", "accuracy"])


@pytest.mark.parametrize(
    "callback",
    [
        {"class_name": "EarlyStopping", "config": {"monitor": "val_loss"}},
        {"class_name": "EarlyStopping", "config": {"monitor": "learning_rate"}},
        {"class_name": "ModelCheckpoint", "config": {"monitor": "nothing"}},
        {"class_name": "TerminateOnNaN", "config": {}},
    ],
)
def test_what_is_logged_may_be_watched(callback):
    check_monitors(Training(callbacks=(callback,)), ["loss", "val_loss"])
