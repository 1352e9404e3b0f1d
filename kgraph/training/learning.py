"""What `fit()` does with Keras: prepare a model, let it learn, score it."""

import math
import platform
import random
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np

import kgraph
from kgraph.data import Dataset, Samples, load
from kgraph.document.project import Project
from kgraph.document.reports import Finding, Report
from kgraph.messages import Event, Number, TrainingBegan, TrainingEnded
from kgraph.modeling import build
from kgraph.modeling.weights import give_from_file
from kgraph.runs import Run
from kgraph.training.adapt import adapt
from kgraph.training.callbacks import make_callbacks
from kgraph.training.compile import compile_model, judged_outputs
from kgraph.training.ends import as_trained
from kgraph.training.labels import check_labels
from kgraph.training.report import Callbacks, Reporter, numbers
from kgraph.training.settings import check_monitors, check_settings
from kgraph.training.weights import WeightKeeper


class Prepared(NamedTuple):
    """All that a run is made of, and found to be right.

    Attributes:
        findings: Which layers begin with the project's trained weights.
    """

    project: Project
    model: keras.Model
    dataset: Dataset
    seed: int
    log_names: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def batches(self) -> int:
        """How many batches an epoch has."""
        return math.ceil(len(self.dataset.train) / self.project.training.batch_size)


def prepare(project: Project, folder: str | Path | None) -> Prepared:
    """Makes the compiled model, with its trained weights, and the data of a project.

    Raises:
        KgraphError: If anything is wrong with either.
    """
    check_settings(project.training)
    chosen = project.training.seed
    seed = random.SystemRandom().randrange(2**31) if chosen is None else chosen
    keras.utils.set_random_seed(seed)
    model = build(as_trained(project))
    findings = give_from_file(project, folder, model)
    log_names = compile_model(model, project)
    dataset = load(project, folder)
    check_labels(model, judged_outputs(project), dataset.train)
    validated = [f"val_{name}" for name in log_names] if len(dataset.validation) else []
    check_monitors(project.training, [*log_names, *validated])
    return Prepared(project, model, dataset, seed, log_names, findings)


def learn(
    prepared: Prepared,
    run: Run,
    tell: Callable[[Event], None],
    should_stop: Callable[[], bool],
) -> TrainingEnded:
    """Lets the model learn and writes its weights into the folder of the run.

    Returns:
        The event that says so; it was not told yet.
    """
    # Callbacks print when they act; stdout may be what our events are written to.
    keras.config.disable_interactive_logging()
    training = prepared.project.training
    _adapt(prepared, run)
    tell(
        TrainingBegan(
            run.id,
            training.epochs,
            prepared.batches,
            len(prepared.dataset.train),
            prepared.log_names,
            Report(prepared.findings),
        )
    )
    began = time.perf_counter()
    reporter = Reporter(tell, should_stop)
    _fit(prepared, run, reporter)
    scores = {} if reporter.was_stopped else _score(prepared, run, reporter)
    reason = _reason(reporter, training.epochs * prepared.batches)
    seconds = time.perf_counter() - began
    return TrainingEnded(run.id, reason, reporter.epochs, seconds, scores)


def versions() -> dict[str, str]:
    """Returns the versions of all that decides what a training gives."""
    backend = keras.backend.backend()
    return {
        "kgraph": kgraph.__version__,
        "keras": keras.__version__,
        "backend": backend,
        backend: str(import_module(backend).__version__),  # PyTorch has a type for it
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def _fit(prepared: Prepared, run: Run, reporter: Reporter) -> None:
    project, model, dataset, *_ = prepared
    training, validation = project.training, dataset.validation
    callbacks = Callbacks(
        reporter,
        [*make_callbacks(project, Path(run.folder)), WeightKeeper(run)],
        model=model,
        epochs=training.epochs,
        steps=prepared.batches,
    )
    model.fit(
        *_arrays(model, dataset.train),
        batch_size=training.batch_size,
        epochs=training.epochs,
        shuffle=training.shuffle,
        validation_data=_arrays(model, validation) if len(validation) else None,
        callbacks=callbacks,
        verbose=0,
    )


def _adapt(prepared: Prepared, run: Run) -> None:
    adapted = adapt(prepared.model, list(prepared.dataset.train.inputs.values()))
    # Of all that layers learn this way, weights hold Normalization's alone.
    if any(not isinstance(layer, keras.layers.Normalization) for layer in adapted):
        prepared.model.save(run.adapted, include_optimizer=False)


def _arrays(model: keras.Model, samples: Samples) -> tuple[Any, Any]:
    """Returns inputs and targets as the model takes them."""
    inputs = list(samples.inputs.values())
    targets = samples.targets
    is_single = not isinstance(model.output, dict)
    return (
        inputs[0] if len(inputs) == 1 else inputs,
        next(iter(targets.values())) if is_single else targets,
    )


def _score(prepared: Prepared, run: Run, reporter: Reporter) -> dict[str, Number]:
    model = prepared.model
    test = prepared.dataset.test
    if not len(test):
        return {}
    if run.best_weights.exists():
        model.load_weights(run.best_weights)
    scores = model.evaluate(
        *_arrays(model, test),
        batch_size=prepared.project.training.batch_size,
        callbacks=Callbacks(reporter, model=model),
        return_dict=True,
        verbose=0,
    )
    return {} if reporter.was_stopped else numbers(scores)


def _reason(reporter: Reporter, steps: int) -> str:
    if reporter.was_stopped:
        return "stopped"
    return "early" if reporter.steps < steps else "finished"
