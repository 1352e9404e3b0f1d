"""Trains a project's model: from the drawing to weights in the run store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.document import files
from kgraph.document.project import Project
from kgraph.messages import Event, Failed
from kgraph.runs import Run, RunError, RunStore, State
from kgraph.runs.folder.leftovers import sweep
from kgraph.runs.storing.recovering import recover
from kgraph.training.reporting.record import Recorder
from kgraph.training.steering.control import Control, Ear
from kgraph.training.words import explain

if TYPE_CHECKING:
    from kgraph.training.keeping.checkpoint import Checkpoint, Position
    from kgraph.training.preparing.prepared import Prepared

Report = Callable[[Event], None]


def fit(
    project: Project,
    *,
    store: RunStore,
    report: Report,
    folder: str | Path | None = None,
    control: Control | None = None,
    place: str = "",
) -> Run:
    """Builds, compiles and fits the project's model, then scores it on the test split.

    Training goes on from the project's trained weights, where layers have any that
    fit; the run remembers which. The best weights (lowest `val_loss`, or `loss`
    without validation) are what is scored; best and last weights, history, checkpoint
    and document land in the run store.

    Args:
        store: Where the run is kept.
        report: Is given each event, `TrainingBegan` first and `TrainingEnded` last, in
            the thread that calls this function.
        folder: Where relative data paths start from; the folder of the project's file.
        control: What stops, pauses and steers it; requests in the run's folder do too.
        place: Id that the store has reserved for the run; empty for a new one.

    Returns:
        The run, as the store remembers it.

    Raises:
        KgraphError: If the project cannot be built, has no data or no loss, or the
            store cannot be written to; no run has begun then.
        Exception: What Keras or its backend raises while training. The run is marked
            as failed, with the sentence of `explain(error)`.

    Example:

    >>> fit(project, store=RunStore.beside(path), report=print)  # doctest: +SKIP
    """
    from kgraph.training.learning import versions
    from kgraph.training.preparing.prepared import prepare

    prepared = prepare(project, folder, report=report)
    run = store.begin(
        project,
        seed=prepared.seed,
        versions=versions(),
        notes=[finding.text for finding in prepared.findings],
        place=place,
    )
    return _run(prepared, prepared.start(), None, store, run, report, control)


def go_on(
    which: str,
    *,
    store: RunStore,
    report: Report,
    folder: str | Path | None = None,
    control: Control | None = None,
    epochs: int | None = None,
) -> Run:
    """Goes on with a run from its last checkpoint, as if it had never ended.

    Args:
        which: The run's id, or `latest`.
        epochs: How many epochs it shall have in all; None for what was meant.

    Returns:
        The run, as the store remembers it.

    Raises:
        KgraphError: If it is under way, has no checkpoint, or has come to its end.
        Exception: As with `fit`.
    """
    from msgspec.structs import replace

    from kgraph.training.keeping import checkpoint
    from kgraph.training.preparing.prepared import prepare

    with store.claimed(which) as run:
        found = checkpoint.read(run.checkpoint)
        position = found.position
        total = position.epochs if epochs is None else epochs
        if run.state == "finished":  # else its end may be missing, whatever its epochs
            checkpoint.demand_epochs(position, total, run.id)
            position = replace(position, is_stage_over=False)
        prepared = prepare(files.load(run.document), folder, run.seed, report)
        samples = len(prepared.dataset.train)
        checkpoint.demand_samples(position, samples, run.id)
        stages, batches = len(prepared.stages), prepared.batches
        checkpoint.demand_place(position, stages, batches, run.id)
        sweep(Path(run.folder))
        run = store.go_on(run.id)
    position = replace(position, epochs=total)
    return _run(prepared, position, found, store, run, report, control)


def _run(
    prepared: "Prepared",
    position: "Position",
    checkpoint: "Checkpoint | None",
    store: RunStore,
    run: Run,
    report: Report,
    control: Control | None,
) -> Run:
    """Lets a model learn in a run that has begun, and writes down how it ends."""
    from kgraph.training.learning import learn

    control = control or Control()
    with _recording(store, run, position) as recorder:

        def tell(event: Event) -> None:
            recorder(event)
            report(event)

        with Ear(control, Path(run.folder)):
            ended = learn(
                prepared, run, tell, control, position, checkpoint, recorder.sync
            )
    scores = {name: float(value) for name, value in ended.scores.items()}
    was_stopped = ended.reason == "stopped"
    try:
        recorder.write()
        store.end(run.id, "stopped" if was_stopped else "finished", scores=scores)
    finally:
        recorder.close(ended)  # if the store does not take it, it is found here
        store.let_go(run.id)
    report(ended)
    recover(store.folder)  # should somebody have taken the store away meanwhile
    return store.get(run.id)


@contextmanager
def _recording(store: RunStore, run: Run, position: "Position") -> Iterator[Recorder]:
    """Gives a run its recorder, and writes down the error that ends it."""
    recorder: Recorder | None = None
    try:
        recorder = Recorder(store, run, position.step, position.epoch)
        yield recorder
    except BaseException as error:
        state: State = "failed" if isinstance(error, Exception) else "interrupted"
        sentence = explain(error)
        if recorder is not None:
            with suppress(RunError):  # what ended the run matters more
                recorder.write()
            recorder.close(Failed("Train", sentence))
        with suppress(RunError):
            store.end(run.id, state, error=sentence)
        raise
