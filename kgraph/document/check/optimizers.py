"""Optimizers that do two things of which Keras does one, or lack a learning rate."""

from collections.abc import Iterator
from typing import Any

from kgraph import catalog
from kgraph.document.analysis import Problem
from kgraph.document.check.ranges import setting_problem
from kgraph.document.optimizers import at_learning_rate
from kgraph.document.project import Project

CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")


def optimizers(project: Project) -> Iterator[Problem]:
    """Yields what is wrong with the optimizers of a training and its stages."""
    training = project.training
    yield from _problems(training.optimizer, "training.optimizer")
    for number, stage in enumerate(training.stages):
        where = f"training.stages.{number}"
        described = stage.optimizer or training.optimizer
        if stage.optimizer:
            yield from _problems(stage.optimizer, f"{where}.optimizer")
        is_told = stage.learning_rate is not None
        if is_told and at_learning_rate(described, stage.learning_rate or 0) is None:
            yield setting_problem(
                "stage-rate",
                f"{where}.learning_rate",
                f"{stage.name or f'Stage {number + 1}'!r} sets a learning rate, and "
                "its optimizer has none of its own: leave it to the optimizer.",
                expected="none",
                received=str(stage.learning_rate),
            )


def _problems(described: Any, where: str) -> Iterator[Problem]:
    spec = catalog.load().resolve(described, "optimizer")
    config = described.get("config") if isinstance(described, dict) else {}
    if spec is None or not isinstance(config, dict):
        return
    clipping = [name for name in CLIPPING if config.get(name) is not None]
    if len(clipping) > 1:
        yield setting_problem(
            "optimizer-clipping",
            f"{where}.config.{clipping[1]}",
            f"{spec.name} clips gradients in one way at a time. Received: "
            f"{' and '.join(clipping)}. Take all but one away.",
            expected="one of " + ", ".join(CLIPPING),
            received=", ".join(clipping),
        )
