"""Trains a project's model: from the drawing to weights in the run store."""

from collections.abc import Callable
from pathlib import Path

from kgraph.document.project import Project
from kgraph.messages import Event
from kgraph.runs import Run, RunStore, State
from kgraph.training.record import Recorder
from kgraph.training.words import explain


def fit(
    project: Project,
    *,
    store: RunStore,
    report: Callable[[Event], None],
    folder: str | Path | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Run:
    """Builds, compiles and fits the project's model, then scores it on the test split.

    Training goes on from the project's trained weights, where layers have any that
    fit; the run remembers which. The best weights (lowest `val_loss`, or `loss`
    without validation) are what is scored; best and last weights, history and
    document land in the run store.

    Args:
        store: Where the run is kept.
        report: Is given each event, `TrainingBegan` first and `TrainingEnded` last, in
            the thread that calls this function.
        folder: Where relative data paths start from; the folder of the project's file.
        should_stop: Asked after each batch; training ends within one.

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
    from kgraph.training.learning import learn, prepare, versions

    prepared = prepare(project, folder)
    run = store.begin(
        project,
        seed=prepared.seed,
        versions=versions(),
        notes=[finding.text for finding in prepared.findings],
    )
    recorder = Recorder(store, run)

    def tell(event: Event) -> None:
        recorder(event)
        report(event)

    try:
        ended = learn(prepared, run, tell, should_stop)
    except BaseException as error:
        recorder.write()
        state: State = "failed" if isinstance(error, Exception) else "interrupted"
        store.end(run.id, state, error=explain(error))
        raise
    recorder.write()
    scores = {name: float(value) for name, value in ended.scores.items()}
    was_stopped = ended.reason == "stopped"
    store.end(run.id, "stopped" if was_stopped else "finished", scores=scores)
    report(ended)
    return store.get(run.id)
