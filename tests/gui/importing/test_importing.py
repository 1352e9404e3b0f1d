"""A foreign model becomes a new drawing, read by an engine that may die of it."""

import pytest
from dropping import drop
from foreign_models import boxes, imports
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.reports import Finding, Report
from kgraph.gui.importing import importing as module
from kgraph.gui.importing.applications_dialog import ApplicationsDialog
from kgraph.gui.importing.report_dialog import ImportReportDialog
from kgraph.gui.settings import recent_files
from kgraph.gui.submodels.repeats import RepeatsDialog
from kgraph.messages import Analyze, Failed, Import, Imported


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "tiny.keras"
    path.write_bytes(b"not read by this process")
    return path


def answer(engines, source, project, *findings):
    event = Imported(str(source), project, Report(findings))
    engines.last.received.emit(event)


def test_a_model_is_opened_as_a_new_drawing(foreign, document, engines, model, project):
    assert foreign.filing.load(model)
    assert imports(engines) == [Import(str(model))]
    assert foreign.importing.working.text == "Reading tiny.keras…"
    answer(engines, model, project)
    assert document.project is project
    assert document.path is None
    assert document.proposed == model.with_suffix(".kgraph")
    assert foreign.importing.working.text == ""
    assert foreign.windowTitle().startswith("tiny.kgraph")
    assert foreign.panels.notice.text.startswith("Imported tiny.keras. 2 layers.")
    assert recent_files.names()[0] == str(model)
    assert not foreign.findChildren(ImportReportDialog)


def test_the_drawing_is_saved_beside_the_model(
    foreign, engines, model, project, monkeypatch
):
    from PySide6.QtWidgets import QFileDialog

    foreign.filing.load(model)
    answer(engines, model, project)
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a: (asked.append(a[2]) or "", "")
    )
    foreign.filing.save()
    assert asked == [str(model.with_suffix(".kgraph"))]


@pytest.mark.parametrize("name", ["tiny.keras", "tiny.H5", "tiny.json", "tiny.hdf5"])
def test_a_model_can_be_dropped(foreign, engines, qtbot, tmp_path, name):
    path = tmp_path / name
    path.touch()
    _drop(foreign, path)
    qtbot.waitUntil(lambda: imports(engines) == [Import(str(path))])


def test_a_drawing_can_be_dropped(foreign, document, qtbot, tmp_path, drawn):
    path = tmp_path / "mine.kgraph"
    from kgraph.document import files

    files.save(drawn.project, path)
    _drop(foreign, path)
    qtbot.waitUntil(lambda: document.path == path)


def test_whatever_else_is_dropped_is_left_alone(foreign, engines, qtbot, tmp_path):
    for name in ("data.csv", "folder"):
        _drop(foreign, tmp_path / name)
    _drop(foreign, tmp_path / "a.keras", tmp_path / "b.keras")
    qtbot.wait(20)
    assert imports(engines) == []


def _drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop(window.panels.canvas.viewer, data, QPoint(60, 60))


def test_unsaved_changes_are_asked_about_before_and_after(
    foreign, document, engines, model, project, monkeypatch
):
    answers = []
    monkeypatch.setattr(foreign.importing, "_may_leave", lambda: answers.pop(0))
    foreign.filing.load(model)
    document.edit_graph("Add", lambda g: edits.add(g, "Dense", (0.0, 0.0))[0])
    mine = document.project
    answers.append(False)
    answer(engines, model, project)
    assert document.project is mine
    foreign.importing.read(str(model))
    answer(engines, model, project)  # nothing was drawn in between
    assert document.project is project
    assert answers == []


def test_reading_can_be_cancelled(foreign, document, engines, model, project):
    before = document.project
    foreign.filing.load(model)
    first = engines.last
    foreign.importing.working.button.click()
    assert first.is_closed
    assert engines.last is not first
    assert "tiny.keras was not imported" in foreign.panels.notice.text
    first.received.emit(Imported(str(model), project))
    assert document.project is before
    assert engines.last.of_type(Analyze)


def test_another_model_takes_the_place_of_one_that_is_read(
    foreign, engines, model, tmp_path
):
    foreign.filing.load(model)
    foreign.filing.load(tmp_path / "other.keras")
    assert engines.made[0].is_closed
    assert engines.last.of_type(Import) == [Import(str(tmp_path / "other.keras"))]
    assert foreign.importing.working.text == "Reading other.keras…"


def test_what_cannot_be_read_is_one_sentence(foreign, document, engines, model):
    before = document.project
    foreign.filing.load(model)
    engines.last.received.emit(Failed("Import", "It is a subclassed model."))
    assert boxes(foreign) == [
        "tiny.keras was not imported. It is a subclassed model. The drawing is as it "
        "was."
    ]
    assert document.project is before
    assert foreign.importing.working.text == ""


def test_an_engine_that_dies_of_a_model_is_not_asked_again(
    foreign, engines, model, qtbot
):
    foreign.filing.load(model)
    first = engines.last
    first.died.emit("The engine ended unexpectedly (it was ended by signal 9).")
    assert "ended by signal 9" in boxes(foreign)[0]
    qtbot.waitUntil(lambda: engines.last is not first)
    assert engines.last.of_type(Import) == []


def test_an_engine_that_is_started_anew_is_asked_again(foreign, engines, model):
    foreign.filing.load(model)
    foreign.restart_engine()
    assert engines.last.of_type(Import) == [Import(str(model))]


def test_a_file_that_is_gone_is_forgotten(foreign, engines, tmp_path):
    gone = str(tmp_path / "gone.keras")
    recent_files.remember(gone)
    foreign.filing.load(tmp_path / "gone.keras")
    engines.last.received.emit(Failed("Import", "There is no such file."))
    assert gone not in recent_files.names()


def test_what_is_to_be_told_is_shown_in_a_report(
    foreign, document, engines, model, project
):
    foreign.filing.load(model)
    name = project.main.layers["l2"].name if "l2" in project.main.layers else "dense"
    answer(engines, model, project, Finding("Is a placeholder.", name, "warning"))
    (report,) = foreign.findChildren(ImportReportDialog)
    assert report.isVisible()
    assert not report.isModal()
    report.findings.itemClicked.emit(report.findings.item(0))
    (selected,) = foreign.panels.canvas.selected()
    assert document.graph.layer_of(selected).name == name


def test_a_known_model_can_be_chosen(foreign, engines, document, project):
    foreign.actions_by_name["import_application"].trigger()
    dialog = foreign.findChildren(ApplicationsDialog)[-1]
    dialog.field.setText("resnet50")
    dialog.weights.setCurrentIndex(1)
    dialog.button.click()
    assert imports(engines) == [Import("applications:ResNet50", "imagenet")]
    assert foreign.importing.working.text == "Reading ResNet50…"
    answer(engines, "applications:ResNet50", project)
    assert document.proposed.name == "ResNet50.kgraph"
    assert recent_files.names() == []


def test_a_drawing_in_the_way_is_asked_about_first(foreign, monkeypatch):
    monkeypatch.setattr(foreign.importing, "_may_leave", lambda: False)
    foreign.importing.choose_application()
    assert not foreign.findChildren(ApplicationsDialog)


def test_the_welcome_offers_to_open_a_model(foreign, monkeypatch, engines, model):
    from PySide6.QtWidgets import QFileDialog

    filters = []

    def pick(*arguments):
        filters.append(arguments[3])
        return str(model), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", pick)
    foreign.panels.welcome._templates.linkActivated.emit("#open")
    assert imports(engines) == [Import(str(model))]
    assert filters[0].startswith("Drawings and models (*.kgraph *.keras *.h5")


def test_names_of_sources():
    assert module._name("applications:VGG16") == "VGG16"
    assert module._name("/a/b.keras") == "b.keras"


def test_blocks_that_repeat_are_offered(foreign, engines, model, qtbot):
    s = Sketch()
    x = s.add("Input", shape=[8])
    for stage in range(3):
        y = s.add("Dense", x, name=f"stage{stage}_1", units=16)
        y = s.add("Dense", y, name=f"stage{stage}_2", units=8)
        x = s.add("Add", x, y, name=f"stage{stage}_add")
    s.output(x)
    foreign.filing.load(model)
    answer(engines, model, s.project())
    notice = foreign.panels.notice
    assert notice.text.endswith(
        "3 blocks repeat: Ctrl+Alt+R frames them or makes submodels of them."
    )
    (button,) = [b for b in notice.findChildren(QToolButton) if b.text()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert foreign.findChild(RepeatsDialog) is not None
    assert notice.text == ""
    notice.say("Saved.")
    assert button.isHidden()
