"""Configs in which one number is huge: every argument of every layer and op.

Run as a program in a process of its own, it opens them one by one and says which of
them took too long or too much memory.
"""

import json
import resource
import signal
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

import keras
import random_functional as examples
from importing import hostile_parts

from kgraph import catalog
from kgraph.document.calls import op_name
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.loading import load

HUGE = 10**9
_SECONDS = 10
_MEMORY = 1 << 30
_SHAPES = tuple(examples.INPUTS.values())
_MODULES = ("numpy", "nn", "math", "core", "image", "linalg")
_NO_MEMORY = ("MemoryError", "allocate", "OOM", "bad_alloc", "ResourceExhausted")


class Case(NamedTuple):
    """A layer of a config, and the tensor that it is called with."""

    name: str
    layer: dict[str, Any]
    shape: tuple[int, ...]
    dtype: str


def cases(number: int = HUGE) -> Iterator[Case]:
    """Yields every layer and op with this number in one place of its config or call."""
    for good in _good():
        config, (shape, dtype) = good.layer["config"], good[2:]
        for name in sorted(config):
            for value in _bombs(config[name], number):
                layer = {**good.layer, "config": {**config, name: value}}
                yield Case(f"{good.name}({name}={value})"[:90], layer, shape, dtype)
        for axis in range(len(shape)):
            large = (*shape[:axis], number, *shape[axis + 1 :])
            layer = {**good.layer, "inbound_nodes": _called(large, dtype)}
            layer.pop("build_config", None)
            yield Case(f"{good.name} of {large}", layer, large, dtype)


def _bombs(value: Any, number: int) -> Iterator[Any]:
    """Yields a value with the number in it: itself, in a list, deep inside."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("module", "class_name", "registered_name", "name", "dtype"):
                for bomb in _bombs(item, number):
                    yield {**value, key: bomb}
    elif isinstance(value, (list, tuple)) and value:
        yield [number] * len(value)
        if isinstance(value[0], (dict, list)):
            for bomb in _bombs(value[0], number):
                yield [bomb, *value[1:]]
    elif not isinstance(value, (bool, str)):
        yield from (number, [number])


def _good() -> Iterator[Case]:
    """Yields every layer and op as it is harmless, called with a tensor that fits."""
    for name, module, config, build in (*_layers(), *_ops()):
        for shape, dtype in _SHAPES:
            calls = _called(shape, dtype)
            layer = hostile_parts.layer("bad", name, config, module, calls, **build)
            case = Case(name, layer, shape, dtype)
            if _is_opened(case):
                yield case
                break


def _layers() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    for name in examples.LAYERS:
        spec = catalog.load().operation(name)
        assert spec is not None
        made = getattr(keras.layers, name)(**examples.arguments_of(spec))
        described = keras.saving.serialize_keras_object(made)
        yield name, "keras.layers", {**described["config"], "name": "bad"}, {}


def _ops() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    for module in (f"keras.src.ops.{name}" for name in _MODULES):
        for name, thing in vars(import_module(module)).items():
            is_op = isinstance(thing, type) and issubclass(thing, keras.Operation)
            room = "ops.image." if module.endswith("image") else "ops."
            if not is_op or catalog.load().operation(room + op_name(name)) is None:
                continue
            parameters = list(signature(thing.__init__).parameters.values())[1:]
            config = {
                p.name: 2 if p.default is p.empty else p.default
                for p in parameters
                if p.kind is p.POSITIONAL_OR_KEYWORD or p.kind is p.KEYWORD_ONLY
            }
            try:
                config = json.loads(json.dumps({**config, "name": "bad"}))
            except TypeError:
                continue
            yield name, module, config, {}


def _called(shape: tuple[int, ...], dtype: str) -> list[Any]:
    tensor = hostile_parts.tensor("in")
    tensor["config"] |= {"shape": [None, *shape], "dtype": dtype}
    return [hostile_parts.called(tensor)]


def _is_opened(case: Case) -> bool:
    try:
        return not opened(case)
    except ImportRefusedError:
        return False


def opened(case: Case) -> str:
    """Opens a case as a `.keras` file; returns what there was to tell."""
    model = hostile_parts.functional(case.layer)
    entry, _, end = model["config"]["layers"]
    entry["config"] |= {"batch_shape": [None, *case.shape], "dtype": case.dtype}
    end["inbound_nodes"] = _called(case.shape, case.dtype)
    model["config"]["layers"] = [entry, case.layer]
    model["config"]["output_layers"] = [["bad", 0, 0]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("config.json", json.dumps(model))
        return "\n".join(finding.text for finding in load(path).findings)


def main(number: int) -> None:
    """Opens the cases; prints each before it is opened, and what needs too much."""
    warnings.simplefilter("ignore")
    todo = list(cases(number))
    used = int(Path("/proc/self/statm").read_text().split()[0])
    most = used * resource.getpagesize() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for case in todo:
        print(case.name, flush=True)
        # Of this process alone: the clock runs on where the machine is busy.
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        try:
            said = opened(case)
        except ImportRefusedError as error:
            said = str(error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        assert not any(word in said for word in _NO_MEMORY), said
    print(f"{len(todo)} cases")


if __name__ == "__main__":
    main(int(sys.argv[1]))
