"""The order in which a list of tensors is given to a call, to be changed."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget

from kgraph.catalog import OperationSpec
from kgraph.document import edits
from kgraph.document.edges.reorder import reorder
from kgraph.document.graph import Graph, Port
from kgraph.gui.document import Document
from kgraph.gui.inspector.section import SectionPanel, muted

MOST_ROWS = 8
FRAME = 4
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class InputsPanel(SectionPanel):
    """Shows the sources of each argument that takes a list, if there are several."""

    def __init__(self, document: Document, spec: OperationSpec) -> None:
        super().__init__("Order of Inputs")
        self._document = document
        self._node = ""
        self.lists = {
            port.name: SourceList(port.name) for port in spec.inputs if port.many
        }
        for name, view in self.lists.items():
            view.moved.connect(lambda old, new, name=name: self._move(name, old, new))
            view.removed.connect(lambda index, name=name: self._remove(name, index))
            self.add(view)
        self.add(muted("Drag, or Alt+Up and Alt+Down; Del takes an edge away."))

    def show_node(self, node: str) -> None:
        """Shows what leads into a node."""
        self._node = node
        graph = self._document.graph
        for name, view in self.lists.items():
            sources = graph.nodes[node].inputs.get(name, ())
            view.show_names([_name(graph, s.node, s.output) for s in sources])
            view.setVisible(len(sources) > 1)
        self.setVisible(any(view.count() > 1 for view in self.lists.values()))

    def _move(self, argument: str, old: int, new: int) -> None:
        port = Port(self._node, argument, old)
        self._document.edit_graph(
            "Change Order of Inputs", lambda graph: reorder(graph, port, new)
        )
        self.show_node(self._node)
        self.lists[argument].setCurrentRow(new)

    def _remove(self, argument: str, index: int) -> None:
        port = Port(self._node, argument, index)
        self._document.edit_graph("Remove Edge", lambda g: edits.disconnect(g, port))


class SourceList(QListWidget):
    """A list whose rows can be moved with the mouse and by the keyboard."""

    moved = Signal(int, int)
    """A row is to go from one place to another."""

    removed = Signal(int)

    def __init__(self, argument: str) -> None:
        super().__init__()
        self.setAccessibleName(f"Order of {argument}")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().rowsMoved.connect(self._tell_move)

    def show_names(self, names: list[str]) -> None:
        """Shows these rows; the current one stays where it is."""
        row = self.currentRow()
        self.clear()
        self.addItems([f"{number}  {name}" for number, name in enumerate(names, 1)])
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        height = self.sizeHintForRow(0) if names else 0
        self.setFixedHeight(min(len(names), MOST_ROWS) * height + FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the current row with Alt and an arrow, and removes it with Del."""
        key, row = Qt.Key(event.key()), self.currentRow()
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in STEPS and is_alt:
            place = row + STEPS[key]
            if 0 <= place < self.count():
                self.moved.emit(row, place)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def _tell_move(
        self, _: QModelIndex, start: int, end: int, there: QModelIndex, row: int
    ) -> None:
        place = row if row < start else row - 1
        # Whoever hears of it fills the list anew: not while Qt still drops the row.
        QTimer.singleShot(0, self, partial(self.moved.emit, start, place))


def _name(graph: Graph, node: str, output: int) -> str:
    name = graph.layer_of(node).name if node in graph.nodes else "?"
    return f"{name}, output {output}" if output else name
