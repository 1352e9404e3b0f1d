"""Calls `fit()` for some epochs of a stage, for the rest of one, or for its end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras

from kgraph.training.feeding import endless, once
from kgraph.training.keeping.checkpoint import Position
from kgraph.training.keeping.randomness import chance, restore_chance
from kgraph.training.preparing.prepared import Prepared
from kgraph.training.reporting.report import Callbacks


def fit_until(
    prepared: Prepared, callbacks: Callbacks, position: Position, last: int
) -> None:
    """Fits what is left of an epoch that has begun, or all epochs before `last`."""
    training = prepared.project.training
    is_rest = position.batch > 0
    state = chance()
    callbacks.keep_chance(lambda: restore_chance(*state))
    with _unfinalized(prepared.model):
        prepared.model.fit(
            endless(prepared.dataset.train, prepared.order, position.step),
            initial_epoch=position.epoch,
            epochs=position.epoch + 1 if is_rest else last,
            steps_per_epoch=prepared.batches - position.batch,
            validation_data=_validation(prepared),
            validation_freq=training.validation_freq,
            shuffle=False,  # the order of the batches is decided
            callbacks=callbacks,
            verbose=0,
        )


def end_epoch(
    prepared: Prepared,
    callbacks: Callbacks,
    position: Position,
    logs: Mapping[str, float],
) -> None:
    """Ends an epoch as `fit()` would have, whose batches are all done.

    Args:
        logs: What its batches came to.
    """
    model, found = prepared.model, dict(logs)
    model.stop_training = False
    callbacks.on_train_begin()
    callbacks.on_epoch_begin(position.epoch)
    validation = _validation(prepared)
    freq = prepared.project.training.validation_freq
    if validation is not None and (position.epoch + 1) % freq == 0:
        values = model.evaluate(
            validation, callbacks=callbacks, return_dict=True, verbose=0
        )
        found |= {f"val_{name}": value for name, value in values.items()}
    callbacks.on_epoch_end(position.epoch, found)


def finalize(model: keras.Model) -> None:
    """Does at the end of a stage what `fit()` would have done at its own."""
    if isinstance(model.optimizer, keras.optimizers.Optimizer):
        model.optimizer.finalize_variable_values(model.trainable_weights)


def _validation(prepared: Prepared) -> Any:
    samples, training = prepared.dataset.validation, prepared.project.training
    if not len(samples):
        return None
    size = training.validation_batch_size or training.batch_size
    return once(samples, size, training.validation_steps)


@contextmanager
def _unfinalized(model: keras.Model) -> Iterator[None]:
    """Keeps `fit()` from putting averages in the place of weights when it returns.

    It may be called again, and the checkpoint needs the weights themselves.
    """
    optimizer = model.optimizer
    optimizer.finalize_variable_values = lambda _: None
    try:
        yield
    finally:
        del optimizer.finalize_variable_values
