"""Checks the settings of a training before it begins; the forms do as people type."""

from collections.abc import Collection

from kgraph import catalog
from kgraph.document.project import Training
from kgraph.training.words import TrainingError

_RANGES = {
    "epochs": (1, 10**9),
    "batch_size": (1, 2**31 - 1),
    "seed": (0, 2**32 - 1),
}


def check_settings(training: Training) -> None:
    """Raises if a number is out of the range in which `fit()` takes it.

    Raises:
        TrainingError: If so, naming the setting.
    """
    for name, (lowest, highest) in _RANGES.items():
        value = getattr(training, name)
        if value is not None and not lowest <= value <= highest:
            raise TrainingError(
                f"Expected `{name}` from {lowest} to {highest}. Received: {value}. "
                "Change it in the settings of the training."
            )


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
