"""`python -m` this: runs a program and saves the model that it builds.

The program was read, and agreed to, by whoever starts this; here it is run once, as a
module that is not the main one, so that what stands under its guard stays asleep.
"""

import inspect
import json
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import keras

MODEL = "model.keras"
ANSWER = "answer.json"
PROGRAM = "program.py"
MAKERS = ("build_model", "get_model", "create_model")


class NoModelError(Exception):
    """A program in which no model was found; the text says what was."""


def main(path: str, folder: str) -> None:
    """Runs the copy of a program that lies in a folder, and leaves an answer there.

    Args:
        path: Where the program comes from: its own folder can be imported from.
    """
    me = os.getpid()
    try:
        model = _model_of(path, Path(folder, PROGRAM).read_bytes())
        if os.getpid() == me:
            _save(model, Path(folder, MODEL))
        answer = {"model": model.name}
    except NoModelError as error:
        answer = {"error": str(error)}
    except BaseException as error:  # also `exit()`, which would be taken for an end
        answer = {"error": _words(error, path)}
    if os.getpid() == me:  # a program that forks comes by here twice
        Path(folder, ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _model_of(path: str, content: bytes) -> keras.Model:
    sys.path.insert(0, os.path.dirname(path))
    sys.argv = [path]
    sys.dont_write_bytecode = True
    name = Path(path).stem
    module = ModuleType("program" if name in sys.modules else name)
    module.__file__ = path
    sys.modules[module.__name__] = module
    exec(compile(content, path, "exec"), module.__dict__)
    return _with_graph(_found(module.__dict__))


def _save(model: keras.Model, file: Path) -> None:
    try:
        model.save(file)
    except Exception as error:
        raise NoModelError(
            f"Keras cannot write the model {model.name!r} that the program builds: "
            f"{' '.join(str(error).split())[:500]}"
        ) from error


def _found(names: Mapping[str, Any]) -> keras.Model:
    """Returns the model among a program's globals, made if need be."""
    if isinstance(names.get("model"), keras.Model):
        return names["model"]
    for maker in _makers(names):
        made = names[maker]()
        if isinstance(made, keras.Model):
            return made
    models = {id(v): n for n, v in names.items() if isinstance(v, keras.Model)}
    if len(models) == 1:
        return names[next(iter(models.values()))]
    raise NoModelError(_inventory(names, sorted(models.values())))


def _makers(names: Mapping[str, Any]) -> Iterator[str]:
    for name in MAKERS:
        if inspect.isfunction(names.get(name)) and not _required(names[name]):
            yield name


def _required(function: Any) -> list[str]:
    return [
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]


def _inventory(names: Mapping[str, Any], models: list[str]) -> str:
    expected = (
        "Expected a Keras model named `model`, or a function "
        f"{', '.join(f'`{maker}()`' for maker in MAKERS)} that needs no arguments."
    )
    if models:
        return f"{expected} Received: several models, {', '.join(models)}."
    functions = [
        f"{name}({', '.join(_required(value))})"
        for name, value in names.items()
        if inspect.isfunction(value) and value.__module__ == names["__name__"]
    ]
    found = f"the functions {', '.join(functions)}" if functions else "no function"
    return f"{expected} Received: no model, and {found}."


def _with_graph(model: keras.Model) -> keras.Model:
    """Returns the model itself, or as what it is but for its class."""
    if isinstance(model, keras.Sequential):
        if not model.built or not model.inputs:
            raise NoModelError(
                f"The Sequential {model.name!r} has no Input, so that its shapes are "
                "not known. Let it begin with keras.Input(shape)."
            )
    elif not hasattr(model, "operations"):
        raise NoModelError(
            f"The model {model.name!r} is a class of its own, "
            f"{type(model).__name__}, whose call() is code: there is no graph in it "
            "that could be drawn. Build it as keras.Model(inputs, outputs)."
        )
    elif not type(model).__module__.startswith("keras."):
        return keras.Model(model.input, model.output, name=model.name)
    return model


def _words(error: BaseException, path: str) -> str:
    if isinstance(error, SystemExit):
        return f"The program ended itself{_place(error, path)}, before it was through."
    lines = traceback.format_exception_only(error)
    return f"The program failed{_place(error, path)}: {lines[-1].strip()[:500]}"


def _place(error: BaseException, path: str) -> str:
    """Returns the line of the program that is to blame, in words."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return f" in line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == path]
    return f" in line {lines[-1]}" if lines else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
