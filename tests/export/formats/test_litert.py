"""LiteRT: called by name, of its own ops alone, in the precision that was chosen."""

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
    series,
    twins,
    words,
)
from drawings import digits
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.project import Data, Project
from kgraph.export import ExportError, export
from kgraph.export.formats import litert as format

interpreter = pytest.importorskip("ai_edge_litert.interpreter")


def write(project: Project, target: Path, precision: str = "float32"):
    options = {"precision": precision}
    return export(project, "litert", target, options=options)


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        classifier,
        words,
        series,
        activated,
        grouped,
        normalized,
        augmented,
        awkward,
        pair,
    ],
)
def test_a_clean_process_finds_the_model(tmp_path, make):
    report = write(make(), tmp_path / "net.tflite")
    assert report.proof.is_passed
    assert report.proof.samples == 8
    assert report.proof.difference <= 1e-6
    assert report.findings[-1].text == "The file takes one sample at a time."


def test_its_tensors_are_called_as_in_the_drawing(tmp_path):
    file = tmp_path / "net.tflite"
    assert write(twins(), file).proof.is_passed
    loaded = interpreter.Interpreter(model_path=str(file))
    assert loaded.get_signature_list() == {
        "serving_default": {"inputs": ["ant", "zebra"], "outputs": ["alpha", "zeta"]}
    }
    run = loaded.get_signature_runner()
    outputs = run(zebra=np.ones([1, 3], "float32"), ant=np.ones([1, 2], "float32"))
    assert {name: array.shape for name, array in outputs.items()} == {
        "alpha": (1, 1),
        "zeta": (1, 2),
    }


def test_fewer_bits_make_a_smaller_file(tmp_path):
    sizes = {}
    for precision in ("float32", "float16", "int8"):
        file = tmp_path / f"{precision}.tflite"
        report = write(digits(units=512), file, precision)
        assert report.proof.is_passed
        assert 0 < report.proof.difference < report.proof.tolerance
        sizes[precision] = file.stat().st_size
    assert sizes["float16"] < sizes["float32"] * 0.6
    assert sizes["int8"] < sizes["float32"] * 0.35


def test_without_data_nobody_can_measure_ranges(tmp_path):
    project = replace(digits(), data=Data())
    with pytest.raises(ExportError, match=r"For int8 samples .* Choose float16"):
        write(project, tmp_path / "net.tflite", "int8")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (looked_up, r"string_lookup \(StringLookup\)"),
        (lambda: of_one("MaxPooling3D", (4, 4, 4, 1)), r"\(MaxPooling3D\)"),
        (lambda: of_one("ops.rfft", (8,)), r"\(RFFT\)"),
    ],
)
def test_layers_that_it_has_no_place_for_are_named(tmp_path, make, named):
    with pytest.raises(ExportError, match=rf"LiteRT has no place .*{named}"):
        write(make(), tmp_path / "net.tflite")
    assert not list(tmp_path.iterdir())


def test_ops_that_it_lacks_are_named(tmp_path):
    s = Sketch("largest")
    x = s.add("Input", shape=[4], name="x")
    s.output(s.add("ops.argmax", x, axis=-1), name="y")
    with pytest.raises(ExportError, match=r"lacks the ops \w+"):
        write(s.project(), tmp_path / "net.tflite")
    assert not list(tmp_path.iterdir())


def test_a_file_that_was_harmed_is_not_kept(tmp_path, monkeypatch):
    def wrong(subject, file):
        yield from format._write(subject, file)
        content = bytearray(file.read_bytes())
        kernel = np.asarray(subject.model.weights[0]).T.astype("float32").tobytes()
        start = content.index(kernel)
        content[start : start + 4] = np.float32(9).tobytes()
        file.write_bytes(content)

    monkeypatch.setattr(format, "EXPORTER", format.EXPORTER._replace(write=wrong))
    with pytest.raises(ExportError, match="outputs: largest difference"):
        write(twins(), tmp_path / "net.tflite")
    assert not list(tmp_path.iterdir())
