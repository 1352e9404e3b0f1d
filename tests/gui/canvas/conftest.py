"""A canvas with a small drawing, and a mouse as a person moves it."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import new_project
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK

LEFT = Qt.MouseButton.LeftButton
STEPS = 6


@dataclass
class Mouse:
    """Real events on the viewport, at points of the scene."""

    panel: CanvasPanel

    def at(self, point: QPointF) -> QPoint:
        return self.panel.viewer.mapFromScene(point)

    def press(self, point, button=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
        viewport = self.panel.viewer.viewport()
        QTest.mouseMove(viewport, self.at(point))
        QApplication.processEvents()
        QTest.mousePress(viewport, button, modifiers, self.at(point))
        QApplication.processEvents()

    def move(self, start, end, button=LEFT):
        viewport = self.panel.viewer.viewport()
        for step in range(1, STEPS + 1):
            point = start + (end - start) * (step / STEPS)
            QTest.mouseMove(viewport, self.at(point))
            QApplication.processEvents()

    def release(self, point, button=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.mouseRelease(
            self.panel.viewer.viewport(), button, modifiers, self.at(point)
        )
        QApplication.processEvents()

    def drag(self, start, end, button=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
        self.press(start, button, modifiers)
        self.move(start, end)
        self.release(end, button, modifiers)

    def click(self, point, modifiers=Qt.KeyboardModifier.NoModifier):
        self.press(point, LEFT, modifiers)
        self.release(point, LEFT, modifiers)


@dataclass
class Canvas:
    """The panel, its document, and where things are on it."""

    document: Document
    panel: CanvasPanel
    mouse: Mouse

    @property
    def graph(self) -> Graph:
        return self.document.graph

    @property
    def items(self):
        return self.panel.sync.nodes

    def output(self, node: str, index: int = 0) -> QPointF:
        return self.items[node].outputs[index].scenePos()

    def input(self, node: str, index: int = 0) -> QPointF:
        return self.items[node].inputs[index].scenePos()

    def middle(self, node: str) -> QPointF:
        return self.items[node].sceneBoundingRect().center()

    def edge(self, source: str, target: str):
        return next(
            item
            for edge, item in self.panel.sync.edges.items()
            if (edge.source.node, edge.target.node) == (source, target)
        )

    def sources(self, node: str, argument: str = "inputs") -> list[str]:
        return [s.node for s in self.graph.nodes[node].inputs.get(argument, ())]


def _placed(*types: str) -> tuple[Graph, list[str]]:
    """Nodes in a column, without edges."""
    graph, ids = new_project().main, []
    for number, type in enumerate(types):
        graph, id = edits.add(graph, type, (0.0, 110.0 * number))
        ids.append(id)
    return graph, ids


def _chained(*types: str) -> tuple[Graph, list[str]]:
    """Nodes in a column, each with an edge from the one above."""
    graph, ids = _placed(*types)
    for source, target in pairwise(ids):
        graph = edits.connect(graph, Source(source), Port(target, "inputs"))
    return graph, ids


@pytest.fixture
def show(qtbot):
    """Returns a function that shows a graph on a canvas."""
    shown = []

    def show(graph: Graph) -> Canvas:
        project = new_project()
        document = Document(replace(project, graphs={"main": graph}))
        panel = CanvasPanel(document, DARK)
        qtbot.addWidget(panel)
        panel.gliding.milliseconds = 0  # a test looks at once
        panel.resize(1000, 800)
        panel.show()
        panel.viewer.setFocus()
        QApplication.processEvents()
        canvas = Canvas(document, panel, Mouse(panel))
        shown.append(canvas)
        return canvas

    return show


@pytest.fixture
def placed():
    return _placed


@pytest.fixture
def chained():
    return _chained
