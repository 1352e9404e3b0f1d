"""A person exports through the dialog, by the keyboard alone."""

from pathlib import Path

from person import CTRL, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.gui.exporting.dialog import ExportDialog
from kgraph.gui.exporting.report_dialog import ExportReportDialog

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def export(person: Person, format: str, target: Path) -> ExportReportDialog:
    """Writes a file, waits for its report and returns that."""
    person.press(Qt.Key.Key_E, CTRL_SHIFT, person.window)
    dialog = _open(person, ExportDialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Home)
    while dialog.format.name != format:
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    while not dialog.target.line.hasFocus():
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        QApplication.processEvents()
    QTest.keyClick(dialog.target.line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(dialog.target.line, str(target))
    QTest.keyClick(dialog.target.line, Qt.Key.Key_Return)
    person.look_for(lambda: not person.window.exporting.working.text)
    return _open(person, ExportReportDialog)


def close(person: Person, report: ExportReportDialog) -> None:
    """Closes a report as Esc does."""
    QTest.keyClick(report, Qt.Key.Key_Escape)
    person.window.activateWindow()
    person.look_for(person.window.isActiveWindow)


def _open(person: Person, kind: type):
    found = []

    def is_there() -> bool:
        found[:] = [d for d in person.window.findChildren(kind) if d.isVisible()]
        return bool(found) and found[-1].isActiveWindow()

    person.look_for(is_there)
    return found[-1]
