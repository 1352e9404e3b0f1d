import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph import templates
from kgraph.codegen import CodegenError
from kgraph.codegen.notebook import notebook
from kgraph.document.project import Project

RUFF = Path(sys.executable).with_name("ruff")


def cells_of(text: str) -> dict[str, str]:
    return {
        cell["id"]: "".join(cell["source"])
        for cell in json.loads(text)["cells"]
        if cell["cell_type"] == "code"
    }


def quick(project: Project) -> Project:
    return replace(project, training=replace(project.training, epochs=2))


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_notebooks_of_templates_are_valid_and_tidy(style, tmp_path):
    for template in templates.all_templates():
        text = notebook(templates.load(template.name), style=style)
        nbformat.validate(nbformat.reads(text, as_version=4))
        assert text == notebook(templates.load(template.name), style=style)
        (tmp_path / f"{template.name}.ipynb").write_text(text)
    for command in (["format", "--check"], ["check", "--extend-select", "I"]):
        done = subprocess.run(
            [RUFF, *command, "--isolated", tmp_path], capture_output=True, timeout=60
        )
        assert done.returncode == 0, done.stdout


def test_the_cells_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = next(t.name for t in templates.all_templates() if "digits" in t.name)
    cells = cells_of(notebook(quick(templates.load(name))))
    names: dict = {"__name__": "__main__"}
    for id, cell in cells.items():
        if id != "curves":
            exec(cell, names)
    assert len(names["history"].history["loss"]) == 2
    assert list(tmp_path.glob("*.keras"))


def test_the_curves_are_plotted(monkeypatch):
    pytest.importorskip("matplotlib").use("Agg")
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.setattr(plt, "show", lambda: shown.append(plt.gcf()))
    name = templates.all_templates()[0].name
    measured = {"loss": [2.0, 1.0], "val_loss": [3.0, 2.0], "accuracy": [0.1, 0.9]}
    history = type("History", (), {"history": measured})
    exec(cells_of(notebook(templates.load(name)))["curves"], {"history": history})
    (figure,) = shown
    assert [axis.get_title() for axis in figure.axes] == ["loss", "accuracy"]
    assert [len(axis.lines) for axis in figure.axes] == [2, 1]


def test_without_data_the_model_is_built_and_saved():
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=2))
    assert list(cells_of(notebook(s.project()))) == [
        "imports",
        "model",
        "summary",
        "saving",
    ]


def test_what_is_no_model_is_no_notebook():
    with pytest.raises(CodegenError):
        notebook(Sketch().project())
