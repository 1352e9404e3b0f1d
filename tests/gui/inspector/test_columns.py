"""The columns of the data, to be checked."""

from kgraph.document.columns import Column
from kgraph.gui.inspector.columns import ColumnsEditor

COLUMNS = tuple(Column(f"column_{n}") for n in range(30))


def test_what_is_checked_is_seen_first(qtbot):
    field = ColumnsEditor()
    qtbot.addWidget(field)
    field.show()
    field.show_columns(COLUMNS, ["column_20"], set())
    item = field.list.item(20)
    qtbot.waitUntil(lambda: field.list.visualItemRect(item).intersects(seen(field)))


def seen(field):
    return field.list.viewport().rect()
