"""Writes the curves of a run as event files, for TensorBoard."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kgraph.runs.run import Epoch, Run, RunError

FOLDER = "tensorboard"
"""Name of the folder of a run that holds what TensorBoard reads."""

_STAMP = "kgraph.json"
_VALIDATION = "val_"
_Named = Mapping[str, float]


class _Stamp(Struct, frozen=True):
    """Says that kgraph wrote the files, and what of."""

    epochs: int
    step: int
    ended: float | None


def write_events(run: Run) -> Path:
    """Writes what TensorBoard reads, unless it is there already.

    What Keras's callback wrote while the run went on is left as it is. The names are
    that callback's: `epoch_loss`, `batch_loss`, `evaluation_loss_vs_iterations`, in
    `train` and `validation`; scores on the test split are in `test`.

    Args:
        run: With its epochs and their batches; see `recipe.with_batches`.

    Returns:
        The folder to open TensorBoard on.

    Raises:
        RunError: If TensorBoard is not installed, or the folder cannot be written to.
    """
    folder = Path(run.folder, FOLDER)
    last = run.epochs[-1].step if run.epochs else 0
    stamp = _Stamp(len(run.epochs), last, run.ended)
    if folder.exists() and _stamped(folder) in (None, stamp):
        return folder
    part = folder.with_name(f"{FOLDER}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        _write(run, part)
        (part / _STAMP).write_bytes(msgspec.json.encode(stamp))
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise RunError(
            f"The logs of run {run.id} cannot be written into {folder}. "
            f"Received: {error}."
        ) from error
    return folder


def check_tensorboard() -> None:
    """Raises where TensorBoard is missing.

    Raises:
        RunError: How to install it.
    """
    from importlib.util import find_spec

    if find_spec("tensorboard") is None:
        raise RunError(
            "Expected TensorBoard, which is not installed. Install it with: "
            'pip install "kgraph[tensorboard]"'
        )


def _stamped(folder: Path) -> _Stamp | None:
    """Returns what the files were written of; None if kgraph did not write them."""
    try:
        return msgspec.json.decode((folder / _STAMP).read_bytes(), type=_Stamp)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(run: Run, folder: Path) -> None:
    check_tensorboard()
    with (
        closing(_EventFile(folder / "train", run.started)) as train,
        closing(_EventFile(folder / "validation", run.started)) as validation,
    ):
        seconds, step = 0.0, 0
        for epoch in run.epochs:
            _write_batches(train, epoch, step, seconds)
            seconds, step = seconds + epoch.seconds, epoch.step
            trained, validated = _divided(epoch.logs)
            train.add(_named("epoch_{}", trained), epoch.epoch, seconds)
            validation.add(_named("epoch_{}", validated), epoch.epoch, seconds)
            told = _named("evaluation_{}_vs_iterations", validated)
            validation.add(told, epoch.step, seconds)
    if run.scores:
        with closing(_EventFile(folder / "test", run.started)) as test:
            end = run.epochs[-1].epoch if run.epochs else 0
            test.add(_named("epoch_{}", run.scores), end, seconds)


def _write_batches(
    train: "_EventFile", epoch: Epoch, first: int, seconds: float
) -> None:
    count = max(map(len, epoch.batches.values()), default=0)
    for place in range(count):
        values = {n: v[place] for n, v in epoch.batches.items() if place < len(v)}
        now = seconds + epoch.seconds * (place + 1) / count
        train.add(_named("batch_{}", values), first + place, now)


def _divided(logs: _Named) -> tuple[dict[str, float], dict[str, float]]:
    """Returns values of the training data, and those of the validation data."""
    validated = {n for n in logs if n.startswith(_VALIDATION)}
    return (
        {n: v for n, v in logs.items() if n not in validated},
        {n.removeprefix(_VALIDATION): v for n, v in logs.items() if n in validated},
    )


def _named(form: str, values: _Named) -> Iterator[tuple[str, float]]:
    return ((form.format(name), value) for name, value in values.items())


class _EventFile:
    """A file of records that each hold the values of one step.

    TensorBoard's own writer of such files would import TensorFlow.
    """

    def __init__(self, folder: Path, began: float) -> None:
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.summary.writer.record_writer import RecordWriter

        folder.mkdir(parents=True)
        self._began = began
        self._event: Any = Event
        name = f"events.out.tfevents.{int(began):010d}.kgraph"
        self._records = RecordWriter((folder / name).open("wb"))
        head = Event(wall_time=began, file_version="brain.Event:2")
        self._records.write(head.SerializeToString())

    def add(
        self, values: Iterator[tuple[str, float]], step: int, seconds: float
    ) -> None:
        """Adds named values of one step, so many seconds after the run began."""
        event = self._event(wall_time=self._began + seconds, step=step)
        for name, value in values:
            event.summary.value.add(tag=name, simple_value=value)
        if event.summary.value:
            self._records.write(event.SerializeToString())

    def close(self) -> None:
        """Ends the file."""
        self._records.flush()
        self._records.close()
