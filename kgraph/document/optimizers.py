"""The optimizer of a stage: its own or the training's, at its own learning rate."""

from typing import Any

from kgraph import catalog
from kgraph.document.training import Stage, Training

INNER = "inner_optimizer"


def optimizer_of(training: Training, stage: Stage) -> Any:
    """Returns what a stage learns with, as Keras's JSON or one of Keras's names."""
    described = stage.optimizer or training.optimizer
    if stage.learning_rate is None:
        return described
    return at_learning_rate(described, stage.learning_rate) or described


def at_learning_rate(described: Any, rate: float) -> dict[str, Any] | None:
    """Returns an optimizer with another learning rate in the place of its own.

    Returns:
        None if it has none of its own, as what is made of several optimizers.
    """
    spec = catalog.load().resolve(described, "optimizer")
    config = described.get("config") if isinstance(described, dict) else {}
    if spec is None or not isinstance(config, dict):
        return None
    if spec.parameter("learning_rate") is not None:
        return {"class_name": spec.name, "config": {**config, "learning_rate": rate}}
    inner = at_learning_rate(config.get(INNER), rate)
    if inner is None:
        return None
    return {"class_name": spec.name, "config": {**config, INNER: inner}}
