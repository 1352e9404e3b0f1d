"""Cut, copy, paste, duplicate, share: what the Edit menu does to the selected nodes."""

from collections.abc import Callable, Sequence
from functools import reduce

from msgspec.structs import replace
from PySide6.QtGui import QCursor

from kgraph.document import edits, fragments
from kgraph.document.bundles import extract, paste
from kgraph.document.edits import Position
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph
from kgraph.document.incoming import duplicate_with_edges, incoming
from kgraph.document.project import Project
from kgraph.document.submodels import middle
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.canvas.geometry import HEIGHT, WIDTH
from kgraph.gui.commands import clipboard
from kgraph.gui.commands.clipboard import Clip
from kgraph.gui.document import Document
from kgraph.gui.quantities import plural

Place = Callable[[Project], tuple[Project, Sequence[str]]]
PlaceAgain = Callable[[Graph, list[str], Position], tuple[Graph, Sequence[str]]]


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
        """Puts the selected nodes, with what they need, onto the clipboard."""
        nodes = self._canvas.selected()
        if nodes:
            shown = self._document.graph
            bundle = extract(self._document.project, shown.id, nodes)
            clipboard.put(Clip(bundle, incoming(shown, nodes)))

    def paste(self) -> None:
        """Places what is on the clipboard, if it is part of a drawing."""
        self._paste(with_edges=False)

    def paste_with_edges(self) -> None:
        """Does so, and draws the edges that led there from nodes that are here."""
        self._paste(with_edges=True)

    def duplicate(self) -> None:
        """Places the selected nodes once more, with layers of their own."""
        self._place_again("Duplicate", fragments.duplicate)

    def duplicate_with_edges(self) -> None:
        """Does so, and draws the edges that lead to them once more."""
        self._place_again("Duplicate", duplicate_with_edges)

    def share(self) -> None:
        """Places nodes that call the selected ones' layers again, weights and all."""
        self._place_again("Share", fragments.share)

    def make_independent(self) -> None:
        """Gives the selected nodes layers of their own where they share one."""
        nodes = self._canvas.selected()
        self._document.edit_graph(
            "Make Independent", lambda g: reduce(edits.make_independent, nodes, g)
        )

    def _paste(self, *, with_edges: bool) -> None:
        try:
            bundle, incoming = clipboard.take()
        except KgraphError as error:
            self._document.failed.emit(str(error))
            return
        id = self._document.graph_id
        way = self._way_into_view(bundle.main)
        edges = incoming if with_edges else None
        self._place(
            "Paste", len(bundle.main.nodes), lambda p: paste(p, id, bundle, way, edges)
        )

    def _place_again(self, verb: str, function: PlaceAgain) -> None:
        nodes, shown = self._canvas.selected(), self._document.graph
        way = fragments.way_aside(shown, fragments.fragment(shown, nodes))

        def place(project: Project) -> tuple[Project, Sequence[str]]:
            graph, new = function(project.graphs[shown.id], nodes, way)
            return replace(project, graphs={**project.graphs, shown.id: graph}), new

        if nodes:
            self._place(verb, len(nodes), place)

    def _place(self, verb: str, count: int, function: Place) -> None:
        placed: Sequence[str] = ()

        def place(project: Project) -> Project:
            nonlocal placed
            project, placed = function(project)
            return project

        if self._document.edit(f"{verb} {plural(count, 'Node')}", place):
            self._canvas.select(list(placed))

    def _way_into_view(self, part: Graph) -> Position:
        """Returns how far to move a part so that it is seen, and covers no other."""
        viewer = self._canvas.viewer
        x, y = middle(part, part.nodes)
        x, y = x + WIDTH / 2, y + HEIGHT / 2
        way = (0.0, 0.0)
        if not viewer.mapToScene(viewer.rect()).boundingRect().contains(x, y):
            point = viewer.mapFromGlobal(QCursor.pos())
            if not viewer.rect().contains(point):
                point = viewer.rect().center()
            goal = viewer.mapToScene(point)
            way = (goal.x() - x, goal.y() - y)
        return fragments.way_aside(self._document.graph, part, way)
