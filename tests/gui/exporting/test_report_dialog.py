"""The report of an export says whether the file is the same model."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kgraph.document.reports import Check, Finding, Proof, Report
from kgraph.gui.exporting import words
from kgraph.gui.exporting.report_dialog import ExportReportDialog

PASSED = Proof(
    (
        Check("config", True, "177 layers, equal"),
        Check("outputs", True, "4 of 4 equal"),
    ),
    difference=3.1e-8,
    tolerance=1e-6,
    samples=4,
    seconds=2.5,
)
FAILED = Proof((Check("weights", False, "dense differs"),))
RESET = Finding("Its weights are new.", "dense", "warning")


@pytest.fixture
def report_of(qtbot, theme, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    target = tmp_path / "model.keras"

    def make(report, size=2_000):
        if size:
            target.write_bytes(bytes(size))
        dialog = ExportReportDialog(window, "keras", str(target), report, theme)
        dialog.show()
        return dialog

    return make


def texts(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_was_compared_is_said(report_of):
    dialog = report_of(Report(proof=PASSED))
    said = texts(dialog)
    assert "is the same model" in said
    assert "177 layers, equal" in said
    assert "difference on 4 random samples: 3.1e-08; 1e-06 is allowed." in said
    assert "2 kB, compared in 2.5 s" in said
    assert dialog.is_good


def test_no_difference_is_said_as_such():
    exact = Proof((), difference=0.0, samples=1)
    assert words.difference(exact) == (
        "The outputs are equal to the last bit on 1 random sample."
    )
    assert words.difference(Proof(())) == ""
    assert words.difference(Proof((), difference=0.5)).endswith("none is allowed.")


def test_no_more_is_promised_than_was_compared():
    checks = (Check("config", True, "equal"), Check("weights", True, "equal"))
    assert words.verdict("/a/model.keras", Report(proof=Proof(checks))) == (
        "“model.keras” was read again: same structure and weights. Outputs were not "
        "compared."
    )


def test_a_failed_proof_is_said_as_such(report_of):
    dialog = report_of(Report(proof=FAILED), size=0)
    assert "is not the same model, so “model.keras” was not kept" in texts(dialog)
    assert not dialog.is_good
    assert not dialog.findChild(QPushButton, "folder").isEnabled()


def test_what_an_earlier_file_takes_is_not_said_of_one_that_failed(report_of):
    assert "2 kB" not in texts(report_of(Report(proof=FAILED), size=2_000))


def test_the_report_can_be_copied(report_of):
    dialog = report_of(Report((RESET,), PASSED))
    dialog.findChild(QPushButton, "copy").click()
    copied = QGuiApplication.clipboard().text()
    for part in ("ok: Structure, 177 layers", "dense: Its weights are new.", "2 kB"):
        assert part in copied


def test_a_finding_leads_to_its_layer(report_of):
    dialog = report_of(Report((RESET, Finding("All is well.")), PASSED))
    chosen = []
    dialog.place_chosen.connect(chosen.append)
    view = dialog.findChild(QWidget, "findings")
    view.itemClicked.emit(view.item(0))
    view.itemClicked.emit(view.item(1))
    assert chosen == ["dense"]


def test_a_folder_is_as_large_as_what_is_in_it(tmp_path):
    (tmp_path / "inner").mkdir()
    for name in ("a", "inner/b"):
        (tmp_path / name).write_bytes(bytes(10))
    assert words.size_of(tmp_path) == 20
    assert words.size_of(tmp_path / "none") == 0


@pytest.mark.parametrize("report", [Report(), Report((RESET,))])
def test_without_a_proof_nothing_is_promised(report):
    assert words.verdict("/a/model.py", report) == "Wrote “model.py”."
