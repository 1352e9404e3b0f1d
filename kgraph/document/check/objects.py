"""Losses, metrics, optimizers and callbacks that are not told what they need."""

from collections.abc import Iterator
from typing import Any

from kgraph import catalog
from kgraph.catalog import Kind, ParameterSpec
from kgraph.document.analysis import Problem
from kgraph.document.binding.outputs import layers_of_type
from kgraph.document.callbacks import file_of
from kgraph.document.check.ranges import setting_problem
from kgraph.document.project import Project
from kgraph.document.refused import REFUSED

JUDGING: dict[str, Kind] = {
    "loss": "loss",
    "metrics": "metric",
    "weighted_metrics": "metric",
}

_WITHOUT_TARGETS = ("Mean", "MeanMetricWrapper", "Sum")


def objects(project: Project) -> Iterator[Problem]:
    """Yields what objects of a training lack, and those that Keras does not have."""
    training = project.training
    yield from _object(training.optimizer, ("optimizer",), "training.optimizer")
    yield from _objects(training.callbacks, ("callback",), "training.callbacks")
    for number, stage in enumerate(training.stages):
        where = f"training.stages.{number}"
        if stage.optimizer is not None:
            yield from _object(stage.optimizer, ("optimizer",), f"{where}.optimizer")
        yield from _objects(stage.callbacks, ("callback",), f"{where}.callbacks")
    for output in layers_of_type(project.main, "Output"):
        for parameter, kind in JUDGING.items():
            where = f"layers.{output.name}.{parameter}"
            yield from _objects(output.config.get(parameter), (kind,), where)


def _objects(value: Any, kinds: tuple[Kind, ...], where: str) -> Iterator[Problem]:
    """Yields the problems of an object, or of each in a list of some, or of none."""
    if isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from _object(item, kinds, f"{where}.{at}")
    elif value is not None:
        yield from _object(value, kinds, where)


def _object(value: Any, kinds: tuple[Kind, ...], where: str) -> Iterator[Problem]:
    spec = catalog.load().resolve(value, *kinds)
    config = value.get("config") if isinstance(value, dict) else {}
    if spec is None:
        # Names such as `accuracy` mean something that depends on the loss.
        if not isinstance(value, str) or kinds != ("metric",):
            yield _stranger(value, kinds, where)
        return
    if spec.name in REFUSED:
        yield _refused(spec.name, where)
        return
    if spec.kind == "metric" and spec.name in _WITHOUT_TARGETS:
        yield _averages(spec.name, where)
    if not isinstance(config, dict):
        return
    written = file_of(spec.name, config)
    for parameter in spec.parameters:
        given = config.get(parameter.name)
        path = f"{where}.config.{parameter.name}"
        is_file = written is not None and written[0] == parameter.name
        if parameter.required and given is None and not is_file:
            yield _lack(spec.name, parameter, path)
        elif parameter.takes and isinstance(given, (dict, list)):
            yield from _objects(given, parameter.takes, path)


def _refused(name: str, where: str) -> Problem:
    return setting_problem(
        "object-refused",
        where,
        f"{name} is not used here: {REFUSED[name]}. Take it away, or train with the "
        "exported program.",
        expected="what is safe to open",
        received=name,
    )


def _averages(name: str, where: str) -> Problem:
    return setting_problem(
        "object-metric",
        where,
        f"{name} takes one value after the other and compares no predictions with "
        "targets: choose another metric.",
        expected="a metric of predictions and targets",
        received=name,
    )


def _lack(name: str, parameter: ParameterSpec, path: str) -> Problem:
    if parameter.kind == "function":
        needs, advice = "a Python function", ", which no drawing can hold"
    else:
        needs, advice = "a value", ""
    return setting_problem(
        "object-parameters",
        path,
        f"{name} needs {needs} for {parameter.name!r}{advice}.",
        expected=needs,
        received="nothing",
    )


def _stranger(value: Any, kinds: tuple[Kind, ...], where: str) -> Problem:
    name = value.get("class_name") if isinstance(value, dict) else value
    words = " or ".join(kinds)
    return setting_problem(
        "object-known",
        where,
        f"Expected the {words} to be one that Keras has. Received: {name!r}. Choose "
        "another.",
        expected=f"a {words} of the catalogue",
        received=repr(name),
    )
