"""One run, or two of them, as tables on standard output."""

from datetime import datetime

from kgraph.cli.tables import print_table
from kgraph.document.telling.words import plural
from kgraph.runs import Run
from kgraph.runs.comparing.comparison import RunComparison, value_text
from kgraph.runs.comparing.settings import settings_of


def print_run(run: Run) -> None:
    """Writes how a run was trained, each epoch, and what came of it."""
    took = f"{plural(len(run.epochs), 'epoch')} in {run.seconds:,.1f} s"
    print(f"Run {run.id}, {run.state}, began {_time(run.started)}: {took}")
    for text in (run.error, run.remarks, ", ".join(run.tags)):
        if text:
            print(text)
    for note in run.notes:
        print(note)
    print()
    settings = [
        (path, value_text(value)) for path, value in settings_of(run).given.items()
    ]
    beside = [("seed that was used", str(run.seed)), *run.versions.items()]
    print_table(("setting", "value"), [*settings, *beside])
    if run.epochs:
        print()
        _print_epochs(run)
    if run.scores:
        print()
        scores = [(name, value_text(value)) for name, value in run.scores.items()]
        print_table(("on the test split", ""), scores)


def print_comparison(found: RunComparison) -> None:
    """Writes what differs between two runs, and the results of both."""
    names = (f"run {found.old}", f"run {found.new}")
    if found.settings:
        rows = [(v.name, value_text(v.old), value_text(v.new)) for v in found.settings]
        print_table(("setting", *names), rows)
    else:
        print("All settings are the same.")
    print()
    if found.unread:
        print(f"The drawings cannot be compared: {found.unread}")
    for change in found.drawing:
        print(change.line)
    if not (found.drawing or found.unread):
        print("The model and its data are the same.")
    print()
    rows = [(v.name, value_text(v.old), value_text(v.new)) for v in found.results]
    print_table(("result", *names), rows)


def _print_epochs(run: Run) -> None:
    names = list(dict.fromkeys(name for epoch in run.epochs for name in epoch.logs))
    best = run.best_epoch
    rows = [
        (
            f"{epoch.epoch + 1}{' *' if epoch is best else ''}",
            f"{epoch.seconds:.1f}",
            *(value_text(epoch.logs.get(name, "")) for name in names),
        )
        for epoch in run.epochs
    ]
    headers = ("epoch", "seconds", *names)
    print_table(headers, rows, right=headers[1:])
    print(f"* the best: lowest {run.monitored}")


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M:%S}"
