"""Findings are listed, the grave ones first, and lead to their places."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kgraph.document.reports import Finding
from kgraph.gui.panels.findings import FindingList

NOTE = Finding("Kept.", "conv")
GRAVE = Finding("Reset.", "dense", "warning")
WHOLE = Finding("All came.")


@pytest.fixture
def findings(qtbot, theme):
    view = FindingList((NOTE, WHOLE, GRAVE), theme)
    qtbot.addWidget(view)
    return view


def test_warnings_come_first(findings):
    assert findings.shown() == ["dense: Reset.", "conv: Kept.", "All came."]


def test_the_keyboard_leads_to_a_place_too(findings, qtbot):
    chosen = []
    findings.chosen.connect(chosen.append)
    findings.show()
    findings.setCurrentRow(1)
    QTest.keyClick(findings, Qt.Key.Key_Return)
    findings.setCurrentRow(2)
    QTest.keyClick(findings, Qt.Key.Key_Return)
    assert chosen == ["conv"]


def test_a_short_list_asks_for_little_room(qtbot, theme, findings):
    one = FindingList((NOTE,), theme)
    qtbot.addWidget(one)
    assert one.sizeHint().height() < findings.sizeHint().height()
