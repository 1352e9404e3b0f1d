"""Callbacks that wait for what never comes, or cannot do what they are for."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.document.analysis import Problem
from kgraph.document.check.ranges import setting_problem
from kgraph.document.logs import VALIDATION, is_validated, watchable
from kgraph.document.optimizers import INNER, optimizer_of
from kgraph.document.project import Project, Stage

SAVING = ("ModelCheckpoint", "OrbaxCheckpoint")  # they watch only to keep the best
LOWERING = ("ReduceLROnPlateau", "LearningRateScheduler")


class Placed(NamedTuple):
    """A callback of a stage.

    Attributes:
        setting: The path of what describes it.
    """

    setting: str
    spec: OperationSpec
    config: dict[str, Any]
    stage: Stage


def callbacks(project: Project) -> Iterator[Problem]:
    """Yields what keeps callbacks from doing what they are for."""
    names = watchable(project)
    told = set[tuple[str, str]]()
    for placed in _placed(project):
        found = (
            _unheard(placed, names, is_validated(project)),
            _averaging(project, placed),
            _lowering(project, placed),
        )
        for problem in filter(None, found):
            if (problem.rule, problem.setting) not in told:
                told.add((problem.rule, problem.setting))
                yield problem


def _placed(project: Project) -> Iterator[Placed]:
    training = project.training
    for number, stage in enumerate(training.all_stages):
        own = stage.callbacks
        where = "training" if own is None else f"training.stages.{number}"
        described = training.callbacks if own is None else own
        for at, one in enumerate(described):
            spec = catalog.load().resolve(one, "callback")
            if spec is not None:
                config = one.get("config")
                config = config if isinstance(config, dict) else {}
                yield Placed(f"{where}.callbacks.{at}", spec, config, stage)


def _unheard(
    placed: Placed, names: tuple[str, ...] | None, is_validated: bool
) -> Problem | None:
    """Returns that a callback watches what is never logged."""
    parameter = placed.spec.parameter("monitor")
    if parameter is None or names is None:
        return None
    if placed.spec.name in SAVING and not placed.config.get("save_best_only"):
        return None
    monitor = placed.config.get("monitor", parameter.default)
    if monitor in names:
        return None
    advice = "Change its `monitor`."
    if str(monitor).startswith(VALIDATION) and not is_validated:
        advice = "Change its `monitor`, or hold samples back for validation."
    return setting_problem(
        "callback-monitor",
        f"{placed.setting}.config.monitor",
        f"{placed.spec.name} watches {monitor!r}, which is not logged. {advice}",
        expected=", ".join(names),
        received=repr(monitor),
    )


def _averaging(project: Project, placed: Placed) -> Problem | None:
    """Returns that there are no averages of the weights to swap in."""
    if placed.spec.name != "SwapEMAWeights":
        return None
    described = optimizer_of(project.training, placed.stage)
    if any(config.get("use_ema") for config in _configs(described)):
        return None
    return setting_problem(
        "callback-ema",
        placed.setting,
        "SwapEMAWeights swaps in averages of the weights, which the optimizer does not "
        "keep: turn on its `use_ema`.",
        expected="an optimizer with use_ema",
        received="one without",
    )


def _lowering(project: Project, placed: Placed) -> Problem | None:
    """Returns that a schedule owns the learning rate which a callback would set."""
    if placed.spec.name not in LOWERING:
        return None
    described = optimizer_of(project.training, placed.stage)
    rates = [config.get("learning_rate") for config in _configs(described)]
    if not any(isinstance(rate, dict) for rate in rates):
        return None
    return setting_problem(
        "callback-schedule",
        placed.setting,
        f"{placed.spec.name} sets the learning rate, which follows a schedule of the "
        "optimizer already: choose one of the two.",
        expected="a learning rate that is a number",
        received="a schedule",
    )


def _configs(described: Any) -> Iterator[dict[str, Any]]:
    """Yields the arguments of an optimizer, and of one within it."""
    config = described.get("config") if isinstance(described, dict) else None
    if isinstance(config, dict):
        yield config
        yield from _configs(config.get(INNER))
