"""The settings of runs by their paths, so that they can be set side by side."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args

import msgspec
from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import Kind
from kgraph.document.project import Stage, Training
from kgraph.document.values import is_same
from kgraph.runs.run import Run

KINDS = get_args(Kind)
_STAGES = "stages"


class Settings(Struct, frozen=True):
    """The settings of a run, nested ones too, by paths with dots.

    Attributes:
        given: Path to value, as the run was told: `optimizer` to `Adam`,
            `optimizer.learning_rate` to 0.01. Stages and callbacks are numbered from 1.
        implied: What holds where the run was told nothing else.
    """

    given: dict[str, Any]
    implied: dict[str, Any]

    def value(self, path: str) -> Any:
        """Returns what held in the run; None if it had no such setting."""
        return self.given.get(path, self.implied.get(path))


def settings_of(run: Run) -> Settings:
    """Returns the settings that a run was begun with.

    Example:

    >>> settings_of(run).value("optimizer.learning_rate")  # doctest: +SKIP
    0.001
    """
    return _settings(msgspec.json.encode(run.settings))


def differing_paths(settings: Iterable[Settings]) -> tuple[str, ...]:
    """Returns the settings that are not the same in all of some runs.

    What nobody chose in any of them is not among them: where one was trained by Adam
    and one by SGD, the defaults of either are not told.
    """
    known = tuple({id(each): each for each in settings}.values())
    paths = dict.fromkeys(path for each in known for path in each.given)
    return tuple(path for path in paths if not _is_one_value(path, known))


@lru_cache(maxsize=2000)
def _settings(told_as_json: bytes) -> Settings:
    """Returns one value for all runs that were told the same: often there are many."""
    found = Settings({}, {})
    told = {**_TRAINING, **msgspec.json.decode(told_as_json)}
    stages = told.pop(_STAGES, None) or ()
    _flatten(told, "", found)
    for number, stage in enumerate(stages, 1):
        whole = {**_STAGE, **stage} if isinstance(stage, Mapping) else {"": stage}
        _flatten(whole, f"stage {number}.", found)
    return found


def _is_one_value(path: str, settings: tuple[Settings, ...]) -> bool:
    first = settings[0].value(path)
    return all(is_same(each.value(path), first) for each in settings)


def _flatten(values: Mapping[str, Any], path: str, into: Settings) -> None:
    for name, value in values.items():
        _add(path + name, value, into)


def _add(path: str, value: Any, into: Settings) -> None:
    if isinstance(value, Mapping) and isinstance(value.get("class_name"), str):
        into.given[path] = value["class_name"]
        config = value.get("config")
        given = config if isinstance(config, Mapping) else {}
        for name, default in _defaults(value):
            if name not in given:
                into.implied[f"{path}.{name}"] = default
        _flatten(given, f"{path}.", into)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, each in enumerate(value, 1):
            _add(f"{path}.{number}", each, into)
    elif value != []:
        into.given[path] = value


def _defaults(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    spec = catalog.load().resolve(value, *KINDS)
    for parameter in spec.parameters if spec else ():
        if not parameter.required:
            yield parameter.name, parameter.default


def _as_json(settings: Struct) -> dict[str, Any]:
    values = msgspec.structs.asdict(settings)
    plain: dict[str, Any] = msgspec.to_builtins(values)
    return plain


_TRAINING = _as_json(Training())
_STAGE = _as_json(Stage())
