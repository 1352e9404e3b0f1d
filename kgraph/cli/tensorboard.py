"""Shows runs in TensorBoard, which is served to this machine alone."""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from kgraph.document.errors import KgraphError
from kgraph.runs import Run, RunStore
from kgraph.runs.exporting.event_files import FOLDER, check_tensorboard, write_events
from kgraph.runs.exporting.recipe import with_batches

POINTS = 10_000  # of each curve that TensorBoard keeps


def write_logs(store: RunStore, runs: Sequence[Run]) -> dict[str, Path]:
    """Writes what TensorBoard reads; returns the folder of each run by its id.

    Raises:
        KgraphError: If there is no run, or TensorBoard is not installed.
    """
    if not runs:
        raise KgraphError(f"There is no run yet in {store.folder}. Train first.")
    check_tensorboard()
    return {run.id: write_events(with_batches(store, run)) for run in runs}


def live_logs(runs: Iterable[Run]) -> dict[str, Path]:
    """Returns the folders that Keras's callback wrote into, by what they are called.

    They hold what kgraph does not write: graphs, histograms, profiles.
    """
    found = {}
    for run in runs:
        folder = Path(run.folder)
        for file in folder.rglob("events.out.tfevents.*"):
            place = file.relative_to(folder).parts[0]
            if place != FOLDER:
                found[f"{run.id} {place}"] = folder / place
    return found


def serve(
    folder: Path,
    logs: Mapping[str, Path],
    *,
    told: Callable[[str], None],
    opens_browser: bool = True,
    until_input_ends: bool = False,
) -> None:
    """Serves TensorBoard on a free port of localhost until it is interrupted.

    Args:
        folder: Of the store.
        logs: Folders inside of it, by what they are called.
        told: Is given the address.
        until_input_ends: Whether to end with the program that holds the input.

    Raises:
        KgraphError: If it cannot be served.
    """
    program = _program()
    # Whatever a person's folders are called, the paths from here on are plain.
    places = {name: path.relative_to(folder) for name, path in logs.items()}
    os.chdir(folder)
    board = _configured(program, places)
    try:
        url = board.launch()
    except program.TensorBoardServerException as error:
        raise KgraphError(f"TensorBoard cannot be started: {error}.") from error
    told(url)
    if opens_browser:
        webbrowser.open(url)
    if until_input_ends:
        sys.stdin.buffer.read()
    else:
        threading.Event().wait()


def _configured(program: ModuleType, places: Mapping[str, Path]) -> Any:
    board = program.TensorBoard()
    board.configure(
        logdir_spec=",".join(f"{n}:{p.as_posix()}" for n, p in places.items()),
        host="localhost",
        port=0,
        load_fast="false",  # it does not know `logdir_spec`
        samples_per_plugin={"scalars": POINTS},
    )
    return board


def _program() -> ModuleType:
    # TensorBoard looks for this module to know that it is to do without TensorFlow,
    # which takes seconds to import and is not needed to read curves.
    sys.modules.setdefault("tensorboard.compat.notf", ModuleType("notf"))
    from tensorboard import program

    return program
