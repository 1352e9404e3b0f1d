"""NodeGraphQt's graph: it holds the items, and turns what is wished into edits."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from NodeGraphQt import NodeGraph, NodeObject
from NodeGraphQt.constants import LayoutDirectionEnum
from PySide6.QtCore import QMimeData, QObject, QPointF, Signal

from kgraph.document import edits
from kgraph.document.arranging import annotations, framing
from kgraph.document.errors import EditError
from kgraph.document.graph import Edge, Graph, Port, Source
from kgraph.document.telling.words import plural
from kgraph.gui import mime
from kgraph.gui.canvas import gestures
from kgraph.gui.canvas.annotations.handling import Movable
from kgraph.gui.canvas.annotations.item import AnnotationItem
from kgraph.gui.canvas.edges.edge_item import EdgeItem
from kgraph.gui.canvas.nodes.geometry import Direction
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.style import Style
from kgraph.gui.canvas.viewer import CanvasViewer
from kgraph.gui.document import Document
from kgraph.gui.quantities import listing

Ends = tuple[PortItem, PortItem]


class CanvasNode(NodeObject):
    """What NodeGraphQt knows of a node: its item, and its id in the document."""

    __identifier__ = "kgraph"
    NODE_NAME = "node"

    def __init__(self, graph: "CanvasGraph", item: NodeItem) -> None:
        id = item.id
        super().__init__(lambda: item)
        self.model.id = item.id = id
        self._graph = graph


class CanvasGraph(NodeGraph):
    """Owns nothing: each slot edits the document, which tells `Sync` what differs.

    Its undo stack is never used: a stack with anything on it crashes the process when
    the graph is garbage-collected.
    """

    operation_dropped = Signal(str, QPointF)
    """An operation of the palette was dropped at this point of the scene."""

    def __init__(self, document: Document, style: Style, parent: QObject) -> None:
        super().__init__(parent, viewer=CanvasViewer(style, self._judge))
        self._document = document
        self._viewer.items_in = self._items_in
        self.set_direction("down")

    def set_direction(self, direction: Direction) -> None:
        """Says where edges lead."""
        names = LayoutDirectionEnum
        value = names.VERTICAL if direction == "down" else names.HORIZONTAL
        self._model.layout_direction = value.value
        self._viewer.set_layout_direction(value.value)

    def place(self, item: NodeItem) -> None:
        """Puts a node on the canvas."""
        self._model.nodes[item.id] = CanvasNode(self, item)
        self._viewer.add_node(item, item.xy_pos)

    def take_away(self, item: NodeItem) -> None:
        """Takes a node off the canvas; its edges are gone by then."""
        del self._model.nodes[item.id]
        self._viewer.remove_node(item)

    def get_unique_name(self, name: str) -> str:
        """Returns the name: names are the document's."""
        return name

    def _judge(self, source: Source, target: Port) -> str | None:
        """Returns why an edge cannot be drawn, None if it can."""
        try:
            edits.connect(self._document.graph, source, target)
        except EditError as error:
            return str(error)
        return None

    def _on_connection_changed(
        self, disconnected: Sequence[Ends], connected: Sequence[Ends]
    ) -> None:
        gone = [_edge(*ends) for ends in disconnected]
        if not connected:
            targets = [edge.target for edge in gone]
            self._document.edit_graph(
                "Remove Edge", lambda g: gestures.take_away(g, (), targets)
            )
            return
        edge = _edge(*connected[0])
        picked_up = gone[0] if gone else None
        self._document.edit_graph(
            "Move Edge" if picked_up else "Draw Edge",
            lambda g: gestures.draw(g, edge.source, edge.target, picked_up),
        )

    def _on_connection_sliced(self, ports: Sequence[Ends]) -> None:
        targets = [_edge(*ends).target for ends in ports]
        self._document.edit_graph(
            f"Remove {plural(len(targets), 'Edge')}",
            lambda g: gestures.take_away(g, (), targets),
        )

    def _items_in(self, frames: Iterable[str]) -> list[Movable]:
        """Returns what lies in frames, in frames that lie in them too."""
        nodes = {id: node.view for id, node in self._model.nodes.items()}
        sizes = {id: (item.width, item.height) for id, item in nodes.items()}
        inside = framing.contents(self._document.graph, frames, sizes)
        shown = self._viewer.annotations
        return [
            *(nodes[id] for id in inside.nodes),
            *(shown[id] for id in inside.annotations),
        ]

    def _on_nodes_moved(self, node_data: Mapping[Movable, Sequence[float]]) -> None:
        meant = [i for i in node_data if i.isSelected()] or list(node_data)
        nodes = sum(isinstance(i, NodeItem) for i in meant)
        frames = sum(isinstance(i, AnnotationItem) and i.is_frame for i in meant)
        notes = len(meant) - nodes - frames
        what = listing((nodes, "Node"), (frames, "Frame"), (notes, "Note"))
        self._document.edit_graph(f"Move {what}", lambda g: _moved(g, node_data))

    def _on_insert_node(
        self,
        pipe: EdgeItem,
        node_id: str,
        prev_node_pos: Mapping[NodeItem, Sequence[float]],
    ) -> None:
        pipe.setSelected(False)  # how the viewer showed where the node would go
        project, edge = self._document.project, pipe.edge
        self._document.edit_graph(
            f"Insert {self._document.graph.layer_of(node_id).name}",
            lambda graph: gestures.put_between(
                project,
                _moved(graph, prev_node_pos),
                node_id,
                (edge.source,),
                edge.target,
            ),
        )

    def _on_node_data_dropped(self, mimedata: QMimeData, pos: QPointF) -> None:
        with suppress(UnicodeDecodeError):  # another program may drop anything
            name = bytes(mimedata.data(mime.OPERATION).data()).decode()
            self.operation_dropped.emit(name, pos)

    def _on_node_double_clicked(self, node_id: str) -> None:
        submodel = self._document.graph.layer_of(node_id).submodel
        if submodel is not None:
            self._document.show_graph(submodel)

    def _on_node_selected(self, node_id: str) -> None:
        """Does nothing: the scene itself says what is selected."""

    def _on_node_selection_changed(self, *ids: list[str]) -> None:
        """Does nothing: the scene itself says what is selected."""

    def _on_node_name_changed(self, node_id: str, name: str) -> None:
        layer = self._document.graph.layer_of(node_id)
        self._document.edit_graph(
            f"Rename {layer.name} to {name}",
            lambda graph: edits.rename(graph, layer.id, name),
        )

    def _on_search_triggered(self, node_type: str, pos: tuple[float, float]) -> None:
        self.operation_dropped.emit(node_type, QPointF(*pos))

    def _on_node_backdrop_updated(self, *args: object) -> None:
        """Does nothing: frames are items of our own."""


def _moved(graph: Graph, items: Iterable[Movable]) -> Graph:
    """Moves what is still there, an undo may have come in between, to where it is."""
    places = {item: (item.x(), item.y()) for item in items}
    nodes = {i.id: at for i, at in places.items() if isinstance(i, NodeItem)}
    others = {i.id: at for i, at in places.items() if isinstance(i, AnnotationItem)}
    known = {**graph.frames, **graph.notes}
    graph = edits.move(graph, {i: at for i, at in nodes.items() if i in graph.nodes})
    return annotations.move(graph, {i: at for i, at in others.items() if i in known})


def _edge(one: PortItem, other: PortItem) -> Edge:
    source, target = (one, other) if one.place is None else (other, one)
    return Edge(source.source, target.port)
