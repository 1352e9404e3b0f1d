"""What a `.keras` file of kgraph carries besides the model: its drawing and its run."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from kgraph.messages import Number, number
from kgraph.runs.run import Epoch, Run, RunError, State
from kgraph.runs.storing.store import RunStore

DOCUMENT = "kgraph/document.kgraph"
HISTORY = "kgraph/run.json"
"""Names of the two members of the archive; Keras passes over what it does not know."""

_Count = Annotated[int, Meta(ge=0, le=2**53)]  # what SQLite and JSON both can hold
_Curves = dict[str, list[Number]]


class Recipe(Struct, frozen=True):
    """Where a model came from.

    Attributes:
        document: The bytes of the `.kgraph` file that the model was built from.
        run: The run that trained it, its epochs with their batches; None for none.
            Its id and folder are those of the store that it came from.
    """

    document: bytes
    run: Run | None = None


class _Epoch(Struct):
    epoch: _Count
    step: _Count
    seconds: float
    logs: dict[str, Number]
    batches: _Curves = {}


class _Run(Struct):
    state: State
    started: float
    seed: _Count
    ended: float | None = None
    settings: dict[str, Any] = {}
    versions: dict[str, str] = {}
    epochs: tuple[_Epoch, ...] = ()
    scores: dict[str, Number] = {}
    error: str = ""


_decoder = msgspec.json.Decoder(_Run)


def with_batches(store: RunStore, run: Run) -> Run:
    """Returns a run of a store with the curves of each epoch's batches."""
    return msgspec.structs.replace(run, epochs=store.epochs(run.id))


def encode(recipe: Recipe) -> dict[str, bytes]:
    """Returns the members of the archive that hold the recipe, by name."""
    members = {DOCUMENT: recipe.document}
    if recipe.run is not None:
        members[HISTORY] = msgspec.json.encode(_entry(recipe.run))
    return members


def decode(members: Mapping[str, bytes]) -> Recipe | None:
    """Returns the recipe that an archive holds; None if it holds none.

    Args:
        members: Those of the two members that the archive has, by name.

    Raises:
        RunError: If the history is none that kgraph writes.
    """
    if DOCUMENT not in members:
        return None
    if HISTORY not in members:
        return Recipe(members[DOCUMENT])
    try:
        entry = _decoder.decode(members[HISTORY])
        return Recipe(members[DOCUMENT], _run(entry))
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise RunError(
            f"The history in {HISTORY} cannot be read: {error}. Received: "
            f"{len(members[HISTORY]):,} bytes that kgraph did not write."
        ) from error


def _entry(run: Run) -> _Run:
    return _Run(
        state=run.state,
        started=run.started,
        seed=run.seed,
        ended=run.ended,
        settings=run.settings,
        versions=run.versions,
        epochs=tuple(
            _Epoch(e.epoch, e.step, e.seconds, _numbers(e.logs), _curves(e.batches))
            for e in run.epochs
        ),
        scores=_numbers(run.scores),
        error=run.error,
    )


def _run(entry: _Run) -> Run:
    epochs = tuple(
        Epoch(e.epoch, e.step, e.seconds, _floats(e.logs), _float_curves(e.batches))
        for e in entry.epochs
    )
    if len({epoch.epoch for epoch in epochs}) < len(epochs):
        raise ValueError("it tells of one epoch twice")
    return Run(
        id="",
        folder="",
        # Nobody goes on with a run that was under way when the file was written.
        state="interrupted" if entry.state == "running" else entry.state,
        started=entry.started,
        ended=entry.ended,
        seed=entry.seed,
        settings=entry.settings,
        versions=entry.versions,
        epochs=epochs,
        scores=_floats(entry.scores),
        error=entry.error,
    )


def _numbers(values: Mapping[str, float]) -> dict[str, Number]:
    return {name: number(value) for name, value in values.items()}


def _floats(values: Mapping[str, Number]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _curves(curves: Mapping[str, Sequence[float]]) -> _Curves:
    return {name: [number(v) for v in values] for name, values in curves.items()}


def _float_curves(curves: _Curves) -> dict[str, list[float]]:
    return {name: [float(v) for v in values] for name, values in curves.items()}
