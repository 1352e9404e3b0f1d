"""A model as an ONNX file, for ONNX Runtime and what else reads it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Arrays, Exporter, ExportError, Subject
from kgraph.export.proof.arrays import one_by_one
from kgraph.export.signature import Signature, renamed

_ROADS = {
    "tensorflow_onnx": "TensorFlow's converter, tf2onnx",
    "torch_onnx": "PyTorch's converter",
    "jax_onnx": "JAX's converter, jax2onnx",
}
"""The roads in the order in which they are tried, the most general one first."""


def write(subject: Subject, file: Path) -> Iterator[Finding]:
    """Writes the file by the first road that leads to a valid one.

    Raises:
        ExportError: If none does.
    """
    from kgraph.export.conversion import ConversionError, convert, is_open
    from kgraph.export.conversion.order import Order
    from kgraph.export.conversion.refusals import refuse

    refuse(subject.model, "onnx", "ONNX")
    reasons: dict[str, str] = {}
    for road in filter(is_open, _ROADS):
        try:
            convert(road, subject.model, Order(subject.signature), file)
            _check(file)
        except ConversionError as error:
            reasons[road] = str(error)
            file.unlink(missing_ok=True)
            continue
        yield from renamed(subject.project.main)
        yield from _told(road, reasons)
        return
    raise ExportError(_refused(reasons))


def _check(file: Path) -> None:
    """Raises if the file is no valid graph, which tf2onnx does not notice."""
    import onnx
    import onnxruntime

    from kgraph.export.conversion import ConversionError
    from kgraph.export.words import first_line

    try:
        onnx.checker.check_model(file, full_check=True)
        onnxruntime.InferenceSession(file, _options())
    except Exception as error:
        raise ConversionError(first_line(error)) from error


def _told(road: str, reasons: dict[str, str]) -> Iterator[Finding]:
    """Yields what a person should know of a file that came by another road."""
    if not reasons:
        return
    failed = "; ".join(f"{_ROADS[name]}: {text}" for name, text in reasons.items())
    yield Finding(f"{_ROADS[road]} wrote the file. What failed before: {failed}")
    if road == "torch_onnx":
        yield Finding("The file takes one sample at a time.", severity="warning")


def _refused(reasons: dict[str, str]) -> str:
    failed = " ".join(f"{_ROADS[road]}: {text}" for road, text in reasons.items())
    absent = [name for name in ("torch", "jax") if f"{name}_onnx" not in reasons]
    more = "".join(
        f" With pip install 'kgraph[{name}]' another converter is tried."
        for name in absent[:1]
    )
    return f"This model cannot be written as ONNX. Received: {failed}{more}"


def _options() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors alone
    return options


def _load(file: Path, signature: Signature) -> Callable[[Arrays], Arrays]:
    import onnx
    import onnxruntime

    onnx.checker.check_model(file, full_check=True)
    session = onnxruntime.InferenceSession(
        file, _options(), providers=["CPUExecutionProvider"]
    )
    taken = {x.name: x for x in session.get_inputs()}
    signature.check(taken, [x.name for x in session.get_outputs()])

    def run(inputs: Arrays) -> Arrays:
        named = dict(zip(signature.inputs, inputs, strict=True))
        return session.run(list(signature.outputs), named)

    takes_one = any(tensor.shape[:1] == [1] for tensor in taken.values())
    return one_by_one(run) if takes_one else run


# Sums in another order: at most 4e-7 where it was measured.
EXPORTER = Exporter(write, load=_load, tolerance=lambda options: 1e-5)
