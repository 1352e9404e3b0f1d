"""A mistake is drawn, one click repairs it, and Undo brings it back: with Keras."""

import pytest
from mistakes import MISTAKES
from PySide6.QtCore import Qt

from kgraph.gui.document import Document
from kgraph.gui.engine_client import ProcessEngine
from kgraph.gui.theme import DARK
from kgraph.gui.window import MainWindow

MISTAKE = MISTAKES["a residual with stride"]
PATIENCE = 120_000  # milliseconds until a test gives up on the engine


@pytest.fixture
def window(qtbot):
    window = MainWindow(Document(MISTAKE.project), ProcessEngine, DARK)
    qtbot.addWidget(window, before_close_func=_forget_changes)
    window.resize(1400, 900)
    window.show()
    window.start()
    yield window
    window.engine.close()


def _forget_changes(window: MainWindow) -> None:
    window.document.replace(window.document.project)


@pytest.mark.slow
def test_a_click_repairs_and_undo_takes_it_back(window, qtbot):
    window.docks.problems.raise_()
    panel = window.panels.problems
    mender = window.mender
    qtbot.waitUntil(
        lambda: bool(mender.offers()) and not mender.is_busy, timeout=PATIENCE
    )
    rows = [item.child(i) for item in panel._items for i in range(item.childCount())]
    assert set(MISTAKE.offers) <= {row.text(1) for row in rows}
    rect = panel._list.visualItemRect(rows[0])
    qtbot.mouseClick(
        panel._list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center()
    )
    qtbot.waitUntil(
        lambda: (
            not window.analyst.analysis.has_errors
            and "main" in window.analyst.analysis.graphs
            and window.document.project is not MISTAKE.project
        ),
        timeout=PATIENCE,
    )
    edges = window.panels.canvas.sync.edges.values()
    assert not any(edge.is_faulty for edge in edges)
    window.actions_by_name["undo"].trigger()
    assert window.document.project == MISTAKE.project
    qtbot.waitUntil(lambda: window.analyst.analysis.has_errors, timeout=PATIENCE)
    assert any(e.is_faulty for e in window.panels.canvas.sync.edges.values())
