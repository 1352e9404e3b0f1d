"""Two runs side by side: how they were trained, what was drawn, how well it went."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.comparing import Change, Value, compare
from kgraph.document.errors import KgraphError
from kgraph.document.project import Training
from kgraph.document.telling.words import brief
from kgraph.runs.comparing.settings import differing_paths, settings_of
from kgraph.runs.run import Run

_BESIDE = ("training", "canvas")  # told by the settings; of no meaning to a run


class RunComparison(Struct, frozen=True):
    """What differs from one run to another.

    Attributes:
        old, new: Their ids.
        settings: Settings, the seed and versions of packages that differ.
        drawing: What differs in the model and its data.
        results: What came of either, also what is the same.
        unread: Why the drawings could not be compared; empty if they were.
    """

    old: str
    new: str
    settings: tuple[Value, ...]
    drawing: tuple[Change, ...]
    results: tuple[Value, ...]
    unread: str = ""


def compare_runs(old: Run, new: Run) -> RunComparison:
    """Returns what differs from one run, with its epochs, to another."""
    settings = tuple(_settings(old, new))
    results = tuple(_results(old, new))
    try:
        drawing = _drawing(old, new)
    except KgraphError as error:
        return RunComparison(old.id, new.id, settings, (), results, str(error))
    return RunComparison(old.id, new.id, settings, drawing, results)


def value_text(value: Any) -> str:
    """Returns a value of a setting or a result as a person would write it.

    Example:

    >>> value_text(0.1 + 0.2), value_text(None), value_text(True)
    ('0.3', 'none', 'true')
    """
    return f"{value:.6g}" if isinstance(value, float) else brief(value)


def _settings(old: Run, new: Run) -> Iterator[Value]:
    before, after = settings_of(old), settings_of(new)
    for path in differing_paths((before, after)):
        yield Value(path, before.value(path), after.value(path))
    if old.seed != new.seed:
        yield Value("seed that was used", old.seed, new.seed)
    for name in {**old.versions, **new.versions}:
        versions = (old.versions.get(name), new.versions.get(name))
        if versions[0] != versions[1]:
            yield Value(f"version of {name}", *versions)


def _drawing(old: Run, new: Run) -> tuple[Change, ...]:
    projects = [files.load(run.document) for run in (old, new)]
    before, after = (replace(project, training=Training()) for project in projects)
    changes = compare(before, after).changes
    return tuple(change for change in changes if change.part not in _BESIDE)


def _results(old: Run, new: Run) -> Iterator[Value]:
    before, after = _outcome(old), _outcome(new)
    for name in {**before, **after}:
        yield Value(name, before.get(name), after.get(name))


def _outcome(run: Run) -> dict[str, Any]:
    best = run.best_epoch
    found: dict[str, Any] = {
        "state": run.state,
        "epochs": len(run.epochs),
        "seconds": round(run.seconds, 1),
    }
    if best is not None:
        found["best epoch"] = best.epoch + 1
        found.update({f"best {name}": v for name, v in best.logs.items()})
    if run.epochs:
        found.update({f"last {n}": v for n, v in run.epochs[-1].logs.items()})
    found.update({f"test {name}": value for name, value in run.scores.items()})
    return found
