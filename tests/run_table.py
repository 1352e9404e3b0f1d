"""What the table of runs shows, and a click on it."""

from PySide6.QtCore import Qt

LEFT = Qt.MouseButton.LeftButton


def shown(panel):
    """Returns the ids of the runs from top to bottom."""
    found = panel.table.found
    return [found.row_at(place).run.id for place in range(found.rowCount())]


def cell(panel, run, title):
    """Returns the index of the cell of a run in a column."""
    titles = [column.title for column in panel.model.columns]
    return panel.table.found.index(shown(panel).index(run), titles.index(title))


def text(panel, run, title):
    return cell(panel, run, title).data()


def click(qtbot, panel, run, modifier=Qt.KeyboardModifier.NoModifier):
    place = panel.table.visualRect(cell(panel, run, "Started")).center()
    qtbot.mouseClick(panel.table.viewport(), LEFT, modifier, place)
