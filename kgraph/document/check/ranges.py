"""Numbers of a training, and between what they have to be."""

from collections.abc import Iterator
from typing import Any

from kgraph.document.analysis import Problem
from kgraph.document.project import Project

Range = tuple[float, float]

MANY = 10**9
WHOLE: Range = (1, 2**31 - 1)  # what TensorFlow counts batches and samples with
TRAINING: dict[str, Range] = {
    "epochs": (1, MANY),
    "batch_size": WHOLE,
    "seed": (0, 2**32 - 1),
    "steps_per_epoch": WHOLE,
    "initial_epoch": (0, MANY),
    "validation_freq": (1, MANY),
    "validation_batch_size": WHOLE,
    "validation_steps": WHOLE,
    "steps_per_execution": WHOLE,
    "checkpoint_minutes": (0, MANY),
}
STAGE: dict[str, Range] = {
    "epochs": (1, MANY),
    "last": (1, MANY),
    "learning_rate": (0, MANY),
}


def ranges(project: Project) -> Iterator[Problem]:
    """Yields the numbers that are out of the range in which `fit()` takes them."""
    training = project.training
    yield from _outside(training, "training", TRAINING)
    for number, stage in enumerate(training.stages):
        yield from _outside(stage, f"training.stages.{number}", STAGE)
    if 0 < training.all_epochs <= training.initial_epoch:
        yield setting_problem(
            "training-epochs",
            "training.initial_epoch",
            f"All {training.all_epochs} epochs are before `initial_epoch`, so that "
            "nothing is trained: choose an earlier one.",
            expected=f"0 to {training.all_epochs - 1}",
            received=str(training.initial_epoch),
        )


def setting_problem(
    rule: str,
    setting: str,
    message: str,
    *,
    expected: str = "",
    received: str = "",
    is_warning: bool = False,
) -> Problem:
    """Returns a problem of one setting."""
    return Problem(
        rule=rule,
        message=message,
        expected=expected,
        received=received,
        severity="warning" if is_warning else "error",
        setting=setting,
    )


def _outside(holder: Any, where: str, allowed: dict[str, Range]) -> Iterator[Problem]:
    for name, (lowest, highest) in allowed.items():
        value = getattr(holder, name)
        if value is not None and not lowest <= value <= highest:
            yield setting_problem(
                "training-ranges",
                f"{where}.{name}",
                f"Expected `{name}` from {lowest} to {highest}. Received: {value}. "
                "Change it in the settings of the training.",
                expected=f"{lowest} to {highest}",
                received=str(value),
            )
