"""Both drawings on one canvas, and what differs in words beside it."""

import gc

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kgraph import templates
from kgraph.document import edits, files
from kgraph.document.analysis import Analysis, GraphAnalysis
from kgraph.document.graph import Port, Source
from kgraph.document.project import MAIN, with_graphs
from kgraph.document.submodels.making import make_submodel
from kgraph.gui.comparing import Comparing
from kgraph.gui.comparing.choosing import ChoiceDialog
from kgraph.gui.comparing.view import ComparisonView
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.theme import DARK, LIGHT
from kgraph.messages import Failed, Import, Imported, Prove, Proved
from kgraph.runs import RunStore


def node(project, name):
    graph = project.main
    return next(id for id in graph.nodes if graph.layer_of(id).name == name)


def without_dropout(project):
    """Takes a layer out, puts another in its place, widens a third."""
    graph = edits.delete(project.main, [node(project, "dropout")])
    graph, new = edits.add(graph, "BatchNormalization", (900.0, 0.0))
    for source, target in (("max_pooling2d", new), (new, node(project, "flatten"))):
        id = node(project, source) if source in ("max_pooling2d",) else source
        graph = edits.connect(graph, Source(id), Port(target, "inputs"))
    wide = graph.layers[graph.nodes[node(project, "dense")].layer]
    return with_graphs(project, edits.set_parameter(graph, wide.id, "units", 256))


@pytest.fixture
def two():
    digits = templates.load("digits")
    return digits, without_dropout(digits)


@pytest.fixture
def shown(qtbot, two):
    """A view, and the window that it belongs to."""
    parent = QWidget()
    qtbot.addWidget(parent)
    view = ComparisonView(*two, ("before", "after"), DARK, parent)
    view.show()
    qtbot.waitExposed(view)
    return view, parent


def test_marks_say_what_came_went_and_changed(shown, two):
    view, _ = shown
    old, new = two
    marks = {i.card.name: i.card.change for i in view.canvas.sync.nodes.values()}
    assert marks["batch_normalization"] == "added"
    assert marks["dropout"] == "removed"
    assert marks["dense"] == "changed"
    assert marks["conv2d"] is None
    changes = {
        (e.source.node, e.target.node): item.change
        for e, item in view.canvas.sync.edges.items()
    }
    pool, flatten = node(new, "max_pooling2d"), node(new, "flatten")
    came = node(new, "batch_normalization")
    went = f"old/{node(old, 'dropout')}"
    assert changes[pool, came] == changes[came, flatten] == "added"
    assert changes[pool, went] == "removed"
    assert (went, flatten) not in changes
    assert not view.canvas.sync._gone.path().isEmpty()


def test_a_change_that_is_chosen_is_selected_on_the_canvas(shown, two):
    view, _ = shown
    sentences = [c.sentence for c in view.comparison.changes]
    row = next(r for r, s in enumerate(sentences) if s.startswith("Dropout 'dropout'"))
    view.changes.setCurrentRow(row)
    assert view.canvas.selected() == [f"old/{node(two[0], 'dropout')}"]
    QTest.keyClick(view.changes, Qt.Key.Key_Down)
    assert view.canvas.selected() != [f"old/{node(two[0], 'dropout')}"]


def test_the_next_change_is_a_key_away(shown):
    view, _ = shown
    for expected in (0, 1):
        view.go_on()
        assert view.changes.currentRow() == expected
    view.go_back()
    view.go_back()
    assert view.changes.currentRow() == view.changes.count() - 1


def test_escape_leaves_it_also_from_the_canvas(shown, qtbot):
    view, _ = shown
    qtbot.waitActive(view)
    with qtbot.waitSignal(view.finished):
        QTest.keyClick(view.canvas.viewer, Qt.Key.Key_Escape)


def test_nothing_can_be_edited(shown):
    view, _ = shown
    before = view.document.project
    view.canvas.select_all()
    view.canvas.delete_selected()
    item = next(iter(view.canvas.sync.nodes.values()))
    point = view.canvas.viewer.mapFromScene(item.sceneBoundingRect().center())
    place = item.pos()
    viewport = view.canvas.viewer.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseMove(viewport, point + QPoint(60, 60))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=point + QPoint(60, 60))
    QApplication.processEvents()
    assert item.pos() == place
    assert view.document.project is before
    assert "only to be looked at" in view.told.text()


def test_changes_inside_a_submodel_are_reached(qtbot, two):
    parts = [node(two[0], name) for name in ("conv2d", "conv2d_1")]
    old, _ = make_submodel(two[0], MAIN, parts, "block")
    inner = next(g for g in old.graphs.values() if g.id != MAIN)
    conv = next(x.id for x in inner.layers.values() if x.type == "Conv2D")
    new = with_graphs(old, edits.set_parameter(inner, conv, "filters", 7))
    parent = QWidget()
    qtbot.addWidget(parent)
    view = ComparisonView(old, new, ("before", "after"), LIGHT, parent)
    marks = {i.card.name: i.card.change for i in view.canvas.sync.nodes.values()}
    assert [name for name, change in marks.items() if change] == ["block"]
    view.changes.setCurrentRow(0)
    assert view.document.graph_id == inner.id
    (selected,) = view.canvas.selected()
    assert view.canvas.sync.nodes[selected].card.change == "changed"


def test_signs_stand_beside_colours_in_both_themes(shown):
    view, _ = shown
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        texts = [view.changes.item(r).text() for r in range(view.changes.count())]
        assert {text[0] for text in texts} <= {"+", "\N{MINUS SIGN}", "~"}
        for scale in (0.2, 1.0):
            view.canvas.viewer.zoom_to(scale)
            assert not view.canvas.grab().isNull()


@pytest.fixture
def comparing(qtbot, two, engines, tmp_path):
    path = tmp_path / "model.kgraph"
    files.save(two[0], path)
    document = Document(two[1], path)
    engine = LastingEngine(engines)
    engine.start()
    window = QWidget()
    qtbot.addWidget(window)
    comparing = Comparing(document, engine, window, DARK)
    comparing.keeps = document, engine, window
    return comparing


def test_costs_come_from_the_engine(comparing, engines):
    comparing.with_saved()
    first, second = engines.last.of_type(Prove)
    assert not first.is_built
    assert "Counting" in comparing.views[-1].costs.text()
    for request, count in ((first, 10), (second, 25)):
        analysis = Analysis({MAIN: GraphAnalysis(trainable=count)})
        engines.last.received.emit(Proved(request.number, analysis))
    assert "Parameters 10 → 25 (+15)" in comparing.views[-1].costs.text()


def test_a_failed_count_says_why(comparing, engines):
    comparing.with_saved()
    engines.last.received.emit(Failed("Prove", "It is too large."))
    assert comparing.views[-1].costs.text() == "It is too large."


def test_an_equal_drawing_is_said_to_be_equal(comparing, two, engines):
    comparing.with_file(_saved(two[1], comparing))
    assert comparing.views[-1].told.text() == "There is no difference."
    assert not engines.last.of_type(Prove)


def _saved(project, comparing):
    path = comparing.keeps[0].path.with_name("other.kgraph")
    files.save(project, path)
    return path


def test_a_model_is_read_by_the_engine(comparing, two, engines, tmp_path):
    said = []
    comparing.said.connect(lambda text, severity: said.append(text))
    comparing.with_file(tmp_path / "model.keras")
    (request,) = engines.last.of_type(Import)
    engines.last.received.emit(Imported(request.source, two[0]))
    assert "model.keras → this drawing" in comparing.views[-1].windowTitle()


def test_a_run_is_compared(comparing, two):
    store = RunStore.beside(comparing.keeps[0].path)
    training = replace(two[1].training, epochs=99)
    run = store.begin(replace(two[1], training=training), seed=0, versions={})
    store.end(run.id, "finished")
    comparing.with_run(run.id)
    sentences = [c.sentence for c in comparing.views[-1].comparison.changes]
    assert sentences == ["training: epochs 99 → 20"]
    comparing.choose()
    dialog = comparing.keeps[2].findChild(ChoiceDialog)
    texts = [dialog.list.item(r).text() for r in range(dialog.list.count())]
    assert texts[0] == "The drawing as it was saved"
    assert texts[2].startswith(f"Run {run.id}")
    dialog.list.setCurrentRow(2)
    dialog.accept()
    assert f"run {run.id}" in comparing.views[-1].windowTitle()


def test_what_cannot_be_read_is_said(comparing, tmp_path):
    said = []
    comparing.said.connect(lambda text, severity: said.append((text, severity)))
    broken = tmp_path / "broken.kgraph"
    broken.write_text("{")
    comparing.with_file(broken)
    assert said[0][1] == "error"
    assert "cannot be opened" in said[0][0]
    assert comparing.views == []


def test_a_closed_view_is_forgotten(comparing, qtbot):
    comparing.with_saved()
    comparing.views[-1].close()
    qtbot.waitUntil(lambda: comparing.views == [])
    gc.collect()


def test_all_that_are_open_follow_the_theme(comparing):
    comparing.with_saved()
    comparing.with_saved()
    before = [view.canvas.grab().toImage() for view in comparing.views]
    comparing.set_theme(LIGHT)
    after = [view.canvas.grab().toImage() for view in comparing.views]
    assert len(after) == 2
    assert all(a != b for a, b in zip(before, after, strict=True))
