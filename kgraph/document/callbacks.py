"""Where callbacks write files to, in a run and in a program."""

from collections.abc import Mapping
from typing import Any

# Class to the argument that says where, and what it is unless the project says.
_FILES = {
    "BackupAndRestore": ("backup_dir", "backup"),
    "CSVLogger": ("filename", "history.csv"),
    "ModelCheckpoint": ("filepath", "checkpoint.keras"),
    "OrbaxCheckpoint": ("directory", "checkpoints"),
    "TensorBoard": ("log_dir", "tensorboard"),
}


def file_of(name: Any, config: Mapping[str, Any]) -> tuple[str, str] | None:
    """Returns where a callback writes to unless told: its argument and a path.

    Args:
        name: The callback's class.
        config: Its arguments; Keras asks for another ending where only weights are
            written.

    Returns:
        None if it writes no file.
    """
    if name == "ModelCheckpoint" and config.get("save_weights_only"):
        return "filepath", "checkpoint.weights.h5"
    return _FILES.get(name) if isinstance(name, str) else None
