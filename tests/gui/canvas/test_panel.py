"""The canvas takes a theme, knows its edges and is collected in the end."""

import gc
import weakref

from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Edge, Port, Source
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK, LIGHT


def test_the_theme_can_be_changed(show, chained):
    canvas = show(chained("Input", "Dense")[0])
    canvas.panel.set_theme(LIGHT)
    image = canvas.panel.grab().toImage()
    assert image.pixelColor(3, 3).lightness() > 200


def test_the_canvas_is_collected_with_all_it_has_seen(qtbot, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    for _ in range(5):
        document = Document()
        panel = CanvasPanel(document, DARK)
        document.edit_graph("All", lambda _: graph)
        document.edit_graph("Less", lambda g: edits.delete(g, [b]))
        document.undo()
        panel.select([a, c])
        assert panel._canvas.undo_stack().count() == 0
        known = weakref.ref(panel)
        del panel, document
        gc.collect()
        QApplication.processEvents()
        assert known() is None


def test_an_edge_item_knows_its_edge(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    assert canvas.edge(a, b).edge == Edge(Source(a), Port(b, "inputs"))
