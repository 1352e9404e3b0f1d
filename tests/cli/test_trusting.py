"""A program that makes the data runs after `--trust`, and never before."""

import pytest
from drawings import CLASSES, add, with_data
from msgspec.structs import replace

from kgraph.cli.trusting import trust_programs
from kgraph.document import files
from kgraph.document.errors import FileError
from kgraph.document.project import Binding, Data, DataSource, Training, new_project
from kgraph.runs.trust import is_trusted

PROGRAM = """\
import numpy as np

def load():
    return np.arange(80.0).reshape(40, 2), np.arange(40) % 2
"""


@pytest.fixture
def document(tmp_path):
    (tmp_path / "mine.py").write_text(PROGRAM)
    graph = add(new_project().main, "Input", "x", shape=[2])
    graph = add(graph, "Dense", "dense", "x", units=2)
    graph = add(graph, "Output", "y", "dense", loss=CLASSES)
    project = with_data(graph, "", x=Binding(("x",)), y=Binding(("y",)))
    source = DataSource("python", "mine.py")
    project = replace(
        project,
        data=replace(project.data, source=source),
        training=Training(epochs=1),
    )
    files.save(project, tmp_path / "mine.kgraph")
    return tmp_path / "mine.kgraph"


def test_every_program_among_the_sources_is_trusted(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.py").write_text(f"# {name}\n")
    program = [DataSource("python", f"{name}.py") for name in "abc"]
    data = Data(program[0], beside=(program[1], DataSource("csv", "no.csv")))
    trust_programs(replace(data, test_source=program[2]), tmp_path)
    assert all(is_trusted(tmp_path / f"{name}.py") for name in "abc")
    with pytest.raises(FileError, match="missing"):
        trust_programs(Data(DataSource("python", "missing.py")), tmp_path)


@pytest.mark.slow
def test_training_asks_and_remembers(kgraph, document):
    refused = kgraph("train", document)
    assert refused.returncode == 1
    assert "mine.py is a program" in refused.stderr
    assert "--trust" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert kgraph("train", document, "--trust").returncode == 0
    assert kgraph("train", document).returncode == 0
    (document.parent / "mine.py").write_text(PROGRAM + "# changed\n")
    assert kgraph("train", document).returncode == 1
