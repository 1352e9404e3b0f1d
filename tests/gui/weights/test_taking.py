"""Trained weights in the window: taken, told, brought along, forgotten."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog

from kgraph import templates
from kgraph.document import files
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Variable
from kgraph.document.project import MAIN
from kgraph.document.weights import default_keys, keys, with_keys
from kgraph.gui.document import Document
from kgraph.gui.weights import Outlook
from kgraph.gui.window import MainWindow
from kgraph.messages import TakeWeights, WeightsTaken
from kgraph.runs import RunStore


@pytest.fixture
def window(qtbot, engines):
    document = Document(templates.load("digits"))
    window = MainWindow(document, engines)
    qtbot.addWidget(
        window, before_close_func=lambda w: w.document.mark_saved(Path("net.kgraph"))
    )
    window.start()
    return window


def trained(window: MainWindow, path: Path) -> str:
    """Saves the drawing and gives it a run."""
    document = window.document
    files.save(document.project, path)
    document.mark_saved(path)
    store = RunStore.beside(path)
    run = store.begin(document.project, seed=0, versions={}, notes=["3 of 4 layers"])
    Path(run.folder, "last.weights.h5").touch()
    store.end(run.id, "finished")
    return run.id


def test_the_weights_of_a_run_become_those_of_the_drawing(window, engines, tmp_path):
    path = tmp_path / "digits.kgraph"
    run = trained(window, path)
    window.weights.take(run)
    (request,) = engines.made[0].of_type(TakeWeights)
    target = tmp_path / "digits.weights.npz"
    assert request == TakeWeights(run, str(target), str(path))
    project = window.document.project
    keyed = with_keys(project, default_keys(project))
    engines.made[0].received.emit(WeightsTaken(run, str(target), keyed))
    assert window.document.project.weights == target.name
    assert keys(window.document.project) == keys(keyed)
    assert window.document.undo_label == f"Take Weights of Run {run}"
    assert "begins with the weights of run" in window.panels.notice.text
    window.actions_by_name["forget_weights"].trigger()
    assert window.document.project.weights == ""
    window.document.undo()
    assert window.document.project.weights == target.name


def test_without_a_run_there_is_nothing_to_take(window, engines):
    window.actions_by_name["take_weights"].trigger()
    assert engines.made[0].of_type(TakeWeights) == []
    assert window.panels.notice.text


def test_the_selection_forgets(window):
    document = window.document
    document.edit("Give", lambda p: with_keys(p, default_keys(p)))
    dense = next(
        n.id
        for n in document.graph.nodes.values()
        if "ense" in document.graph.layer_of(n.id).type
    )
    window.panels.canvas.select([dense])
    before = len(keys(document.project))
    window.actions_by_name["forget_selected_weights"].trigger()
    assert len(keys(document.project)) == before - 1


def test_save_as_takes_the_weights_along(window, monkeypatch, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir(), two.mkdir()
    (one / "x.weights.npz").write_text("numbers")
    document = window.document
    weights = str(one / "x.weights.npz")
    document.edit("Give", lambda p: replace(p, weights=weights))
    for folder in (one, two):
        name = str(folder / "net.kgraph")
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, name=name: (name, "")
        )
        assert window.filing.save_as()
        assert not document.is_modified
        assert document.project.weights == "x.weights.npz"
        assert files.load(name) == document.project
        assert (folder / "x.weights.npz").read_text() == "numbers"


def test_a_copy_of_a_file_finds_its_weights(window, tmp_path):
    path = tmp_path / "net.kgraph"
    files.save(replace(window.document.project, weights="w.npz"), path)
    window.document.mark_saved(path)
    window.filing.open_copy(str(path))
    assert window.document.project.weights == str(tmp_path / "w.npz")
    store = RunStore.beside(path)
    run = store.begin(files.load(path), seed=0, versions={})
    store.end(run.id, "finished")
    window.filing.open_copy(str(run.document))
    assert window.document.project.weights == str(tmp_path / "w.npz")


def test_a_missing_file_is_a_warning_among_the_problems(window):
    window.document.edit("Give", lambda p: replace(p, weights="/nowhere/w.npz"))
    problems = window.analyst.problems_now()
    assert [p.severity for p in problems if p.rule == "weights-readable"] == ["warning"]


def test_the_inspector_tells_what_becomes_of_weights(window, tmp_path):
    import numpy as np

    from kgraph.modeling.weights import write

    write(tmp_path / "w.npz", {"top": [np.zeros((4, 4), "float32")]})
    document = window.document
    layer = next(x for x in document.graph.layers.values() if x.type == "Dense")
    node = document.graph.calls[layer.id][0]
    path = str(tmp_path / "w.npz")
    document.edit(
        "Give", lambda p: replace(with_keys(p, {layer.id: "top"}), weights=path)
    )
    variables = (Variable((4, 5), name="kernel"),)
    analysis = Analysis(
        {MAIN: GraphAnalysis({node: NodeAnalysis((), variables=variables)})}
    )
    inspector = window.panels.inspector
    inspector.show_analysis(analysis)
    assert inspector.page.fates.text() == "0 of 1 layer keeps its trained weights."
    inspector.show_selection([node])
    facts = inspector.page.header._facts.text()
    assert "Will be reset: kernel was (4, 4), now (4, 5)." in facts


def test_the_outlook_reads_a_file_again_once_it_has_changed(tmp_path):
    path = tmp_path / "w.npz"
    path.write_text("no weights")
    document = Document(replace(templates.load("digits"), weights=str(path)))
    outlook = Outlook(document)
    assert outlook.fates(Analysis()).text == ""
    path.unlink()
    assert outlook.fates(Analysis()).text == ""
