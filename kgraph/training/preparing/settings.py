"""Checks the settings of a training before it begins; the forms do as people type."""

from collections.abc import Collection

import keras
from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.check import check_training
from kgraph.document.project import Project, Training
from kgraph.training.words import TrainingError


def check_settings(project: Project) -> None:
    """Raises if the settings cannot be trained with; the window says so as one types.

    Raises:
        TrainingError: If so, naming the setting.
    """
    # Who leaves the backend open has one by now.
    training = replace(project.training, backend=keras.backend.backend())
    for problem in check_training(replace(project, training=training)):
        if problem.severity == "error":
            raise TrainingError(problem.sentence)


def check_monitors(training: Training, names: Collection[str]) -> None:
    """Raises if a callback watches what is never logged: it would do nothing.

    Args:
        names: What is logged, with `val_` in front of what validation adds.

    Raises:
        TrainingError: If so, naming the callback.
    """
    for described in training.callbacks:
        spec = catalog.load().resolve(described, "callback")
        parameter = spec.parameter("monitor") if spec else None
        config = described.get("config") or {}
        if spec is None or parameter is None or not isinstance(config, dict):
            continue
        is_heard = spec.name != "ModelCheckpoint" or config.get("save_best_only")
        monitor = config.get("monitor", parameter.default)
        if is_heard and monitor not in (*names, "learning_rate"):
            raise TrainingError(
                f"{spec.name} watches {monitor!r}, which is not logged: expected one "
                f"of {', '.join(names)}. Received: {monitor!r}. Change its `monitor`, "
                "or hold samples back for validation."
            )
