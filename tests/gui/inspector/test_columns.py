"""The columns of the data, to be checked."""

from pytestqt.qtbot import QtBot

from kgraph.document.columns import Column
from kgraph.gui.inspector.columns import ColumnsEditor

COLUMNS = tuple(Column(f"column_{n}") for n in range(30))


def test_what_is_checked_is_seen_first(qtbot: QtBot) -> None:
    editor = ColumnsEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.show_columns(COLUMNS, ["column_20"], set())
    shown, item = editor.list, editor.list.item(20)
    qtbot.waitUntil(
        lambda: shown.viewport().rect().contains(shown.visualItemRect(item))
    )
