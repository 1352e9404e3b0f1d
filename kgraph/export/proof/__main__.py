"""`python -P -m kgraph.export.proof FORMAT`: opens a file again and compares.

Reads a `Task` and an `Expected`, a line each, and writes a `Verdict`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

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


def main() -> None:
    """Serves one proof."""
    lines, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a chatty library must not write into the verdict
    sys.stdout = sys.stderr
    try:
        verdict = _judge(exporter(sys.argv[1]), lines)
    except Exception as error:
        verdict = Verdict(error=first_line(error))
        sys.excepthook(*sys.exc_info())
    target.write(msgspec.json.encode(verdict) + b"\n")
    target.flush()
    os._exit(0)  # what libraries tidy up at the end takes seconds


def _judge(chosen: Exporter, lines: BinaryIO) -> Verdict:
    if chosen.reopen is not None:
        import keras

        keras.config.disable_traceback_filtering()
    task = msgspec.json.decode(lines.readline(), type=Task)
    if chosen.reopen is None:
        return _judge_outputs(chosen, task, _expected(lines))
    model = chosen.reopen(Path(task.file), task.architecture)
    return _judge_model(chosen, model, task, _expected(lines))


def _expected(lines: BinaryIO) -> Expected:
    return msgspec.json.decode(lines.readline(), type=Expected)


def _judge_outputs(chosen: Exporter, task: Task, expected: Expected) -> Verdict:
    assert chosen.load is not None
    if not expected.samples:
        text = f"not compared, which is all that could be: {expected.reason}"
        return Verdict((Check("outputs", False, text),))
    run = chosen.load(Path(task.file))
    return _with_outputs((), _run(run, expected), expected)


def _judge_model(
    chosen: Exporter, model: Any, task: Task, expected: Expected
) -> Verdict:
    from kgraph.export.proof.reference import compute

    checks = tuple(_held(chosen, model, task, expected))
    if not all(check.is_passed for check in checks) or not expected.samples:
        return Verdict(checks)
    if "weights" not in chosen.holds:
        model.set_weights(next(read(Path(expected.arrays, "weights.npz")), []))
    outputs = _run(lambda inputs: compute(model, inputs), expected)
    return _with_outputs(checks, outputs, expected)


def _held(
    chosen: Exporter, model: Any, task: Task, expected: Expected
) -> Iterator[Check]:
    from kgraph.export.proof.reference import digests

    ours, theirs = json.loads(task.architecture), json.loads(model.to_json())
    compilations = [x.pop("compile_config", None) for x in (ours, theirs)]
    if "config" in chosen.holds:
        yield compare_configs("config", ours, theirs)
    if "weights" in chosen.holds:
        yield compare_weights("weights", expected.weights, digests(model.weights))
    if "compilation" in chosen.holds:
        yield compare_configs("compilation", *compilations)
    if "optimizer" in chosen.holds and expected.optimizer:
        variables = digests(model.optimizer.variables)
        yield compare_weights("optimizer", expected.optimizer, variables)


def _run(run: Callable[[Arrays], Arrays], expected: Expected) -> Iterator[Arrays]:
    return map(run, read(Path(expected.arrays, "inputs.npz")))


def _with_outputs(
    checks: tuple[Check, ...], received: Iterator[Arrays], expected: Expected
) -> Verdict:
    outputs = read(Path(expected.arrays, "outputs.npz"))
    check, difference = compare_outputs(outputs, received, expected.tolerance)
    return Verdict((*checks, check), difference)


if __name__ == "__main__":
    main()
