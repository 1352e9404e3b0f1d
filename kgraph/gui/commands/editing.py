"""Cut, copy, paste, duplicate, share: what the Edit menu does to the selected nodes."""

from collections.abc import Callable, Sequence
from functools import reduce

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kgraph.document import edits, fragments
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
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None:  # a clipboard that nothing was ever put on
            return
        try:
            part = msgspec.json.decode(data.data(mime.FRAGMENT).data(), type=Graph)
        except msgspec.DecodeError:
            return
        self._place("Paste", len(part.nodes), lambda g: fragments.paste(g, part))

    def duplicate(self) -> None:
        """Places the selected nodes once more, with layers of their own."""
        nodes = self._canvas.selected()
        if nodes:
            self._place(
                "Duplicate", len(nodes), lambda g: fragments.duplicate(g, nodes)
            )

    def share(self) -> None:
        """Places nodes that call the selected ones' layers again, weights and all."""
        nodes = self._canvas.selected()
        if nodes:
            self._place("Share", len(nodes), lambda g: fragments.share(g, nodes))

    def make_independent(self) -> None:
        """Gives the selected nodes layers of their own where they share one."""
        nodes = self._canvas.selected()
        self._document.edit_graph(
            "Make Independent", lambda g: reduce(edits.make_independent, nodes, g)
        )

    def _place(
        self,
        verb: str,
        count: int,
        function: Callable[[Graph], tuple[Graph, Sequence[str]]],
    ) -> None:
        placed: Sequence[str] = ()

        def place(graph: Graph) -> Graph:
            nonlocal placed
            graph, placed = function(graph)
            return graph

        if self._document.edit_graph(f"{verb} {plural(count, 'Node')}", place):
            self._canvas.select(list(placed))
