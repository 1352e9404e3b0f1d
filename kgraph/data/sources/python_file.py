"""Calls a function of the person's own, once they have said yes to its file."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from kgraph.data.sources.array_file import array_column
from kgraph.data.sources.options import option
from kgraph.data.table import Table, table
from kgraph.document.errors import DataError, UntrustedError
from kgraph.document.files import read_bytes


def read(path: Path, options: Mapping[str, Any]) -> Table:
    """Returns what a function in a `.py` file returns: a dict of arrays, or `(x, y)`.

    The file is run here and now, if a person has agreed to run exactly these bytes; it
    finds the modules that lie beside it. What it prints goes to stderr.

    Raises:
        UntrustedError: If nobody has agreed to run it.
        DataError: If it fails, or returns anything else; the text names the line.
    """
    from kgraph.runs.trust import is_trusted_content

    name = option("python", options, "function")
    content = read_bytes(path)
    if not is_trusted_content(content):
        raise UntrustedError(
            f"{path.name} is a program: it has to be run to see its data, and can do "
            "whatever you can. Look into it, then say yes: in the data panel, or with "
            "--trust."
        )
    arrays = _call(path, content, name)
    return table(
        [array_column(path, column, array) for column, array in arrays],
        f"{name}() in {path}",
    )


def _call(path: Path, content: bytes, name: str) -> list[tuple[str, Any]]:
    module = ModuleType(path.stem)
    module.__file__ = str(path.resolve())
    with _beside(path):
        try:
            exec(compile(content, str(path), "exec"), module.__dict__)
            function = getattr(module, name, None)
            if not callable(function):
                raise DataError(
                    f"{path} must define a function {name!r}. Received: none of that "
                    "name."
                )
            return _arrays(function(), f"{name}() in {path}")
        except DataError:
            raise
        except BaseException as error:
            if _is_asked_for(error):
                raise
            raise DataError(
                f"{path} must return data from {name}(). Received: "
                f"{type(error).__name__}: {_said(error)}{_place(path, error)}."
            ) from error


@contextmanager
def _beside(path: Path) -> Iterator[None]:
    """Lets a program import what lies in its folder, and print where nobody listens.

    What it imports from there is forgotten: it may have changed the next time.
    """
    folder = path.resolve().parent
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            if _lies_in(folder, sys.modules[name]):
                del sys.modules[name]


def _lies_in(folder: Path, module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).is_relative_to(folder)


def _place(path: Path, error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return ""  # it says the line itself
    lines = [
        f.lineno for f in extract_tb(error.__traceback__) if f.filename == str(path)
    ]
    return f", in line {lines[-1]}" if lines else ""


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # that, too, is the person's own code
        return "an error that cannot say what it is"


def _is_asked_for(error: BaseException) -> bool:
    """Whether it is a Ctrl-C, which Python hears in its main thread alone."""
    is_main = threading.current_thread() is threading.main_thread()
    return isinstance(error, KeyboardInterrupt) and is_main


def _arrays(made: Any, where: str) -> list[tuple[str, Any]]:
    import numpy as np

    named = made
    if isinstance(made, tuple) and len(made) == 2:
        named = {"x": made[0], "y": made[1]}
    if not isinstance(named, Mapping) or not all(isinstance(k, str) for k in named):
        raise DataError(
            f"{where} must return a dict of arrays by name, or (x, y). Received: "
            f"{type(made).__name__}."
        )
    try:
        return [(name, np.asarray(array)) for name, array in named.items()]
    except ValueError as error:
        raise DataError(
            f"{where} must return arrays whose samples have one shape. Received: "
            f"{error}."
        ) from error
