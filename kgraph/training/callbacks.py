"""Makes the callbacks that a project asks for; they write into the run's folder."""

from pathlib import Path
from typing import Any

import keras

from kgraph.document.project import Project
from kgraph.modeling.objects import make
from kgraph.training.words import TrainingError

_WRITES = {
    "CSVLogger": ("filename", "history.csv"),
    "ModelCheckpoint": ("filepath", "checkpoint.keras"),
    "BackupAndRestore": ("backup_dir", "backup"),
    "TensorBoard": ("log_dir", "tensorboard"),
    "OrbaxCheckpoint": ("directory", "checkpoints"),
}


def make_callbacks(project: Project, folder: Path) -> list[keras.callbacks.Callback]:
    """Returns the project's callbacks, in their order.

    Args:
        folder: Where those that write files do so, under the path they are given.

    Raises:
        TrainingError: If a path leads out of the folder.
        ObjectError: If a callback cannot be made.
    """
    return [
        make("callback", _confined(described, folder))
        for described in project.training.callbacks
    ]


def _confined(described: dict[str, Any], folder: Path) -> dict[str, Any]:
    name, config = described.get("class_name"), described.get("config") or {}
    if not isinstance(name, str) or name not in _WRITES:
        return described
    parameter, default = _WRITES[name]
    if name == "ModelCheckpoint" and config.get("save_weights_only"):
        default = "checkpoint.weights.h5"
    path = Path(config.get(parameter) or default)
    if path.is_absolute() or ".." in path.parts:
        raise TrainingError(
            f"{name} writes into the folder of the run: expected a path inside it, "
            f"such as {default!r}. Received: {str(path)!r}."
        )
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return {"class_name": name, "config": {**config, parameter: str(target)}}
