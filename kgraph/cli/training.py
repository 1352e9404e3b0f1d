"""Trains from the terminal."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.cli import mute, progress
from kgraph.cli.backend import prepare_keras
from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.messages import Event, Stop
from kgraph.runs import Run, RunStore
from kgraph.runs.storing.recovering import recover

if TYPE_CHECKING:
    from kgraph.training.steering.control import Control


def run(
    project: Project, path: Path, output: Path | None = None, json: bool = False
) -> Run:
    """Trains a project, shows how it goes, and writes the model if asked to.

    The first Ctrl-C stops within one batch and keeps what was learned; so does
    SIGTERM.
    """
    prepare_keras(project.training)
    from kgraph.training import fit

    return _show(partial(fit, project), project, path, output, json)


def proceed(
    which: str,
    path: Path,
    epochs: int | None = None,
    output: Path | None = None,
    json: bool = False,
) -> Run:
    """Goes on with a run from its last checkpoint, as `run` does with a new one.

    Args:
        which: Its id, or `latest`.
        epochs: How many it shall have in all; None for what was meant.
    """
    store = RunStore.beside(path)
    recover(store.folder)
    project = files.load(store.demand_idle(which).document)
    prepare_keras(project.training)
    from kgraph.training import go_on

    return _show(partial(go_on, which, epochs=epochs), project, path, output, json)


def _show(
    train: Callable[..., Run],
    project: Project,
    path: Path,
    output: Path | None,
    json: bool,
) -> Run:
    from kgraph.export import check_target, export
    from kgraph.training import explain

    if output is not None:
        check_target(output)
    try:
        with _stopping() as control, _view(json) as view:
            trained = train(
                store=RunStore.beside(path),
                report=_stopping_unheard(view, control),
                folder=path.parent,
                control=control,
            )
    except KgraphError:
        raise
    except Exception as error:
        raise KgraphError(explain(error)) from error
    if output is not None:
        export(project, "keras", output, path=path, run=trained.id)
        if not json:
            print(f"Wrote {output}.")
    return trained


@contextmanager
def _view(json: bool) -> Iterator[progress.View]:
    if json:
        yield progress.json_view
    elif sys.stdout.isatty():
        with progress.BarView() as view:
            yield view
    else:
        yield progress.line_view


def _stopping_unheard(view: progress.View, control: "Control") -> progress.View:
    """Stops once nobody reads: `kgraph train FILE | head` keeps what was learned.

    A log that takes no more, because its disk is full, is no reason to stop.
    """

    def show(event: Event) -> None:
        try:
            view(event)
        except BrokenPipeError:
            mute()
            control.take(Stop())
        except OSError:
            mute()

    return show


@contextmanager
def _stopping() -> "Iterator[Control]":
    """Turns the first Ctrl-C or SIGTERM into a wish; a second Ctrl-C interrupts."""
    from kgraph.training.steering.control import Control

    control = Control()

    def stop(*_: object) -> None:
        control.take(Stop())
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield control
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
