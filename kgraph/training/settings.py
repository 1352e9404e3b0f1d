"""Checks the numbers of a training before it begins; the forms do as people type."""

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
