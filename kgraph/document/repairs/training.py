"""Settings of a training that are out of range, or do not go together."""

import json
import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from typing import Any

from msgspec.structs import replace

from kgraph.document.check.ranges import STAGE, TRAINING
from kgraph.document.errors import EditError
from kgraph.document.logs import RATE, VALIDATION, watchable
from kgraph.document.optimizers import INNER
from kgraph.document.project import Project, Stage
from kgraph.document.repairs.case import Case, Repair, Repairs
from kgraph.document.setting import SettingError, setting, with_setting
from kgraph.document.stages import learning, listed, trained
from kgraph.document.training import Trains

STAGES = r"training\.stages\.\d+"

_WAYS: dict[Trains, str] = {"drawn": "what is drawn", "all": "all layers"}

Rule = Callable[[Case], Repairs]


def _about(pattern: str) -> Callable[[Rule], Rule]:
    """Lets a rule mend problems of such settings alone, where those are there."""
    path = re.compile(pattern)

    def guarding(rule: Rule) -> Rule:
        @wraps(rule)
        def guarded(case: Case) -> Repairs:
            if path.fullmatch(case.problem.setting) and _is_there(case):
                yield from rule(case)

        return guarded

    return guarding


def _is_there(case: Case) -> bool:
    try:
        setting(case.project, case.problem.setting)
    except SettingError:
        return False
    return True


@_about(rf"training\.(stages\.\d+\.)?({'|'.join({**STAGE, **TRAINING})})")
def into_range(case: Case) -> Repairs:
    """The nearest number that is allowed."""
    name = case.problem.setting.rpartition(".")[2]
    lowest, highest = {**STAGE, **TRAINING}[name]
    value = setting(case.project, case.problem.setting)
    if value is not None:
        yield _set(case, max(lowest, min(value, highest)))


@_about(r"training\.initial_epoch")
def from_the_start(case: Case) -> Repairs:
    yield _set(case, 0)


@_about(r"training\.device")
def usual_device(case: Case) -> Repairs:
    yield _set(case, "auto")


@_about(r"training\.steps_per_execution")
def single_steps(case: Case) -> Repairs:
    yield _set(case, 1)


@_about(r"training\.jit_compile")
def uncompiled(case: Case) -> Repairs:
    yield _set(case, "off")


@_about(r"training\.precision")
def fast_precision(case: Case) -> Repairs:
    yield _set(case, "float32")
    yield _set(case, "mixed_bfloat16")


@_about(rf"{STAGES}\.last")
def all_layers(case: Case) -> Repairs:
    """As many layers as there are."""
    yield _set(case, len(learning(case.project)))


@_about(rf"{STAGES}\.layers")
def present_layers(case: Case) -> Repairs:
    """Takes off a list what is not there any more."""
    given = setting(case.project, case.problem.setting)
    there = [id for id in given if listed(case.project, id) is not None]
    yield Repair(
        "Take layers that are gone off the list of the stage",
        _setting(case.problem.setting, there),
    )


@_about(rf"{STAGES}\.trains")
def busy_stage(case: Case) -> Repairs:
    """Trains what is drawn, or all; or takes the stage away."""
    path = case.problem.setting
    for trains, words in _WAYS.items():
        if trained(case.project, Stage(trains=trains)):
            yield Repair(f"Let the stage train {words}", _setting(path, trains))
    stages = case.project.training.stages
    if len(stages) > 1:
        at = int(path.split(".")[2])
        yield Repair("Take the stage away", _without_stage(at))


@_about(rf"{STAGES}\.learning_rate")
def own_rate(case: Case) -> Repairs:
    yield _set(case, None)


@_about(r".+\.optimizer\.config\.\w+")
def one_clipping(case: Case) -> Repairs:
    yield _set(case, None)


@_about(r".+\.callbacks\.\d+\.config\.monitor")
def heard(case: Case) -> Repairs:
    """Watches what is logged: the twin of training, or what is spelled alike."""
    names = watchable(case.project) or ()
    monitor = str(setting(case.project, case.problem.setting))
    twin = monitor.removeprefix(VALIDATION)
    close = get_close_matches(monitor, names, n=1)
    for name in dict.fromkeys([*(n for n in [twin] if n in names), *close, "loss"]):
        if name in names and name != RATE:
            yield _set(case, name)


@_about(r".+\.callbacks\.\d+")
def averaging(case: Case) -> Repairs:
    """Lets the optimizer keep averages of the weights."""
    where = "training"
    parts = case.problem.setting.split(".")
    if parts[1] == "stages" and setting(case.project, f"{_stage(parts)}.optimizer"):
        where = _stage(parts)
    inner = f"config.{INNER}." if _is_wrapped(case.project, where) else ""
    path = f"{where}.optimizer.{inner}config.use_ema"
    yield Repair("Turn on use_ema of the optimizer", _setting(path, True))


@_about(r"training\..*callbacks\.\d+(\.config\..+)?")
def without_callback(case: Case) -> Repairs:
    """Takes a callback away."""
    path = case.problem.setting.partition(".config")[0]
    where, _, at = path.rpartition(".")
    left = list(setting(case.project, where))
    name = left.pop(int(at))["class_name"]
    yield Repair(f"Take {name} away", _setting(where, left))


def _stage(parts: list[str]) -> str:
    return ".".join(parts[:3])


def _is_wrapped(project: Project, where: str) -> bool:
    described = setting(project, f"{where}.optimizer")
    config = described.get("config") if isinstance(described, dict) else None
    return isinstance(config, dict) and INNER in config


def _set(case: Case, value: Any) -> Repair:
    name = case.problem.setting.rpartition(".")[2]
    words = "none" if value is None else value
    return Repair(f"Set {name} to {words}", _setting(case.problem.setting, value))


def _setting(path: str, value: Any) -> Callable[[Project], Project]:
    """Returns the edit that gives a setting a value."""
    text = value if isinstance(value, str) else json.dumps(value)
    text = "none" if value is None else text
    return lambda project: with_setting(project, path, text)


def _without_stage(at: int) -> Callable[[Project], Project]:
    def edit(project: Project) -> Project:
        stages = project.training.stages
        if at >= len(stages):
            raise EditError("The stage that this repair is for is no longer there.")
        left = (*stages[:at], *stages[at + 1 :])
        return replace(project, training=replace(project.training, stages=left))

    return edit
