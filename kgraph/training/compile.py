"""Compiles a model with the project's optimizer and its Outputs' losses."""

from collections.abc import Mapping
from typing import Any

import keras

from kgraph.document.calls import outputs_of
from kgraph.document.graph import Layer
from kgraph.document.project import Project
from kgraph.modeling.objects import make
from kgraph.training.words import TrainingError


def compile_model(model: keras.Model, project: Project) -> None:
    """Compiles a model that was built from the project.

    With one Output the loss and the metrics are plain; with several they are dicts by
    the Outputs' names, as the model's outputs are. An Output without a loss is only
    looked at.

    Raises:
        TrainingError: If no Output has a loss.
        ObjectError: If the optimizer, a loss or a metric cannot be made.
    """
    outputs = judged_outputs(project)
    losses = {o.name: make("loss", o.config.get("loss")) for o in outputs}
    losses = {name: loss for name, loss in losses.items() if loss is not None}
    if not losses:
        raise TrainingError(
            "Training makes a loss small, so at least one Output must have one. "
            "Received: no loss. Select an Output and choose its loss."
        )
    weights = {
        o.name: o.config.get("loss_weight", 1.0) for o in outputs if o.name in losses
    }
    metrics = {o.name: make("metric", o.config.get("metrics", [])) for o in outputs}
    model.compile(
        optimizer=make("optimizer", project.training.optimizer),
        loss=_plain_if_single(losses, len(outputs)),
        loss_weights=_plain_if_single(weights, len(outputs)),
        metrics=_plain_if_single(metrics, len(outputs)),
    )


def judged_outputs(project: Project) -> list[Layer]:
    """Returns the Outputs of the main graph, in the order of the model's outputs."""
    return [project.main.layers[node.layer] for node in outputs_of(project.main)]


def log_names(project: Project) -> tuple[str, ...]:
    """Returns the names under which Keras will log loss and metrics while it trains."""
    outputs = judged_outputs(project)
    names = ["loss"]
    if len(outputs) > 1:
        with_loss = [o for o in outputs if o.config.get("loss") is not None]
        names += [f"{o.name}_loss" for o in with_loss if len(with_loss) > 1]
    for output in outputs:
        prefix = f"{output.name}_" if len(outputs) > 1 else ""
        for metric in make("metric", output.config.get("metrics", [])):
            names.append(prefix + (metric if isinstance(metric, str) else metric.name))
    return tuple(names)


def _plain_if_single(values: Mapping[str, Any], outputs: int) -> Any:
    return next(iter(values.values())) if outputs == 1 else dict(values)
