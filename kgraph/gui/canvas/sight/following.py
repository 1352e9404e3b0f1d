"""Shows what undo and redo did: goes there, and selects what came back or changed."""

from PySide6.QtCore import QObject

from kgraph.document.project import Project
from kgraph.document.telling.whereabouts import where_changed
from kgraph.gui.canvas.panel import CanvasPanel
from kgraph.gui.document import Document


class Following(QObject):
    """Lets the selection and the view follow a walk through the history."""

    def __init__(self, document: Document, canvas: CanvasPanel) -> None:
        super().__init__(canvas)
        self._document = document
        self._canvas = canvas
        document.travelled.connect(self._follow)

    def _follow(self, old: Project, new: Project) -> None:
        place = where_changed(old, new, self._document.graph_id)
        if place is None:
            return
        self._document.show_graph(place.graph)
        if place.nodes:
            self._canvas.select(place.nodes)
            self._canvas.reveal(place.nodes)
