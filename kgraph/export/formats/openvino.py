"""A model as a folder for OpenVINO, made from its ONNX file.

OpenVINO's own way from Keras loses recurrent layers; that from ONNX does not.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Arrays, Exporter, ExportError, Subject
from kgraph.export.formats import onnx
from kgraph.export.proof.arrays import one_by_one
from kgraph.export.signature import Signature


def _write(subject: Subject, folder: Path) -> Iterator[Finding]:
    openvino = _library()
    with tempfile.TemporaryDirectory(prefix="kgraph-openvino-") as beside:
        file = Path(beside, "model.onnx")
        yield from onnx.write(subject, file)
        try:
            model = openvino.Core().read_model(file)
        except RuntimeError as error:
            raise ExportError(
                "OpenVINO cannot take the model from its ONNX file. Received: "
                f"{_reason(error)} Choose ONNX."
            ) from error
        folder.mkdir()
        openvino.save_model(model, folder / "model.xml", compress_to_fp16=False)


def _library() -> Any:
    """Returns OpenVINO, kept from telling its makers who uses it."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def _reason(error: RuntimeError) -> str:
    """Returns the line that says why; those before name files of its source."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if "src/" not in line]
    return f"{(telling or lines)[-1][:300].strip('- .')}."


def _load(folder: Path, signature: Signature) -> Callable[[Arrays], Arrays]:
    openvino = _library()
    # Some processors are given 16 bits of each number otherwise.
    exact = {"INFERENCE_PRECISION_HINT": "f32"}
    try:
        model = openvino.Core().compile_model(folder / "model.xml", "CPU", exact)
    except RuntimeError as error:
        raise ExportError(_reason(error)) from error
    signature.check(
        _names(model.inputs, signature.inputs), _names(model.outputs, signature.outputs)
    )

    def run(inputs: Arrays) -> Arrays:
        outputs = model(dict(zip(signature.inputs, inputs, strict=True)))
        return [outputs[name] for name in signature.outputs]

    shapes = [port.get_partial_shape() for port in model.inputs]
    takes_one = any(shape[0].is_static and len(shape[0]) == 1 for shape in shapes)
    return one_by_one(run) if takes_one else run


def _names(ports: Iterable[Any], wanted: Iterable[str]) -> list[str]:
    """Returns what ports are called, each by one of its names."""
    names = [sorted(port.get_names(), key=lambda n: n not in wanted) for port in ports]
    return [each[0] for each in names if each]


# Sums in another order: at most 3e-7 where it was measured.
EXPORTER = Exporter(_write, load=_load, tolerance=lambda options: 1e-5)
