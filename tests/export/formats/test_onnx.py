"""ONNX: called by name, valid, equal; another backend's converter where one fails."""

from pathlib import Path

import numpy as np
import pytest
from deployed import (
    activated,
    augmented,
    awkward,
    classifier,
    grouped,
    looked_up,
    normalized,
    of_one,
    pair,
    preprocessed,
    series,
    twins,
    words,
)
from sketch import Sketch

from kgraph.document.project import Project
from kgraph.export import ExportError, export
from kgraph.export.conversion import road as roads
from kgraph.export.formats import onnx as format

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("tf2onnx")


def spectrum() -> Project:
    s = Sketch("spectrum")
    x = s.add("Input", shape=[8], name="x")
    found = s.add("ops.fft", at={"x": [x, x]})
    s.output(s.add("ops.add", (found, 0), (found, 1)), name="y")
    return s.project()


@pytest.mark.parametrize(
    "make",
    [
        classifier,
        twins,
        pair,
        words,
        series,
        activated,
        grouped,
        normalized,
        augmented,
        awkward,
    ],
)
def test_a_clean_process_finds_the_model(tmp_path, make):
    report = export(make(), "onnx", tmp_path / "net.onnx")
    assert report.proof.is_passed
    assert report.proof.samples == 8
    assert report.proof.difference <= 1e-5
    assert [path.name for path in tmp_path.iterdir()] == ["net.onnx"]


def test_its_tensors_are_called_as_in_the_drawing(tmp_path):
    file = tmp_path / "net.onnx"
    export(twins(), "onnx", file, is_proven=False)
    session = onnxruntime.InferenceSession(file)
    assert [tensor.name for tensor in session.get_inputs()] == ["zebra", "ant"]
    assert {tensor.name for tensor in session.get_outputs()} == {"zeta", "alpha"}
    samples = {
        name: np.ones([5, n], "float32") for name, n in (("zebra", 3), ("ant", 2))
    }
    zeta, alpha = session.run(["zeta", "alpha"], samples)
    assert (zeta.shape, alpha.shape) == ((5, 2), (5, 1))


@pytest.mark.parametrize("make", [looked_up, preprocessed])
def test_layers_that_it_has_no_place_for_are_named(tmp_path, make):
    with pytest.raises(
        ExportError, match=r"no place .* string_lookup \(StringLookup\)"
    ):
        export(make(), "onnx", tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def alone(monkeypatch):
    """Only TensorFlow's converter is there."""
    monkeypatch.setattr(format, "_ROADS", {"tensorflow_onnx": "tf2onnx"})


@pytest.mark.usefixtures("alone")
def test_an_op_that_no_converter_knows_leaves_nothing(tmp_path):
    with pytest.raises(ExportError, match=r"tf2onnx: .*Complex.*kgraph\[torch\]"):
        export(spectrum(), "onnx", tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not roads.is_open("torch_onnx"), reason="needs kgraph[torch]")
def test_pytorch_writes_what_tensorflow_cannot(tmp_path):
    report = export(spectrum(), "onnx", tmp_path / "net.onnx")
    assert report.proof.is_passed
    said = " ".join(finding.text for finding in report.findings)
    assert said.startswith("PyTorch's converter wrote the file.")
    assert "one sample at a time" in said


def test_the_next_road_is_taken_and_told(tmp_path, monkeypatch):
    sent = []

    def refuse(road, model, order, file):
        sent.append(road)
        if len(sent) == 1:
            file.write_bytes(b"half")
            raise roads.ConversionError("no such op.")
        convert("tensorflow_onnx", model, order, file)

    convert = roads.convert
    monkeypatch.setattr("kgraph.export.conversion.convert", refuse)
    monkeypatch.setattr("kgraph.export.conversion.is_open", lambda road: True)
    report = export(of_one("Dense", units=2), "onnx", tmp_path / "net.onnx")
    assert sent == ["tensorflow_onnx", "torch_onnx"]
    assert [finding.text for finding in report.findings] == [
        "PyTorch's converter wrote the file. What failed before: TensorFlow's "
        "converter, tf2onnx: no such op.",
        "The file takes one sample at a time.",
    ]


def spoil(file: Path) -> None:
    """Changes one weight of a file."""
    model = onnx.load(file)
    weights = max(model.graph.initializer, key=lambda tensor: len(tensor.raw_data))
    values = np.frombuffer(weights.raw_data, "float32").copy()
    values += 0.01
    weights.raw_data = values.tobytes()
    onnx.save(model, file)


def swap(file: Path) -> None:
    """Gives one of the outputs another name."""
    model = onnx.load(file)
    model.graph.node[-1].output[0] = model.graph.output[-1].name = "other"
    onnx.save(model, file)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (spoil, r"outputs: largest difference"),
        (swap, "Expected inputs zebra, ant and outputs"),
        (lambda file: file.write_bytes(b"garbage"), "A clean process cannot use"),
    ],
)
def test_a_file_that_was_harmed_is_not_kept(tmp_path, monkeypatch, harm, said):
    def wrong(subject, file):
        yield from format.write(subject, file)
        harm(file)

    lying = format.EXPORTER._replace(write=wrong)
    monkeypatch.setattr(format, "EXPORTER", lying)
    with pytest.raises(ExportError, match=said):
        export(twins(), "onnx", tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


def test_converters_are_not_heard(tmp_path, capfd, alone):
    capfd.readouterr()
    with pytest.raises(ExportError):
        export(spectrum(), "onnx", tmp_path / "net.onnx")
    export(grouped(), "onnx", tmp_path / "net.onnx")
    assert capfd.readouterr().out == ""
