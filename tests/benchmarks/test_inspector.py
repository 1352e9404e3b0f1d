from typing import Any

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.project import new_project
from kgraph.gui.document import Document
from kgraph.gui.inspector import InspectorPanel
from kgraph.gui.look import style_sheet
from kgraph.gui.theme import DARK

TYPES = ("Conv2D", "Dense", "Output", "MultiHeadAttention")


@pytest.fixture
def panel(qtbot: QtBot) -> Any:
    project = new_project()
    graph = project.main
    for type in (*TYPES, "Flatten"):
        graph, _ = edits.add(graph, type)
    document = Document(replace(project, graphs={"main": graph}))
    panel = InspectorPanel(document, DARK)
    panel.setStyleSheet(style_sheet(DARK) + panel.styleSheet())
    panel.resize(340, 900)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.mark.parametrize("type", TYPES)
def test_show_a_form_for_the_first_time(benchmark: Any, panel: Any, type: str) -> None:
    """To reach: under 16 ms."""
    nodes = list(panel._document.graph.nodes)
    node = nodes[TYPES.index(type)]

    def forget() -> None:
        panel.show_selection(nodes[-1:])
        panel.set_theme(DARK)

    benchmark.pedantic(panel.show_selection, ([node],), setup=forget, rounds=15)


def test_show_a_form_again(benchmark: Any, panel: Any) -> None:
    first, second, *_ = panel._document.graph.nodes

    def back_and_forth() -> None:
        panel.show_selection([first])
        panel.show_selection([second])

    back_and_forth()
    benchmark(back_and_forth)
