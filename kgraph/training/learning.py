"""What `fit()` does with Keras: let a model learn, and score it."""

import platform
from collections.abc import Callable
from importlib import import_module

import keras
import numpy as np
from msgspec.structs import replace

import kgraph
from kgraph.document.reports import Report
from kgraph.messages import Event, Number, TrainingBegan, TrainingEnded
from kgraph.runs import Run
from kgraph.training.course import Course
from kgraph.training.feeding import once
from kgraph.training.feeding.damage import naming_damage
from kgraph.training.feeding.feed import first_batch
from kgraph.training.keeping.checkpoint import Checkpoint, Position, doubt_data
from kgraph.training.keeping.weights import load_weights, save_untrained
from kgraph.training.memory import more_about
from kgraph.training.preparing.adapt import adapt
from kgraph.training.preparing.prepared import Prepared
from kgraph.training.reporting.meter import Meter
from kgraph.training.reporting.report import Callbacks, Reporter, numbers
from kgraph.training.steering.control import Control
from kgraph.training.steering.helm import Helm


def learn(
    prepared: Prepared,
    run: Run,
    tell: Callable[[Event], None],
    control: Control,
    position: Position,
    checkpoint: Checkpoint | None,
    sync: Callable[[], None],
) -> TrainingEnded:
    """Lets the model learn and writes its weights into the folder of the run.

    Args:
        position: Where to begin.
        checkpoint: What to begin with; None for the model as it was prepared.
        sync: Is called before a checkpoint is written.

    Returns:
        The event that says so; it was not told yet.
    """
    # Callbacks print when they act; stdout may be what our events are written to.
    keras.config.disable_interactive_logging()
    _adapt(prepared, run)
    tell(_began(prepared, run, position))
    if (warning := doubt_data(position, prepared.data)) is not None:
        tell(warning)
    position = replace(position, data=prepared.data)
    reporter = _reporter(prepared, control, position, tell)
    course = Course(prepared, run, reporter, tell, position, checkpoint, sync)
    with prepared.machine.scope(), naming_damage(prepared.dataset):
        try:
            course.learn()
        except Exception as error:
            raise more_about(error, prepared) from error
        scores = {} if reporter.was_stopped else _score(prepared, run, reporter)
    return _ended(run, course, reporter, scores)


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


def _began(prepared: Prepared, run: Run, position: Position) -> TrainingBegan:
    return TrainingBegan(
        run.id,
        position.epochs,
        prepared.batches,
        len(prepared.dataset.train),
        prepared.log_names,
        Report(prepared.findings),
        position.step,
        position.epoch,
        tuple(stage.name for stage in prepared.stages),
    )


def _reporter(
    prepared: Prepared,
    control: Control,
    position: Position,
    tell: Callable[[Event], None],
) -> Reporter:
    batch_size = prepared.project.training.batch_size
    reporter = Reporter(
        tell,
        Helm(control, tell),
        Meter(batch_size),
        prepared.batches,
        lambda: first_batch(prepared.dataset.train, batch_size)[0],
    )
    reporter.go_on(position.step, position.epoch, position.batch)
    return reporter


def _ended(
    run: Run, course: Course, reporter: Reporter, scores: dict[str, Number]
) -> TrainingEnded:
    reason = "early" if course.ended_early else "finished"
    return TrainingEnded(
        run.id,
        "stopped" if reporter.was_stopped else reason,
        reporter.epochs,
        course.seconds,
        scores,
        restored_best=reporter.was_stopped and reporter.helm.restores_best,
    )


def _adapt(prepared: Prepared, run: Run) -> None:
    adapted = adapt(prepared.model, list(prepared.dataset.train.inputs.values()))
    # Of all that layers learn this way, weights hold Normalization's alone.
    if any(not isinstance(layer, keras.layers.Normalization) for layer in adapted):
        save_untrained(prepared.model, run.adapted)


def _score(prepared: Prepared, run: Run, reporter: Reporter) -> dict[str, Number]:
    model = prepared.model
    test = prepared.dataset.test
    if not len(test):
        return {}
    if run.best_weights.exists():
        load_weights(model, run.best_weights)
    scores = model.evaluate(
        once(test, prepared.project.training.batch_size),
        callbacks=Callbacks(reporter, model=model),
        return_dict=True,
        verbose=0,
    )
    return {} if reporter.was_stopped else numbers(scores)
