"""Makes the model that is exported: built, compiled, and with the right weights."""

from pathlib import Path
from typing import NamedTuple

import keras

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.reports import Finding
from kgraph.document.weights import missing, resolved
from kgraph.export.words import first_line
from kgraph.modeling import build
from kgraph.modeling.build import Placeholder
from kgraph.modeling.weights import WeightsFile, give
from kgraph.runs import Run
from kgraph.training.preparing.compile import compile_model
from kgraph.training.words import TrainingError


class Prepared(NamedTuple):
    """A model and what became of its weights.

    Attributes:
        architecture: As Keras writes it to JSON, before any format could change it:
            writing a legacy `.h5` takes the optimizer out of it.
    """

    model: keras.Model
    architecture: str
    findings: tuple[Finding, ...] = ()


def prepare(
    project: Project,
    run: Run | None,
    folder: Path | None,
    placeholder: Placeholder | None = None,
) -> Prepared:
    """Returns the project's model with a run's best weights, compiled.

    Without a run the document's own weights are taken, and where there are none,
    fresh ones. A model without a loss stays uncompiled. Of a run with stages the
    optimizer begins afresh.

    Args:
        placeholder: Makes the layers whose classes are not here; without it they
            are refused.

    Raises:
        KgraphError: If the model cannot be built or the weights cannot be read.
    """
    model = _model(project, run, placeholder)
    # Each stage has an optimizer of its own, whose state fits no other's.
    is_staged = bool(project.training.stages)
    if run is not None and is_staged:
        _load_weights(model, run)
    is_compiled = _compile(model, project)
    findings = _give_own(project, folder, model) if run is None else ()
    if run is not None and is_compiled and not is_staged:
        _load_all(model, project, run)
    return Prepared(model, model.to_json(), findings)


def trained_model(project: Project, run: Run) -> keras.Model:
    """Returns the model of a run with its best weights, not compiled.

    Raises:
        KgraphError: If the model cannot be built or the weights cannot be read.
    """
    model = _model(project, run, None)
    _load_weights(model, run)
    return model


def _model(
    project: Project, run: Run | None, placeholder: Placeholder | None
) -> keras.Model:
    if run is not None and run.adapted.exists():
        return keras.saving.load_model(run.adapted, compile=False, safe_mode=True)
    return build(project, placeholder=placeholder)


def _compile(model: keras.Model, project: Project) -> bool:
    try:
        compile_model(model, project)
    except TrainingError:
        return False
    model.optimizer.build(model.trainable_variables)
    return True


def _give_own(
    project: Project, folder: Path | None, model: keras.Model
) -> tuple[Finding, ...]:
    """Gives the document's own weights; who exports these wants no fresh ones."""
    path = resolved(project, folder)
    if path is None:
        return ()
    if missing(project, folder):
        raise KgraphError(
            f"The trained weights are not there: expected the file {str(path)!r}. Put "
            "it in its place, choose a run's weights, or forget the trained weights."
        )
    return give(project, model, WeightsFile(path))


def _load_all(model: keras.Model, project: Project, run: Run) -> None:
    """Loads weights and the state of the optimizer.

    In half precision Keras trains with an optimizer around it that scales the loss;
    the model that is exported needs none.
    """
    own = model.optimizer
    is_half = project.training.precision == "mixed_float16"
    if is_half and not isinstance(own, keras.optimizers.LossScaleOptimizer):
        model.optimizer = keras.optimizers.LossScaleOptimizer(own)
        model.optimizer.build(model.trainable_variables)
    _load_weights(model, run)
    model.optimizer = own


def _load_weights(model: keras.Model, run: Run) -> None:
    path = _weights(run)
    try:
        model.load_weights(path)
    except Exception as error:
        raise KgraphError(
            f"The weights of run {run.id} cannot be read from {path}. Received: "
            f"{first_line(error)} Choose another run, or train again."
        ) from error


def _weights(run: Run) -> Path:
    for path in (run.best_weights, run.last_weights):
        if path.exists():
            return path
    raise KgraphError(
        f"Run {run.id} ended before it had weights to take. Received: state "
        f"{run.state}. Choose another run, or train again."
    )
