"""What the table of runs shows."""


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
