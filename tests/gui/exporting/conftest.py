"""What tests of exports stand on: a dialog that a window opened, and its answer."""

import pytest
from PySide6.QtWidgets import QWidget

from kgraph.document.analysis import Analysis
from kgraph.gui.exporting import Exporting
from kgraph.gui.exporting.dialog import ExportDialog
from kgraph.gui.lasting_engine import LastingEngine


@pytest.fixture
def exporting(qtbot, drawn, engines, theme):
    window = QWidget()
    qtbot.addWidget(window)
    engine = LastingEngine(engines)
    engine.start()
    exporting = Exporting(drawn, engine, Analysis, window, theme)
    exporting.parent_window = window
    return exporting


@pytest.fixture
def dialog(exporting):
    """Returns the dialog that is open."""
    return lambda: exporting.parent_window.findChildren(ExportDialog)[-1]


@pytest.fixture
def said(exporting):
    heard = []
    exporting.said.connect(lambda text, severity: heard.append((text, severity)))
    return heard
