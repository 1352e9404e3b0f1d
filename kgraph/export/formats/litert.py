"""A model as a LiteRT file, for phones and small devices."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.document.reports import Finding
from kgraph.export.exporter import Arrays, Exporter, ExportError, Subject
from kgraph.export.proof.arrays import one_by_one, write
from kgraph.export.signature import Signature, drawn, renamed

if TYPE_CHECKING:
    import numpy as np

_TOLERANCES = {"float32": 1e-5, "float16": 1e-2, "int8": 0.1}
"""How far outputs may be off: sums in another order; numbers of 11 bits through a few
dozen layers; numbers of 8 bits, which are steps of 1/256 of all that a layer gives."""

_SAMPLES = 100  # that the ranges of int8 are measured by
_COMPARED = 8

_ONE = Finding("The file takes one sample at a time.")


def _write(subject: Subject, file: Path) -> Iterator[Finding]:
    from kgraph.export.conversion import convert
    from kgraph.export.conversion.order import Order
    from kgraph.export.conversion.refusals import refuse

    refuse(subject.model, "litert", "LiteRT")
    with tempfile.TemporaryDirectory(prefix="kgraph-samples-") as folder:
        samples = Path(folder, "samples.npz")
        if subject.options["precision"] == "int8":
            write(samples, [_data(subject, _SAMPLES)])
        order = Order(subject.signature, subject.options, str(samples))
        yield from renamed(subject.project.main)
        yield _ONE
        convert("litert", subject.model, order, file)


def _data(subject: Subject, count: int) -> list["np.ndarray"]:
    """Returns samples of the project's data, an array per input."""
    from kgraph.data import DataError, load

    try:
        train = load(subject.project, subject.folder).train
    except DataError as error:
        raise ExportError(
            "For int8 samples of the data are needed, by which the range of each "
            f"layer's numbers is measured. Received: {error} Choose float16 instead, "
            "or bind the Inputs to data."
        ) from error
    names = drawn(subject.project.main).inputs
    return [train.inputs[name][:count] for name in names]


def _samples(subject: Subject) -> list[Arrays] | None:
    """Returns samples of the data for int8: others may be out of its range."""
    if subject.options["precision"] != "int8":
        return None
    return [_data(subject, _COMPARED)]


def _load(file: Path, signature: Signature) -> Callable[[Arrays], Arrays]:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=str(file))
    (called,) = interpreter.get_signature_list().values()
    signature.check(called["inputs"], called["outputs"])
    runner = interpreter.get_signature_runner()

    def run(inputs: Arrays) -> Arrays:
        outputs = runner(**dict(zip(signature.inputs, inputs, strict=True)))
        return [outputs[name] for name in signature.outputs]

    return one_by_one(run)


EXPORTER = Exporter(
    _write,
    load=_load,
    tolerance=lambda options: _TOLERANCES[options["precision"]],
    samples=_samples,
)
