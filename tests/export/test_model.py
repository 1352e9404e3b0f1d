"""Whoever exports a document's trained weights gets these, or a sentence."""

from pathlib import Path

import pytest
from drawings import digits
from msgspec.structs import replace

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.export import export
from kgraph.modeling import build
from kgraph.modeling.weights import take, write


def trained(folder: Path) -> Project:
    project, arrays = take(digits(), build(digits()))
    write(folder / "net.weights.npz", arrays)
    return replace(project, weights="net.weights.npz")


def written(project: Project, folder: Path) -> None:
    path = folder / "net.kgraph"
    export(project, "weights", folder / "net.weights.h5", path=path, is_proven=False)


def test_the_weights_of_the_document_are_taken(tmp_path):
    written(trained(tmp_path), tmp_path)
    assert (tmp_path / "net.weights.h5").exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "are not there: expected the file .*net.weights.npz"),
        (lambda path: path.write_bytes(b"PK"), "cannot be read"),
    ],
)
def test_fresh_weights_are_not_passed_off_as_trained_ones(tmp_path, spoil, said):
    project = trained(tmp_path)
    spoil(tmp_path / "net.weights.npz")
    with pytest.raises(KgraphError, match=said):
        written(project, tmp_path)
    assert not (tmp_path / "net.weights.h5").exists()
