"""All that a run needs to go on as if it had never been interrupted, in one file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import msgspec
import numpy as np
from msgspec import Struct

from kgraph.document.errors import FileError
from kgraph.document.telling.words import plural
from kgraph.messages import Warned
from kgraph.modeling.weights import file
from kgraph.training.keeping.callback_state import remembered, remind
from kgraph.training.keeping.randomness import chance
from kgraph.training.keeping.weights import demand_folder
from kgraph.training.words import TrainingError

NAME = "checkpoint.npz"


class Position(Struct, frozen=True):
    """How far a run is.

    Attributes:
        stage: Number of the stage that is under way, from 0.
        stage_began: Number of the epoch that it began with.
        epoch: Number of the epoch that is under way, over all stages.
        batch: How many batches of that epoch are done.
        step: How many batches of the run are done.
        epochs: How many epochs the run shall have in all.
        seconds: How long it was under way.
        is_stage_over: Whether a callback has ended the stage before its last epoch.
        samples: How many there are to train with; 0 where nobody has counted.
        data: Their fingerprint; empty where nobody has taken it.
    """

    stage: int = 0
    stage_began: int = 0
    epoch: int = 0
    batch: int = 0
    step: int = 0
    epochs: int = 0
    seconds: float = 0.0
    is_stage_over: bool = False
    samples: int = 0
    data: str = ""


class _Plain(Struct):
    position: Position
    callbacks: list[dict[str, Any]]
    chance: dict[str, Any]
    logs: dict[str, float]


class Checkpoint(Struct, frozen=True):
    """What was read from the file.

    Attributes:
        logs: What the batches of an epoch came to that lacks nothing but its end.
        arrays: Of `model`, `optimizer`, `metrics`, `callbacks` and `chance`.
    """

    position: Position
    callbacks: list[dict[str, Any]]
    chance: dict[str, Any]
    logs: dict[str, float]
    arrays: dict[str, list[np.ndarray]]


def write(
    path: Path,
    model: keras.Model,
    position: Position,
    callbacks: Sequence[keras.callbacks.Callback],
    logs: Mapping[str, float],
) -> None:
    """Writes a checkpoint, wholly or not at all.

    Args:
        logs: What the batches of an epoch came to that lacks nothing but its end.

    Raises:
        FileError: If the disk does not take it; one that was there stays.
        TrainingError: If the folder of the run is gone.
    """
    demand_folder(path.parent)
    attributes, kept = remembered(callbacks)
    plain, states = chance()
    told = {name: float(value) for name, value in logs.items()}
    text = msgspec.json.encode(_Plain(position, attributes, plain, told))
    arrays = {
        "model": _values(model.variables),
        "optimizer": _values(model.optimizer.variables),
        "metrics": _values(model.metrics_variables),
        "callbacks": kept,
        "chance": states,
        "plain": [np.frombuffer(text, "uint8")],
    }
    file.write(path, arrays)


def read(path: Path) -> Checkpoint:
    """Reads a checkpoint.

    Raises:
        TrainingError: If there is none, or it is damaged.
    """
    names = ("model", "optimizer", "metrics", "callbacks", "chance")
    try:
        stored = file.WeightsFile(path)
        arrays = {key: stored[key] for key in stored}
        plain = msgspec.json.decode(arrays["plain"][0].tobytes(), type=_Plain)
    except (FileError, LookupError, ValueError) as error:
        raise TrainingError(
            f"The checkpoint {path} must be whole and of this version of kgraph. "
            "Received: one that cannot be read. Train anew, perhaps with the weights "
            "that the run has kept."
        ) from error
    return Checkpoint(
        plain.position,
        plain.callbacks,
        plain.chance,
        plain.logs,
        {name: arrays.get(name, []) for name in names},
    )


def demand_epochs(position: Position, epochs: int, run: str) -> None:
    """Raises if nothing is left to do.

    Raises:
        TrainingError: If so.
    """
    if position.epoch >= epochs:
        raise TrainingError(
            f"Run {run} has had its {position.epoch} epochs: expected more of them to "
            f"go on. Received: {epochs}. Say how many it shall have in all."
        )


def demand_samples(position: Position, samples: int, run: str) -> None:
    """Raises if the data is no longer what it was.

    Raises:
        TrainingError: If so.
    """
    if position.samples not in (0, samples):
        raise TrainingError(
            f"Run {run} goes on with the data that it began with: expected "
            f"{position.samples:,} samples to train with. Received: {samples:,}. Bring "
            "the data back as it was; else train anew, perhaps with the weights that "
            "the run has kept."
        )


def doubt_data(position: Position, data: str) -> Warned | None:
    """Returns what to say if there are as many samples as before, but others.

    It is no error: a program that makes the data may make it anew each time.

    Args:
        data: The fingerprint of those that there are now.
    """
    if position.data in ("", data):
        return None
    sentence = (
        "The data is not what this run began with: as many samples, but other values. "
        "The run goes on with them and will not end as it would have without the "
        "interruption. If you do not want that, stop it, bring the data back and train "
        "anew."
    )
    return Warned("data", position.step, sentence)


def demand_place(position: Position, stages: int, batches: int, run: str) -> None:
    """Raises if a run has no such place.

    Args:
        batches: How many an epoch has.

    Raises:
        TrainingError: If so.
    """
    has_place = (
        0 <= position.stage < stages
        and 0 <= position.batch <= batches
        and min(position.epoch, position.step) >= 0
    )
    if not has_place:
        raise TrainingError(
            f"The checkpoint of run {run} does not fit its stages and its data: "
            f"expected {plural(stages, 'stage')} with up to {batches} batches an "
            f"epoch. Received: batch {position.batch} in stage {position.stage + 1}. "
            "If there is less data than before, bring it back; else train anew, "
            "perhaps with the weights that the run has kept."
        )


def restore_model(checkpoint: Checkpoint, model: keras.Model) -> None:
    """Gives a model, compiled for the stage, its variables and its optimizer's.

    Raises:
        TrainingError: If the model is another one.
    """
    optimizer = model.optimizer
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    _assign(model.variables, checkpoint.arrays["model"])
    _assign(optimizer.variables, checkpoint.arrays["optimizer"])


def restore_moment(
    checkpoint: Checkpoint,
    model: keras.Model,
    callbacks: Sequence[keras.callbacks.Callback],
) -> None:
    """Puts back, inside `fit()`, what it has begun anew."""
    restore_model(checkpoint, model)
    metrics = checkpoint.arrays["metrics"]
    if checkpoint.position.batch and len(metrics) == len(model.metrics_variables):
        _assign(model.metrics_variables, metrics)
    remind(callbacks, checkpoint.callbacks, checkpoint.arrays["callbacks"])


def _values(variables: Sequence[Any]) -> list[np.ndarray]:
    return [keras.ops.convert_to_numpy(variable) for variable in variables]


def _assign(variables: Sequence[Any], arrays: Sequence[np.ndarray]) -> None:
    shapes = [tuple(variable.shape) for variable in variables]
    if shapes != [array.shape for array in arrays]:
        raise TrainingError(
            "The checkpoint of this run is of another model: expected "
            f"{len(arrays)} arrays in their shapes. Received: a model of "
            f"{len(variables)}. Train anew."
        )
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)
