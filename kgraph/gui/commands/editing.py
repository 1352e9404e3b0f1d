"""Cut, copy, paste, duplicate: parts of drawings through the system's clipboard."""

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kgraph.document import fragments
from kgraph.document.graph import Graph
from kgraph.gui import mime
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.quantities import plural


class Editing:
    """Applies what the Edit menu offers to the selected nodes."""

    def __init__(self, document: Document, canvas: CanvasPanel) -> None:
        self._document = document
        self._canvas = canvas

    def select_all(self) -> None:
        """Selects every node that is shown."""
        self._canvas.select(list(self._document.graph.nodes))

    def cut(self) -> None:
        """Takes the selected nodes away and onto the clipboard."""
        self.copy()
        self._canvas.delete_selected()

    def copy(self) -> None:
        """Puts the selected nodes, and the edges among them, onto the clipboard."""
        nodes = self._canvas.selected()
        if nodes:
            data = QMimeData()
            part = fragments.fragment(self._document.graph, nodes)
            data.setData(mime.FRAGMENT, msgspec.json.encode(part))
            QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> None:
        """Places what is on the clipboard, if it is part of a drawing."""
        data = QGuiApplication.clipboard().mimeData()
        try:
            part = msgspec.json.decode(data.data(mime.FRAGMENT).data(), type=Graph)
        except msgspec.DecodeError:
            return
        self._place(f"Paste {plural(len(part.nodes), 'Node')}", part)

    def duplicate(self) -> None:
        """Places the selected nodes once more, with layers of their own."""
        nodes = self._canvas.selected()
        if nodes:
            part = fragments.fragment(self._document.graph, nodes)
            self._place(f"Duplicate {plural(len(nodes), 'Node')}", part)

    def _place(self, label: str, part: Graph) -> None:
        placed: tuple[str, ...] = ()

        def place(graph: Graph) -> Graph:
            nonlocal placed
            graph, placed = fragments.paste(graph, part)
            return graph

        if self._document.edit_graph(label, place):
            self._canvas.select(placed)
