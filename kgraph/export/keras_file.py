"""Writes a model as a `.keras` file, and reads it back before anybody gets it."""

from pathlib import Path

import keras
import numpy as np

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.modeling import build
from kgraph.runs import Run
from kgraph.training.compile import compile_model
from kgraph.training.words import TrainingError


class ExportCheckError(KgraphError):
    """A file that does not hold what was written to it."""


def write(project: Project, run: Run | None, file: Path) -> None:
    """Writes the model, compiled, with a run's best weights.

    A model without a loss is written uncompiled.

    Raises:
        KgraphError: If the model cannot be built, or if Keras, which writes some
            models that it cannot read, does not give it back equal.
    """
    model = _model(project, run)
    try:
        model.save(file)
    except OSError:
        raise
    except Exception as error:
        raise ExportCheckError(
            f"Keras cannot write this model: {_first_line(error)} "
            "Take the model away as Python instead."
        ) from error
    _check(model, file)


def _model(project: Project, run: Run | None) -> keras.Model:
    if run is not None and run.adapted.exists():
        model = keras.saving.load_model(run.adapted, compile=False, safe_mode=True)
    else:
        model = build(project)
    try:
        compile_model(model, project)
    except TrainingError:
        return model
    model.optimizer.build(model.trainable_variables)
    if run is not None:
        _load_weights(model, run)
    return model


def _load_weights(model: keras.Model, run: Run) -> None:
    path = _weights(run)
    try:
        model.load_weights(path)
    except Exception as error:
        raise KgraphError(
            f"The weights of run {run.id} cannot be read from {path}. Received: "
            f"{_first_line(error)} Choose another run, or train again."
        ) from error


def _weights(run: Run) -> Path:
    for path in (run.best_weights, run.last_weights):
        if path.exists():
            return path
    raise KgraphError(
        f"Run {run.id} ended before it had weights to take. Received: state "
        f"{run.state}. Choose another run, or train again."
    )


def _check(model: keras.Model, file: Path) -> None:
    try:
        again = keras.saving.load_model(file, safe_mode=True)
    except Exception as error:
        raise ExportCheckError(
            f"Keras writes this model but cannot read it back: {_first_line(error)} "
            "Take the model away as Python instead."
        ) from error
    is_equal = again.to_json() == model.to_json() and all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        for a, b in zip(again.get_weights(), model.get_weights(), strict=True)
    )
    if not is_equal:
        raise ExportCheckError(
            "Keras does not give this model back as it was written: expected equal "
            "layers and weights. Received: a model that differs. Take the model away "
            "as Python instead."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
