"""OpenVINO: made from the ONNX file, and told to nobody."""

import sys

import numpy as np
import pytest
from deployed import classifier, looked_up, of_one, series, twins

from kgraph.document.formats import FORMATS, missing
from kgraph.export import ExportError, export
from kgraph.export.formats import openvino as format

# Not imported here: that would tell its makers.
pytestmark = pytest.mark.skipif(
    bool(missing(FORMATS["openvino"])), reason="needs kgraph[openvino]"
)


@pytest.mark.parametrize(
    "make",
    [
        classifier,
        twins,
        series,
        lambda: of_one(
            "CategoryEncoding", (3,), dtype="int32", num_tokens=5, output_mode="count"
        ),
    ],
)
def test_a_clean_process_finds_the_model(tmp_path, make):
    report = export(make(), "openvino", tmp_path / "net")
    assert report.proof.is_passed
    assert report.proof.samples == 8
    assert report.proof.difference <= 1e-5
    names = sorted(path.name for path in (tmp_path / "net").iterdir())
    assert names == ["model.bin", "model.xml"]


def test_what_onnx_has_no_place_for_leaves_nothing(tmp_path):
    with pytest.raises(ExportError, match=r"string_lookup \(StringLookup\)"):
        export(looked_up(), "openvino", tmp_path / "net")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_harmed_is_not_kept(tmp_path, monkeypatch):
    def wrong(subject, folder):
        yield from format._write(subject, folder)
        content = bytearray((folder / "model.bin").read_bytes())
        kernel = np.asarray(subject.model.weights[-2]).astype("float32").tobytes()
        start = content.index(kernel)
        content[start : start + 4] = np.float32(9).tobytes()
        (folder / "model.bin").write_bytes(content)

    monkeypatch.setattr(format, "EXPORTER", format.EXPORTER._replace(write=wrong))
    with pytest.raises(ExportError, match="outputs: largest difference"):
        export(classifier(), "openvino", tmp_path / "net")
    assert not list(tmp_path.iterdir())


def test_its_makers_are_told_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    export(classifier(), "openvino", tmp_path / "net")
    assert not (tmp_path / "home").exists()
    assert sys.modules["openvino_telemetry"] is None


def test_a_folder_that_it_cannot_read_is_told_by_its_reason(tmp_path, monkeypatch):
    def wrong(subject, folder):
        yield from format._write(subject, folder)
        (folder / "model.xml").write_text("<net")

    monkeypatch.setattr(format, "EXPORTER", format.EXPORTER._replace(write=wrong))
    with pytest.raises(ExportError, match="cannot use the file") as raised:
        export(classifier(), "openvino", tmp_path / "net")
    assert "core.cpp" not in str(raised.value)
    assert not list(tmp_path.iterdir())
