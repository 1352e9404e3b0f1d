"""The model is taken away by the engine, and the person is told how that went."""

import pytest
from PySide6.QtWidgets import QMessageBox

from kgraph.document.formats import FORMATS
from kgraph.document.reports import Check, Proof, Report
from kgraph.gui.exporting.report_dialog import ExportReportDialog
from kgraph.messages import Export, Exported, Failed
from kgraph.runs import RunStore

PROVEN = Report(proof=Proof((Check("config", True, "3 layers, equal"),), 0.0))


@pytest.fixture
def target(tmp_path):
    return tmp_path / "model.keras"


@pytest.fixture
def ask(exporting, dialog, target):
    """Asks for a `.keras` file as the dialog does."""

    def ask():
        exporting.keras_model()
        dialog().target.line.setText(str(target))
        dialog().button.click()

    return ask


@pytest.fixture
def boxes(exporting):
    """Returns the sentences of the boxes that are open."""
    window = exporting.parent_window
    return lambda: [box.text() for box in window.findChildren(QMessageBox)]


def test_a_keras_model_is_written_by_the_engine(
    exporting, ask, drawn, engines, target, said
):
    ask()
    assert engines.last.requests == [Export(drawn.project, "keras", str(target))]
    assert "Writing model.keras" in exporting.working.text
    engines.last.received.emit(Exported(str(target), "keras"))
    assert said[-1] == (f"Wrote {target}.", "success")
    assert exporting.working.text == ""


def test_a_figure_is_drawn_by_the_window_itself(
    exporting, dialog, engines, tmp_path, said
):
    target = tmp_path / "model.svg"
    exporting.choose()
    dialog().list.setCurrentRow(list(FORMATS).index("svg"))
    dialog().target.line.setText(str(target))
    dialog().button.click()
    assert target.read_bytes().startswith(b"<?xml")
    assert said[-1] == (f"Wrote {target}.", "success")
    assert engines.last.requests == []


def test_the_weights_of_a_run_can_be_chosen(
    exporting, dialog, drawn, engines, tmp_path
):
    path = tmp_path / "digits.kgraph"
    drawn.mark_saved(path)
    store = RunStore.beside(path)
    run = store.begin(drawn.project, seed=0, versions={})
    run.last_weights.touch()
    store.end(run.id, "finished")
    for named, index in ((None, 0), ("0001", 0), (None, 2)):
        exporting.keras_model(named)
        dialog().choices.weights_box.setCurrentIndex(index)
        dialog().button.click()
        target = engines.last.requests[-1].target
        engines.last.received.emit(Exported(target, "keras"))
    requests = engines.last.requests
    assert [r.run for r in requests] == ["best", "0001", None]
    assert requests[0].path == str(path)
    assert requests[0].target == str(tmp_path / "digits.keras")


def test_an_export_can_be_called_off(exporting, dialog, engines):
    exporting.choose()
    dialog().reject()
    assert engines.last.requests == []


def test_an_export_can_be_cancelled(exporting, ask, engines, said):
    ask()
    first = engines.last
    exporting.working.button.click()
    assert first.is_closed
    assert said == [("model.keras was not written.", "info")]
    assert exporting.working.text == ""
    assert engines.last.requests == []


def test_one_export_is_written_at_a_time(exporting, ask, engines, said):
    ask()
    exporting.choose()
    assert "model.keras is still being written" in said[-1][0]
    assert len(engines.last.requests) == 1


def test_a_failed_export_is_one_sentence(exporting, ask, engines, boxes):
    ask()
    engines.last.received.emit(Failed("Analyze", "Not this one."))
    assert boxes() == []
    engines.last.received.emit(Failed("Export", "No space is left."))
    assert boxes() == ["model.keras was not written. No space is left."]
    engines.last.received.emit(Failed("Export", "Nobody asked."))
    assert len(boxes()) == 1


def test_python_is_written_by_the_engine_too(exporting, dialog, engines, tmp_path):
    exporting.python_code()
    dialog().target.line.setText(str(tmp_path / "model"))
    dialog().button.click()
    request = engines.last.requests[0]
    assert (request.format, request.run) == ("python", None)
    assert request.target == str(tmp_path / "model.py")


def test_the_report_is_shown(exporting, ask, engines, target):
    ask()
    engines.last.received.emit(Exported(str(target), "keras", report=PROVEN))
    (report,) = exporting.parent_window.findChildren(ExportReportDialog)
    assert report.isVisible()
    assert not report.isModal()


def test_a_failed_proof_is_no_success(exporting, ask, engines, target, said):
    failed = Report(proof=Proof((Check("outputs", False, "differ"),), 0.5))
    ask()
    engines.last.received.emit(Exported(str(target), "keras", report=failed))
    assert said[-1][1] == "error"
    assert "not the same model" in said[-1][0]


def test_the_format_that_was_chosen_last_is_offered_first(
    exporting, dialog, engines, tmp_path
):
    exporting.python_code()
    dialog().target.line.setText(str(tmp_path / "model.py"))
    dialog().button.click()
    exporting.choose()
    assert dialog().format.name == "python"


def test_an_export_outlives_its_engine(exporting, ask, engines, target, qtbot):
    ask()
    first = engines.last
    first.died.emit("Gone.")
    qtbot.waitUntil(lambda: engines.last is not first)
    assert engines.last.requests == first.requests
    engines.last.received.emit(Exported(str(target), "keras"))
    exporting._errand._engine.restart()
    assert engines.last.requests == []


def test_an_export_that_no_engine_survives_is_said_to_have_failed(
    exporting, ask, engines, boxes
):
    ask()
    for _ in range(3):
        exporting._errand._engine.start()
        engines.last.died.emit("Gone.")
    assert "model.keras was not written. Gone." in boxes()[0]
    ask()
    assert len(engines.last.requests) == 1
