"""Compiles a model with the project's optimizer and its Outputs' losses."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import keras

from kgraph.document.calls import outputs_of
from kgraph.document.graph import Layer
from kgraph.document.project import Project
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.objects import make
from kgraph.training.words import TrainingError


class Judgement(NamedTuple):
    """How one output of a model is judged while it learns.

    Attributes:
        loss: A Keras loss; None for an output that is only looked at.
        metrics: Keras metrics, or names whose meaning depends on the loss.
    """

    output: str
    loss: Any
    loss_weight: float
    metrics: list[Any]


def compile_model(model: keras.Model, project: Project) -> tuple[str, ...]:
    """Compiles a model that was built from the project.

    With one Output the loss and the metrics are plain; with several they are dicts by
    the Outputs' names, as the model's outputs are.

    Returns:
        The names under which Keras will log loss and metrics, without `val_`.

    Raises:
        TrainingError: If no Output has a loss.
        ObjectError: If the optimizer, a loss or a metric cannot be made.
    """
    # Keras numbers optimizers and metrics, and a second run would log other names.
    optimizer, judgements = in_clean_state(lambda: _make(project))
    judged = [j for j in judgements if j.loss is not None]
    if not judged:
        raise TrainingError(
            "Training makes a loss small, so at least one Output must have one. "
            "Received: no loss. Select an Output and choose its loss."
        )
    losses = {j.output: j.loss for j in judged}
    weights = {j.output: j.loss_weight for j in judged}
    metrics = {j.output: j.metrics for j in judgements}
    is_single = len(judgements) == 1
    model.compile(
        optimizer=optimizer,
        loss=judged[0].loss if is_single else losses,
        loss_weights=judged[0].loss_weight if is_single else weights,
        metrics=judged[0].metrics if is_single else metrics,
    )
    return _log_names(judgements)


def judged_outputs(project: Project) -> list[Layer]:
    """Returns the Outputs of the main graph, in the order of the model's outputs."""
    return [project.main.layers[node.layer] for node in outputs_of(project.main)]


def _make(project: Project) -> tuple[Any, list[Judgement]]:
    judgements = [
        Judgement(
            output.name,
            make("loss", output.config.get("loss")),
            _weight(output.config.get("loss_weight", 1.0)),
            make("metric", output.config.get("metrics", [])),
        )
        for output in judged_outputs(project)
    ]
    return make("optimizer", project.training.optimizer), judgements


def _weight(value: Any) -> Any:
    """Returns a whole number as Keras takes it: as a float."""
    return float(value) if isinstance(value, int) else value


def _log_names(judgements: Sequence[Judgement]) -> tuple[str, ...]:
    names = ["loss"]
    judged = [j for j in judgements if j.loss is not None]
    if len(judged) > 1:
        names += [f"{j.output}_loss" for j in judged]
    for judgement in judgements:
        prefix = f"{judgement.output}_" if len(judgements) > 1 else ""
        for metric in judgement.metrics:
            names.append(prefix + (metric if isinstance(metric, str) else metric.name))
    return tuple(names)
