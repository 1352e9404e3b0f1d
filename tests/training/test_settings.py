"""What cannot be trained with is said before a run begins."""

import pytest

from kgraph.document.project import Training
from kgraph.training import TrainingError
from kgraph.training.settings import check_monitors, check_settings


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
        check_settings(Training(**{name: value}))


def test_the_ends_of_the_ranges_are_inside():
    check_settings(Training(epochs=1, batch_size=1, seed=0))
    check_settings(Training(seed=2**32 - 1))
    check_settings(Training(seed=None))


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
