from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.document.project import Project, new_project
from kgraph.gui.document import Document
from kgraph.gui.inspector import InspectorPanel
from kgraph.gui.theme import LIGHT


def drawing(*layers: tuple[str, dict[str, Any]]) -> tuple[Project, list[str]]:
    """A project with these layers, and the ids of their nodes."""
    project = new_project("drawn")
    graph: Graph = project.main
    nodes = []
    for type, config in layers:
        graph, node = edits.add(graph, type, config=config)
        nodes.append(node)
    return replace(project, graphs={"main": graph}), nodes


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., tuple[Document, InspectorPanel, list[str]]]:
    """Shows an inspector with the first of some layers selected."""

    def show(*layers: tuple[str, dict[str, Any]], select: int = 1) -> Any:
        project, nodes = drawing(*layers)
        document = Document(project)
        panel = InspectorPanel(document, LIGHT)
        panel.resize(340, 900)
        qtbot.addWidget(panel)
        panel.show()
        panel.show_selection(nodes[:select])
        return document, panel, nodes

    return show
