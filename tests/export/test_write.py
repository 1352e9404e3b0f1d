"""Taking a model away: whole, checked, or not at all."""

import os
from functools import partial
from pathlib import Path

import keras
import numpy as np
import pytest
from drawings import digits, training
from msgspec.structs import replace

from kgraph.document import edits, files
from kgraph.document.errors import KgraphError
from kgraph.document.formats import FORMATS, missing
from kgraph.document.project import Project, new_project
from kgraph.document.reports import Report
from kgraph.export import ExportError
from kgraph.export import export as export_proven
from kgraph.runs import RunStore
from kgraph.training import fit

export = partial(export_proven, is_proven=False)  # `proof/` has tests of its own


def said(report: Report) -> str:
    return " ".join(finding.text for finding in report.findings)


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """A file beside which there are two runs."""
    path = tmp_path_factory.mktemp("trained") / "digits.kgraph"
    for epochs in (2, 1):
        project = training(digits(), epochs=epochs)
        fit(project, store=RunStore.beside(path), report=lambda event: None)
    return path


def test_a_fresh_model_is_written_compiled(tmp_path):
    assert export(digits(), "keras", tmp_path / "net.keras") == Report()
    model = keras.saving.load_model(tmp_path / "net.keras")
    assert model.name == "digits"
    assert model.optimizer.name == "adam"
    assert [p.name for p in tmp_path.iterdir()] == ["net.keras"]


@pytest.mark.parametrize(("run", "id"), [("best", 1), ("latest", 2), ("1", 1)])
def test_a_run_gives_its_best_weights(trained, tmp_path, run, id):
    project = training(digits(), epochs=3 - id)
    target = tmp_path / "net.keras"
    assert export(project, "keras", target, path=trained, run=run) == Report()
    kept = RunStore.beside(trained).get(str(id))
    model = keras.saving.load_model(target)
    written = model.get_weights()
    model.load_weights(kept.best_weights)
    best = model.get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(written, best, strict=True))
    assert model.optimizer.iterations.numpy() > 0


def test_a_drawing_that_has_changed_is_said_and_the_run_is_written(trained, tmp_path):
    report = export(
        digits(units=5), "keras", tmp_path / "net.keras", path=trained, run="latest"
    )
    assert "has changed since run 0002" in said(report)
    assert report.findings[0].severity == "warning"
    model = keras.saving.load_model(tmp_path / "net.keras")
    assert model.get_layer("hidden").units == 32


def test_nodes_that_only_moved_are_no_change(trained, tmp_path):
    project = training(digits(), epochs=1)
    graph = edits.move(project.main, dict.fromkeys(project.main.nodes, (9.0, 9.0)))
    project = replace(project, graphs={"main": graph})
    report = export(project, "keras", tmp_path / "n.keras", path=trained, run="2")
    assert report == Report()


def without_loss() -> Project:
    project = digits()
    (output,) = (x for x in project.main.layers.values() if x.type == "Output")
    graph = edits.set_parameter(project.main, output.id, "loss", None)
    return replace(project, graphs={"main": graph})


def test_a_model_without_a_loss_is_written_uncompiled(tmp_path):
    export(without_loss(), "keras", tmp_path / "net.keras")
    assert not keras.saving.load_model(tmp_path / "net.keras").compiled


@pytest.mark.parametrize(
    "format",
    [n for n, f in FORMATS.items() if not (f.is_figure or f.is_folder or missing(f))],
)
def test_a_drawing_that_is_no_model_leaves_the_target_as_it_was(tmp_path, format):
    target = tmp_path / "net"
    target.write_text("precious")
    with pytest.raises(KgraphError, match="Input"):
        export(new_project(), format, target)
    assert target.read_text() == "precious"
    assert [p.name for p in tmp_path.iterdir()] == ["net"]


def test_a_model_that_keras_cannot_write_leaves_nothing(tmp_path, monkeypatch):
    def save(*_, **__):
        raise ValueError("no such thing")

    monkeypatch.setattr(keras.Model, "save", save)
    with pytest.raises(ExportError, match=r"cannot be written .* no such thing"):
        export(digits(), "keras", tmp_path / "net.keras")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("format", "name", "expected"),
    [
        ("paper", "net", "one of the formats keras, "),
        ("keras", "", "Expected a file"),
        ("keras", "missing/net.keras", "There is no folder"),
        ("python", "net.kgraph", "named like a drawing"),
        ("python", "/dev/null", "Expected a file"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path, format, name, expected):
    with pytest.raises(KgraphError, match=expected):
        export(digits(), format, tmp_path / name)


def test_a_run_that_is_not_there_is_said(trained, tmp_path):
    with pytest.raises(KgraphError, match="Received: 'seven'"):
        export(digits(), "keras", tmp_path / "n.keras", path=trained, run="seven")


def test_python_is_the_program_of_the_drawing(trained, tmp_path):
    from kgraph.codegen import generate

    target = tmp_path / "net.py"
    export(digits(), "python", target, path=trained)
    expected = generate(digits(), folder=trained.parent).text
    assert target.read_text(encoding="utf-8") == expected


def test_a_file_that_is_read_only_is_left_alone(tmp_path):
    target = tmp_path / "net.py"
    target.write_text("mine")
    target.chmod(0o444)
    if os.access(target, os.W_OK):
        pytest.skip("the superuser may write everything")
    with pytest.raises(ExportError, match="read-only"):
        export(digits(), "python", target)
    assert target.read_text() == "mine"


def test_a_symbolic_link_stays_one(tmp_path):
    link = tmp_path / "link.py"
    link.symlink_to(tmp_path / "net.py")
    export(digits(), "python", link)
    assert link.is_symlink()
    assert "keras" in (tmp_path / "net.py").read_text()


def test_a_run_without_a_name_is_not_fresh_weights(trained, tmp_path):
    with pytest.raises(KgraphError, match="Expected `latest`"):
        export(digits(), "keras", tmp_path / "net.keras", path=trained, run="")


def test_epochs_are_no_part_of_a_keras_file_but_of_a_program(trained, tmp_path):
    project = training(digits(), epochs=99)
    keras_file, program = tmp_path / "net.keras", tmp_path / "net.py"
    report = export(project, "keras", keras_file, path=trained, run="2")
    assert report == Report()
    report = export(project, "python", program, path=trained, run="2")
    assert "has changed" in said(report)


def test_damaged_weights_are_told_from_a_target_that_cannot_be(tmp_path):
    project = training(digits(), epochs=1)
    document = tmp_path / "digits.kgraph"
    files.save(project, document)
    run = fit(project, store=RunStore.beside(document), report=lambda _: None)
    run.best_weights.write_bytes(b"garbage")
    with pytest.raises(KgraphError, match="weights of run 0001 cannot be read"):
        export(project, "keras", tmp_path / "n.keras", path=document, run="1")
