"""Columns of the data that are dragged over the drawing, and bound where they land."""

from collections.abc import Callable
from typing import Protocol

from msgspec import MsgspecError, json
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from kgraph.document.binding import Fit
from kgraph.document.edits import Position
from kgraph.document.layout.size import width_of
from kgraph.document.project import MAIN
from kgraph.gui import mime
from kgraph.gui.canvas.edges.refusal import Refusal
from kgraph.gui.canvas.nodes.geometry import HEIGHT
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.panel import CanvasPanel
from kgraph.gui.canvas.style import RADIUS, Style
from kgraph.gui.document import Document
from kgraph.gui.theme import Theme

DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
COLORS = {"good": "success", "remark": "warning", "refused": "error"}
ABOVE = 1000.0  # all nodes
ELSEWHERE = Fit(
    "refused",
    "Data comes in at Inputs and Outputs of the main graph. Received: a submodel.",
)


class Judge(Protocol):
    """Says how columns fit a layer of the main graph."""

    def __call__(self, layer: str, columns: tuple[str, ...]) -> Fit: ...


class ColumnDrop(QObject):
    """Watches what is dragged over a canvas and takes columns.

    While they are over a node, an outline and a sentence say whether they fit it.

    Args:
        judge: Says how columns fit a layer.
    """

    binding_wished = Signal(str, tuple)
    """Columns are to be bound to the layer of this id."""

    placing_wished = Signal(str, tuple, tuple)
    """An `Input` or `Output` for columns is to stand at this place."""

    def __init__(
        self, document: Document, canvas: CanvasPanel, judge: Judge, theme: Theme
    ) -> None:
        super().__init__(canvas)
        self._document = document
        self._viewer = canvas.viewer
        self._judge = judge
        self._theme = theme
        self._label = Refusal(self._viewer, Style(theme))
        self._outline = QGraphicsPathItem()
        self._outline.setZValue(ABOVE)
        self._outline.hide()
        self._viewer.scene().addItem(self._outline)
        self._told: tuple[str, tuple[str, ...], Fit] | None = None
        self._viewer.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self._label.restyle(Style(theme))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answers for columns; whatever else is dragged is left to the viewer."""
        if event.type() == QEvent.Type.DragLeave:
            self._clear()
            return False
        if event.type() not in DRAGGED or not isinstance(event, QDropEvent):
            return False
        columns = _columns(event.mimeData())
        if not columns:
            return False
        self._answer(event, columns)
        return True

    def _answer(self, event: QDropEvent, columns: tuple[str, ...]) -> None:
        node = self._node_at(event.position())
        told = self._tell(node, columns, event.modifiers())
        if event.type() == QEvent.Type.Drop:
            self._clear()
        else:
            self._show(node, told, event.position())
        if told.grade == "refused":
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._take(node, columns, event)
            self._viewer.setFocus()

    def _tell(
        self,
        node: NodeItem | None,
        columns: tuple[str, ...],
        modifiers: Qt.KeyboardModifier,
    ) -> Fit:
        if self._document.graph_id != MAIN:
            return ELSEWHERE
        if node is None:
            type = _type_wished(modifiers)
            return Fit("good", f"A new {type} for {_in_words(columns)}.")
        layer = self._document.graph.nodes[node.id].layer
        told = self._told
        if told is None or told[:2] != (layer, columns):
            told = self._told = (layer, columns, self._judge(layer, columns))
        return told[2]

    def _take(
        self, node: NodeItem | None, columns: tuple[str, ...], event: QDropEvent
    ) -> None:
        if node is not None:
            layer = self._document.graph.nodes[node.id].layer
            self._later(lambda: self.binding_wished.emit(layer, columns))
            return
        type = _type_wished(event.modifiers())
        point = self._viewer.mapToScene(event.position().toPoint())
        corner: Position = (point.x() - width_of(type) / 2, point.y() - HEIGHT / 2)
        self._later(lambda: self.placing_wished.emit(type, columns, corner))

    def _later(self, function: Callable[[], None]) -> None:
        """Calls a function once the drag is over: what is dragged may go by it."""
        QTimer.singleShot(0, self, function)

    def _show(self, node: NodeItem | None, told: Fit, at: QPointF) -> None:
        self._label.say(told.sentence, at.toPoint(), COLORS[told.grade])
        outline = self._outline
        outline.setVisible(node is not None)
        if node is not None:
            path = QPainterPath()
            area = node.mapRectToScene(node.card_rect()).adjusted(-3, -3, 3, 3)
            path.addRoundedRect(area, RADIUS * 2.6, RADIUS * 2.6)
            outline.setPath(path)
            outline.setPen(QPen(getattr(self._theme, COLORS[told.grade]), 2.5))

    def _clear(self) -> None:
        self._label.say(None)
        self._outline.hide()
        self._told = None

    def _node_at(self, position: QPointF) -> NodeItem | None:
        point = self._viewer.mapToScene(position.toPoint())
        items = self._viewer.scene().items(point)
        return next((item for item in items if isinstance(item, NodeItem)), None)


def _columns(data: QMimeData) -> tuple[str, ...]:
    """Returns the names that are dragged; another program may drag anything."""
    content = bytes(data.data(mime.COLUMNS).data())
    try:
        return json.decode(content, type=tuple[str, ...]) if content else ()
    except MsgspecError:
        return ()


def _type_wished(modifiers: Qt.KeyboardModifier) -> str:
    is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    return "Output" if is_shifted else "Input"


def _in_words(columns: tuple[str, ...]) -> str:
    return columns[0] if len(columns) == 1 else f"{len(columns)} columns"
