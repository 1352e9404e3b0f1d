"""A run is asked about samples, and need not be waited for."""

from PySide6.QtCore import Qt

from kgraph.gui.results.pages import PREDICT


def test_a_prediction_that_takes_long_is_cancelled(qtbot, panel, engines):
    panel.pages.turn_to(PREDICT)
    page = panel.pages.predict
    qtbot.mouseClick(page.on, Qt.MouseButton.LeftButton)
    assert page.cancel.isHidden()  # most take no time
    qtbot.waitUntil(page.cancel.isVisible)
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert len(engines.made) == 2
    assert page.cancel.isHidden()
    assert page.note.text() == "The prediction was cancelled."
