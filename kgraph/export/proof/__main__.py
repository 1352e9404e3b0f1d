"""`python -P -m kgraph.export.proof FORMAT`: opens a file again and compares.

Its folder is where it is told what to do, at a line of its input; see `task.py`. Its
answer is one line, a `Verdict`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kgraph.document.reports import Check
from kgraph.export.exporter import Arrays, Exporter, exporter
from kgraph.export.proof.arrays import read
from kgraph.export.proof.compare import (
    compare_configs,
    compare_outputs,
    compare_weights,
)
from kgraph.export.proof.task import Expected, Task, Verdict
from kgraph.export.words import first_line

T = TypeVar("T")
Run = Callable[[Arrays], Arrays]


def main() -> None:
    """Serves one proof."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a chatty library must not write into the verdict
    sys.stdout = sys.stderr
    try:
        verdict = _judge(exporter(sys.argv[1]), Path.cwd())
    except Exception as error:
        verdict = Verdict(error=first_line(error))
        sys.excepthook(*sys.exc_info())
    target.write(msgspec.json.encode(verdict) + b"\n")
    target.flush()
    os._exit(0)  # what libraries tidy up at the end takes seconds


def _judge(chosen: Exporter, folder: Path) -> Verdict:
    if chosen.reopen is not None:
        import keras

        keras.config.disable_traceback_filtering()
    task = _hear(folder / "task.json", Task)
    if chosen.load is not None:
        return _judge_outputs(chosen.load(Path(task.file), task.signature), folder)
    if task.has_placeholders:
        model = _open_with_placeholders(Path(task.file))
        chosen = chosen._replace(holds=chosen.holds - {"compilation", "optimizer"})
    elif chosen.reopen is not None:
        model = chosen.reopen(Path(task.file), task.architecture)
    return _judge_model(chosen, model, task, folder)


def _open_with_placeholders(file: Path) -> Any:
    """Returns the model of a file that names classes which are not here."""
    from kgraph.importing.opening.loading import load

    return load(file).model


def _hear(file: Path, type: type[T]) -> T:
    """Waits for a message; it is there when the line has ended."""
    sys.stdin.buffer.readline()
    return msgspec.json.decode(file.read_bytes(), type=type)


def _judge_outputs(run: Run, folder: Path) -> Verdict:
    expected = _hear(folder / "expected.json", Expected)
    if not expected.samples:
        text = f"not compared, which is all that could be: {expected.reason}"
        return Verdict((Check("outputs", False, text),))
    return _with_outputs((), run, expected, folder)


def _judge_model(chosen: Exporter, model: Any, task: Task, folder: Path) -> Verdict:
    from kgraph.export.proof import layers
    from kgraph.export.proof.reference import compute

    expected = _hear(folder / "expected.json", Expected)
    checks = tuple(_held(chosen, model, task, expected))
    if not all(check.is_passed for check in checks) or not expected.samples:
        return Verdict(checks)
    if "weights" not in chosen.holds:
        weights = next(read(folder / "weights.npz"), [])
        paths = [path for path, _ in expected.weights]
        model.set_weights(layers.arranged(model, weights, paths))
    config = json.loads(task.architecture)["config"]
    return _with_outputs(
        checks,
        lambda inputs: compute(model, inputs, config),
        expected,
        folder,
    )


def _held(
    chosen: Exporter, model: Any, task: Task, expected: Expected
) -> Iterator[Check]:
    from kgraph.export.proof import layers
    from kgraph.export.proof.reference import digests

    ours, theirs = json.loads(task.architecture), json.loads(model.to_json())
    compilations = [x.pop("compile_config", None) for x in (ours, theirs)]
    if "config" in chosen.holds and ours["class_name"] == theirs["class_name"]:
        yield compare_configs("config", ours, theirs)
    elif "config" in chosen.holds:
        described = dict(layers.described(ours["config"]))
        yield compare_configs("layers", described, dict(layers.made(model)))
    if "weights" in chosen.holds:
        yield compare_weights("weights", expected.weights, digests(model.weights))
    if "compilation" in chosen.holds:
        yield compare_configs("compilation", *compilations)
    if "optimizer" in chosen.holds and expected.optimizer:
        variables = digests(model.optimizer.variables)
        yield compare_weights("optimizer", expected.optimizer, variables)


def _with_outputs(
    checks: tuple[Check, ...], run: Run, expected: Expected, folder: Path
) -> Verdict:
    outputs = read(folder / "outputs.npz")
    received = map(run, read(folder / "inputs.npz"))
    check, difference = compare_outputs(outputs, received, expected.tolerance)
    return Verdict((*checks, check), difference)


if __name__ == "__main__":
    main()
