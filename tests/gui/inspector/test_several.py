"""Several nodes have one page."""

from inspector_pages import Show, config, line_of, retype, texts
from pytestqt.qtbot import QtBot

from kgraph.gui.inspector.several import SeveralPanel


def test_several_nodes_of_a_type_are_set_together(qtbot: QtBot, shown: Show) -> None:
    layers = [
        ("Dense", {"units": 3, "activation": "relu"}),
        ("Dense", {"units": 7, "activation": "relu"}),
    ]
    document, panel, nodes = shown(*layers, select=2)
    assert isinstance(panel.page, SeveralPanel)
    assert "Not the same in all: units." in texts(panel)
    retype(qtbot, line_of(panel.page.form, "units"), "5")
    assert [config(document, n)["units"] for n in nodes] == [5, 5]
    document.undo()
    assert [config(document, n)["units"] for n in nodes] == [3, 7]


def test_nodes_of_several_types_are_counted(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}), ("Dropout", {"rate": 0.1}), select=2)
    assert "2 nodes selected" in texts(panel)
    assert "1\u00a0×\u00a0Dense, 1\u00a0×\u00a0Dropout" in texts(panel)
    assert panel.page.form is None
