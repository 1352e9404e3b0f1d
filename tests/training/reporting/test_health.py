"""A run that goes wrong says so, once, in words."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kgraph.training.reporting.health import PATIENCE, Health, is_flat, is_overfitting

LOSSES = st.lists(st.floats(0.1, 10), max_size=40)


def test_a_broken_loss_is_told_once():
    health = Health()
    assert health.see_batches([1.0, 0.5], 2) == []
    (warning,) = health.see_batches([0.4, math.inf, math.nan], 5)
    assert (warning.kind, warning.step) == ("nan", 5)
    assert "infinite" in warning.sentence
    assert health.see_batches([math.nan], 6) == []


def test_overfitting_names_the_best_epoch():
    health = Health()
    validated = [1.0, 0.8, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2]
    told = [
        warning
        for epoch, value in enumerate(validated)
        for warning in health.see_epoch({"loss": 1 / (epoch + 1), "val_loss": value}, 0)
    ]
    assert [w.kind for w in told] == ["overfitting"]
    assert "lowest in epoch 3" in told[0].sentence


def test_a_loss_that_stays_is_flat():
    health = Health()
    told = [health.see_epoch({"loss": 2.3025}, step) for step in range(12)]
    assert [i for i, warnings in enumerate(told) if warnings] == [PATIENCE]


@given(LOSSES)
def test_a_falling_loss_is_never_called_wrong(losses):
    falling = sorted(losses, reverse=True)
    falling = [loss - 0.02 * i for i, loss in enumerate(falling)]
    assert not is_overfitting(falling, falling)
    assert not is_flat([10 + loss for loss in falling]) or len(falling) > PATIENCE


@given(LOSSES, LOSSES)
def test_few_epochs_say_nothing(losses, validated):
    assert not is_flat(losses[:PATIENCE])
    assert not is_overfitting(losses[:PATIENCE], validated[:PATIENCE])
