"""Where new layers go: dropped, searched for, or put behind the selected node."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from kgraph import catalog
from kgraph.catalog.phrase import Phrase
from kgraph.document.arranging.room import push
from kgraph.document.edits import Position
from kgraph.document.errors import KgraphError
from kgraph.document.fitting import Judge, follows, leads
from kgraph.document.graph import Edge, Port, Source
from kgraph.document.layout.size import width_of
from kgraph.document.project import Project, with_graphs
from kgraph.gui.canvas import gestures
from kgraph.gui.canvas.nodes.geometry import HEIGHT, WIDTH
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.popups import searching
from kgraph.gui.canvas.popups.popup import Popup, Question
from kgraph.gui.canvas.popups.popup_row import Row
from kgraph.gui.canvas.selection import SelectionOrder
from kgraph.gui.canvas.style import Style
from kgraph.gui.canvas.sync import Sync
from kgraph.gui.canvas.viewer import CanvasViewer
from kgraph.gui.document import Document
from kgraph.gui.placeables import Placeables, Taking

GAP = 36.0  # between a node and one that is placed after it
SIDE_GAP = 24.0


class Ends(NamedTuple):
    """What a new layer is put between.

    Attributes:
        sources: The outputs from which edges lead to it.
        target: The port to which an edge leads from it.
        into: The edge into which it is put.
    """

    sources: tuple[Source, ...] = ()
    target: Port | None = None
    into: Edge | None = None


class Placing(QObject):
    """Places layers on the canvas, at the places that people mean.

    Args:
        panel: What the search popup lies on.
        order: In which order the nodes were selected.
    """

    def __init__(
        self,
        document: Document,
        viewer: CanvasViewer,
        sync: Sync,
        panel: QWidget,
        style: Style,
        placeables: Placeables,
        order: SelectionOrder,
    ) -> None:
        super().__init__(panel)
        self._document = document
        self._viewer = viewer
        self._sync = sync
        self._order = order
        self._placeables = placeables
        self.popup = Popup(panel, style)
        viewer.search_wished.connect(self.search_at)
        viewer.search_called.connect(self.search)
        viewer.edge_let_go.connect(self._search_for_edge)

    def add(self, type: str, point: Position | None) -> None:
        """Places a layer, with edges from the selected nodes.

        Args:
            point: Of its middle, in scene units; behind the selected nodes, or in the
                middle of the canvas, if not given.
        """
        selected = self._selected()
        sources = tuple(Source(n.id) for n in selected if n.outputs)
        self._place(type, Ends(sources), point or self._place_after(selected))

    def free_corner(self) -> Position:
        """Returns where a node covers nothing, near the middle of what is seen."""
        x, y = self._place_after([])
        return x - WIDTH / 2, y - HEIGHT / 2

    def drop(self, type: str, point: QPointF) -> None:
        """Places a layer, into the edge that is there if one is.

        A form does not open before the mouse has let go: no loop runs inside a drag.
        """
        if self._placeables.asks(type):
            QTimer.singleShot(0, self, partial(self._drop, type, point))
        else:
            self._drop(type, point)

    def _drop(self, type: str, point: QPointF) -> None:
        item = self._viewer.edge_at(QPointF(self._viewer.mapFromScene(point)))
        self._place(type, Ends(into=item.edge if item else None), point.toTuple())

    def search(self) -> None:
        """Opens the search behind the selected nodes, or at the cursor if none is."""
        selected = self._selected()
        if selected:
            question = self._question(self._ends_of_selection(), None)
            self.popup.open_beside(self._viewer.revealed(selected[-1]), question)
            return
        point = self._seen(self._viewer.mapFromGlobal(self._viewer.cursor().pos()))
        # The mouse may rest where the last node was placed: this one stands beside it.
        middle = self._free_middle(self._viewer.mapToScene(point).toTuple())
        self.popup.open_at(point, self._question(Ends(), middle))

    def search_at(self, point: QPoint) -> None:
        """Opens the search at a point of the viewport; in the middle if outside."""
        point = self._seen(point)
        middle = self._viewer.mapToScene(point).toTuple()
        question = self._question(self._ends_of_selection(), middle)
        self.popup.open_at(point, question)

    def _seen(self, point: QPoint) -> QPoint:
        whole = self._viewer.rect()
        return point if whole.contains(point) else whole.center()

    def _search_for_edge(self, port: PortItem, point: QPointF) -> None:
        is_output = port.place is None
        ends = Ends((port.source,)) if is_output else Ends(target=port.port)
        at = self._viewer.mapFromScene(point)
        self.popup.open_at(at, self._question(ends, point.toTuple()))

    def _question(self, ends: Ends, middle: Position | None) -> Question:
        """Asks what to place, at a point or else behind the selected nodes."""
        placeables, judge = self._placeables.usable(), self._judge(ends)
        find = partial(searching.rows, placeables=placeables, judge=judge)
        answer = partial(self._place_row, ends=ends, middle=middle)
        return Question(searching.PROMPT, find, answer)

    def _judge(self, ends: Ends) -> Judge | None:
        """Returns what says how well an operation fits between these ends."""
        if ends.target is not None:
            layer = self._document.graph.layer_of(ends.target.node)
            target = catalog.load().operation(layer.type)
            return (lambda spec: leads(spec, target)) if target else None
        tensor = self._sync.tensor(ends.sources[0]) if len(ends.sources) == 1 else None
        return (lambda spec: follows(spec, tensor)) if tensor else None

    def _place_row(self, row: Row, ends: Ends, middle: Position | None) -> None:
        middle = middle or self._place_after(self._selected())
        if isinstance(row.key, Phrase):
            self._place(row.key.spec.name, ends, middle, row.key)
        else:
            self._place(row.key, ends, middle)

    def _selected(self) -> list[NodeItem]:
        nodes = self._sync.nodes
        return [nodes[id] for id in self._order.nodes if id in nodes]

    def _ends_of_selection(self) -> Ends:
        return Ends(tuple(Source(n.id) for n in self._selected() if n.outputs))

    def _place(
        self, type: str, ends: Ends, middle: Position, said: Phrase | None = None
    ) -> None:
        take = self._take(type, ends)
        if take is None:
            return
        shown, into = self._document.graph_id, ends.into
        room = self._missing_room(into) if into else (0.0, 0.0)
        if into is not None and room != (0.0, 0.0):
            x, y = self._corner_after([self._sync.nodes[into.source.node]])
            middle = x + WIDTH / 2, y + HEIGHT / 2
        corner = self._corner_of(middle, self._placeables.title(type))
        words = _words_of(said) if said else {}

        def place(project: Project) -> tuple[Project, str]:
            project, taken = take(project)
            graph = project.graphs[shown]
            if into is not None:
                graph = push(graph, into.target.node, room)
            graph, placed = gestures.place(
                project, graph, taken, corner, **ends._asdict(), **words
            )
            return with_graphs(project, graph), placed

        label = f"Add {self._placeables.title(type)}"
        placed = self._document.make(label, place)
        if placed is not None:
            self._viewer.scene().clearSelection()
            item = self._sync.nodes[placed]
            item.setSelected(True)
            self._viewer.reveal(item)
            self._viewer.selection_ended.emit()

    def _corner_of(self, middle: Position, title: str) -> Position:
        """Returns where a node stands with its middle, or its left side, in line."""
        is_down = self._sync.direction == "down"
        width = width_of(title) if is_down else WIDTH
        return middle[0] - width / 2, middle[1] - HEIGHT / 2

    def _take(self, type: str, ends: Ends) -> Taking | None:
        sources = (ends.into.source,) if ends.into else ends.sources
        tensors = [self._sync.tensor(source) for source in sources]
        try:
            return self._placeables.take(type, tensors)
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

    def _place_after(self, items: Sequence[NodeItem]) -> Position:
        if items:
            x, y = self._corner_after(items)
            return self._free_middle((x + WIDTH / 2, y + HEIGHT / 2))
        middle = self._viewer.mapToScene(self._viewer.rect().center())
        return self._free_middle(middle.toTuple())

    def _free_middle(self, middle: Position) -> Position:
        x, y = self._free_corner(middle[0] - WIDTH / 2, middle[1] - HEIGHT / 2)
        return x + WIDTH / 2, y + HEIGHT / 2

    def _corner_after(self, items: Sequence[NodeItem]) -> Position:
        """Returns where a node stands behind all of these, in their middle."""
        left, top = min(i.x() for i in items), min(i.y() for i in items)
        right = max(i.x() + i.width for i in items)
        bottom = max(i.y() + i.height for i in items)
        if self._sync.direction == "down":
            return (left + right - WIDTH) / 2, bottom + GAP
        return right + GAP, (top + bottom - HEIGHT) / 2

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


def _words_of(phrase: Phrase) -> dict[str, Any]:
    return {
        "name": phrase.name,
        "config": phrase.config,
        "constants": phrase.constants,
    }
