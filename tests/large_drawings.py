"""Drawings by the thousand, and canvases that show them: for benchmarks."""

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.layout import layout
from kgraph.document.project import new_project
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK

BLOCK = ("Conv2D", "BatchNormalization", "ReLU", "Conv2D")


def residual(blocks: int) -> Graph:
    """A chain of residual blocks behind an Input that leads nowhere yet."""
    graph, last = edits.add(new_project().main, "Input")
    graph, last = edits.add(graph, "Conv2D")
    for _ in range(blocks):
        start = last
        for type in BLOCK:
            graph, node = edits.add(graph, type)
            graph = edits.connect(graph, Source(last), Port(node, "inputs"))
            last = node
        graph, node = edits.add(graph, "Add")
        graph = edits.connect(graph, Source(last), Port(node, "inputs", 0))
        graph = edits.connect(graph, Source(start), Port(node, "inputs", 1))
        last = node
    return edits.move(graph, layout(graph))


def opened(graph: Graph) -> tuple[Document, CanvasPanel]:
    document = Document(replace(new_project(), graphs={"main": graph}))
    panel = CanvasPanel(document, DARK)
    panel.resize(1400, 900)
    panel.show()
    QApplication.processEvents()
    return document, panel
