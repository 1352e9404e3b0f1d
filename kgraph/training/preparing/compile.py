"""Compiles a model with the project's optimizer and its Outputs' losses."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import keras

from kgraph.document.calls import outputs_of
from kgraph.document.graph import Layer
from kgraph.document.logs import Logged, names_in_logs
from kgraph.document.optimizers import optimizer_of
from kgraph.document.project import Project, Stage, Training
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.objects import make
from kgraph.training.words import TrainingError

Scope = Callable[[], AbstractContextManager[Any]]


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
    weighted_metrics: list[Any]


def compile_model(
    model: keras.Model,
    project: Project,
    stage: Stage | None = None,
    scope: Scope = nullcontext,
) -> tuple[str, ...]:
    """Compiles a model that was built from the project.

    With one Output the loss and the metrics are plain; with several they are dicts by
    the Outputs' names, as the model's outputs are.

    Args:
        stage: Whose optimizer and learning rate to take; None for the first.
        scope: Entered where variables are made.

    Returns:
        The names under which Keras will log loss and metrics, without `val_`.

    Raises:
        TrainingError: If no Output has a loss.
        ObjectError: If the optimizer, a loss or a metric cannot be made.
    """
    # Keras numbers optimizers and metrics, and a second run would log other names.
    stage = stage or project.training.all_stages[0]
    optimizer, judgements = in_clean_state(lambda: _make(project, stage, scope))
    if not any(j.loss is not None for j in judgements):
        raise TrainingError(
            "Training makes a loss small, so at least one Output must have one. "
            "Received: no loss. Select an Output and choose its loss."
        )
    training = project.training
    model.compile(
        optimizer=optimizer,
        **_losses_and_metrics(judgements),
        steps_per_execution=training.steps_per_execution,
        run_eagerly=training.run_eagerly,
        jit_compile=is_compiled(training),
    )
    return names_in_logs([_logged(judgement) for judgement in judgements])


def is_compiled(training: Training) -> bool | str:
    """Returns what `jit_compile` is: with TensorFlow on a CPU, XLA is the slower."""
    if training.run_eagerly:
        return False
    if training.jit_compile != "auto":
        return training.jit_compile == "on"
    is_tensorflow = keras.backend.backend() == "tensorflow"
    return False if is_tensorflow and not _has_gpu() else "auto"


def judged_outputs(project: Project) -> list[Layer]:
    """Returns the Outputs of the main graph, in the order of the model's outputs."""
    return [project.main.layers[node.layer] for node in outputs_of(project.main)]


def _has_gpu() -> bool:
    import tensorflow

    return bool(tensorflow.config.get_visible_devices("GPU"))


def _make(project: Project, stage: Stage, scope: Scope) -> tuple[Any, list[Judgement]]:
    with scope():
        optimizer = make("optimizer", optimizer_of(project.training, stage))
        return optimizer, _judgements(project)


def _judgements(project: Project) -> list[Judgement]:
    return [
        Judgement(
            output.name,
            make("loss", output.config.get("loss")),
            _weight(output.config.get("loss_weight", 1.0)),
            make("metric", output.config.get("metrics", [])),
            make("metric", output.config.get("weighted_metrics", [])),
        )
        for output in judged_outputs(project)
    ]


def _losses_and_metrics(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Returns what `compile()` is told of the Outputs."""
    judged = [j for j in judgements if j.loss is not None]
    told = {
        "loss": {j.output: j.loss for j in judged},
        "loss_weights": {j.output: j.loss_weight for j in judged},
        "metrics": {j.output: j.metrics for j in judgements},
        "weighted_metrics": {j.output: j.weighted_metrics for j in judgements},
    }
    if len(judgements) > 1:
        return told
    return {name: next(iter(values.values())) for name, values in told.items()}


def _weight(value: Any) -> Any:
    """Returns a whole number as Keras takes it: as a float."""
    return float(value) if isinstance(value, int) else value


def _logged(judgement: Judgement) -> Logged:
    return Logged(
        judgement.output,
        judgement.loss is not None,
        [_name(metric) for metric in judgement.metrics],
        [_name(metric) for metric in judgement.weighted_metrics],
    )


def _name(metric: Any) -> str:
    return metric if isinstance(metric, str) else str(metric.name)
