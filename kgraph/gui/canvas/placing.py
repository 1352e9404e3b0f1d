"""Where new layers go: dropped, searched for, or put behind the selected node."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF
from PySide6.QtWidgets import QWidget

from kgraph.document.edits import Position
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Edge, Port, Source
from kgraph.document.project import Project
from kgraph.gui.canvas import gestures
from kgraph.gui.canvas.geometry import HEIGHT, WIDTH
from kgraph.gui.canvas.node_item import NodeItem
from kgraph.gui.canvas.port_item import PortItem
from kgraph.gui.canvas.search_popup import SearchPopup
from kgraph.gui.canvas.style import Style
from kgraph.gui.canvas.sync import Sync
from kgraph.gui.canvas.viewer import CanvasViewer
from kgraph.gui.document import Document
from kgraph.gui.placeables import Placeables, Taking

GAP = 36.0  # between a node and one that is placed after it
SIDE_GAP = 24.0


class Placing(QObject):
    """Places layers on the canvas, at the places that people mean.

    Args:
        panel: What the search popup lies on.
    """

    def __init__(
        self,
        document: Document,
        viewer: CanvasViewer,
        sync: Sync,
        panel: QWidget,
        style: Style,
        placeables: Placeables,
    ) -> None:
        super().__init__(panel)
        self._document = document
        self._viewer = viewer
        self._sync = sync
        self._wish: tuple[QPointF, PortItem | None] | None = None
        self._placeables = placeables
        self.popup = SearchPopup(panel, style, placeables)
        self.popup.chosen.connect(self._place_chosen)
        viewer.search_wished.connect(self.search_at)
        viewer.edge_let_go.connect(self._search_for_edge)

    def add(self, type: str, point: Position | None) -> None:
        """Places a layer, with an edge from the selected node if there is but one.

        Args:
            point: Of its middle, in scene units; behind the selected node, or in the
                middle of the canvas, if not given.
        """
        selected = [n for n in self._sync.nodes.values() if n.isSelected()]
        before = selected[0] if len(selected) == 1 else None
        source = Source(before.id) if before is not None and before.outputs else None
        self._place(type, point or self._place_after(before), source=source)

    def drop(self, type: str, point: QPointF) -> None:
        """Places a layer, into the edge that is there if one is."""
        item = self._viewer.edge_at(QPointF(self._viewer.mapFromScene(point)))
        self._place(type, point.toTuple(), into=item.edge if item else None)

    def search_at(self, point: QPoint) -> None:
        """Opens the search at a point of the viewport; in the middle if outside."""
        if not self._viewer.rect().contains(point):
            point = self._viewer.rect().center()
        self._wish = (self._viewer.mapToScene(point), None)
        self.popup.open_at(point)

    def _search_for_edge(self, port: PortItem, point: QPointF) -> None:
        self.search_at(self._viewer.mapFromScene(point))
        self._wish = (point, port)

    def _place_chosen(self, type: str) -> None:
        if self._wish is None:
            return
        point, port = self._wish
        self._wish = None
        if port is None:
            self.add(type, point.toTuple())
        elif port.place is None:
            self._place(type, point.toTuple(), source=port.source)
        else:
            self._place(type, point.toTuple(), target=port.port)

    def _place(
        self,
        type: str,
        middle: Position,
        *,
        source: Source | None = None,
        target: Port | None = None,
        into: Edge | None = None,
    ) -> None:
        take = self._take(type)
        if take is None:
            return
        shown, placed = self._document.graph_id, ""
        room = self._missing_room(into) if into else (0.0, 0.0)
        corner = (middle[0] - WIDTH / 2, middle[1] - HEIGHT / 2)
        if into is not None and room != (0.0, 0.0):
            corner = self._corner_after(self._sync.nodes[into.source.node])

        def place(project: Project) -> Project:
            nonlocal placed
            project, taken = take(project)
            graph = project.graphs[shown]
            if into is not None:
                graph = gestures.make_room(graph, into.target.node, room)
            graph, placed = gestures.place(
                project, graph, taken, corner, source=source, target=target, into=into
            )
            return replace(project, graphs={**project.graphs, shown: graph})

        if self._document.edit(f"Add {self._placeables.title(type)}", place):
            self._viewer.scene().clearSelection()
            item = self._sync.nodes[placed]
            item.setSelected(True)
            self._viewer.reveal(item)
            self._viewer.selection_ended.emit()

    def _take(self, type: str) -> Taking | None:
        try:
            return self._placeables.take(type)
        except KgraphError as error:
            self._document.failed.emit(str(error))
            return None

    def _missing_room(self, edge: Edge) -> Position:
        """Returns how far the target has to move, so that a node fits in between."""
        source, target = (self._sync.nodes[n.node] for n in (edge.source, edge.target))
        if self._sync.direction == "down":
            free = target.y() - source.y() - source.height
            return (0.0, max(0.0, HEIGHT + 2 * GAP - free))
        free = target.x() - source.x() - source.width
        return (max(0.0, WIDTH + 2 * GAP - free), 0.0)

    def _place_after(self, item: NodeItem | None) -> Position:
        if item is None:
            point = self._viewer.mapToScene(self._viewer.rect().center())
            x, y = point.x() - WIDTH / 2, point.y() - HEIGHT / 2
        else:
            x, y = self._corner_after(item)
        x, y = self._free_corner(x, y)
        return x + WIDTH / 2, y + HEIGHT / 2

    def _corner_after(self, item: NodeItem) -> Position:
        if self._sync.direction == "down":
            return item.x() + (item.width - WIDTH) / 2, item.y() + item.height + GAP
        return item.x() + item.width + GAP, item.y() + (item.height - HEIGHT) / 2

    def _free_corner(self, x: float, y: float) -> Position:
        """Steps aside until nothing is covered."""
        while True:
            area = QRectF(x, y, WIDTH, HEIGHT)
            items = self._viewer.scene().items(area)
            covered = [i for i in items if isinstance(i, NodeItem)]
            if not covered:
                return x, y
            if self._sync.direction == "down":
                x = max(i.x() + i.width for i in covered) + SIDE_GAP
            else:
                y = max(i.y() + i.height for i in covered) + SIDE_GAP
