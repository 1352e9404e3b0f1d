"""The canvas as a widget: it shows the document's graph and lets people change it."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGraphicsItem, QVBoxLayout, QWidget

from kgraph.document import edits
from kgraph.document.analysis import Analysis
from kgraph.document.arranging import annotations
from kgraph.document.arranging.framing import refit
from kgraph.document.comparing import Union
from kgraph.document.edits import Position
from kgraph.document.graph import Graph
from kgraph.document.layout import layout, layout_part
from kgraph.document.project import Project
from kgraph.gui.canvas import gestures
from kgraph.gui.canvas.annotations.annotating import Annotating
from kgraph.gui.canvas.edges.edge_item import EdgeItem
from kgraph.gui.canvas.graph import CanvasGraph
from kgraph.gui.canvas.nodes.geometry import Direction
from kgraph.gui.canvas.nodes.heat import Measure
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.placing import Placing
from kgraph.gui.canvas.popups.popup import Popup
from kgraph.gui.canvas.selection import SelectionOrder
from kgraph.gui.canvas.sight.gliding import Gliding
from kgraph.gui.canvas.sight.views import Views
from kgraph.gui.canvas.sight.walking import Walking
from kgraph.gui.canvas.style import Style
from kgraph.gui.canvas.sync import Sync
from kgraph.gui.document import Document
from kgraph.gui.placeables import Placeables
from kgraph.gui.quantities import listing
from kgraph.gui.theme import Theme

LEGIBLE = 0.3  # least scale at which a drawing is opened: headlines can be read


class CanvasPanel(QWidget):
    """Shows the graph of a document and turns gestures into edits of it.

    The actions that are added to it are its context menu.
    """

    selection_changed = Signal(list)
    """Ids of the nodes that are selected from now on."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        placeables: Placeables | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        style = Style(theme)
        self._canvas = CanvasGraph(document, style, self)
        self.viewer = self._canvas.viewer()
        self.sync = Sync(self._canvas, style, document.project, document.graph)
        self.order = SelectionOrder()
        self._placing = Placing(
            document,
            self.viewer,
            self.sync,
            self,
            style,
            placeables or Placeables(document),
            self.order,
        )
        self.annotating = Annotating(document, self)
        self.gliding = Gliding(document, self.viewer, self.sync, self)
        self.views = Views(self.viewer)
        self.walking = Walking(document, self)
        self._selected: list[str] = []
        self._is_fitted = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.viewer)
        self.setFocusProxy(self.viewer)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._listen()

    def _listen(self) -> None:
        # Methods, not lambdas: a lambda that knows `self` would keep it alive for ever.
        self._document.changed.connect(self._follow)
        self._document.replaced.connect(self._start_anew)
        self._document.graph_shown.connect(self._show_other_graph)
        self._canvas.operation_dropped.connect(self._placing.drop)
        viewer = self.viewer
        viewer.selection_ended.connect(self._tell_selection)
        viewer.delete_wished.connect(self.delete_selected)
        viewer.fit_wished.connect(self.zoom_to_selection)
        viewer.nudge_wished.connect(self.annotating.nudge)
        viewer.select_all_wished.connect(self.select_all)

    @property
    def popup(self) -> Popup:
        """Asks small questions on the canvas."""
        return self._placing.popup

    def selected(self) -> list[str]:
        """Returns the ids of the selected nodes, in the order of placement."""
        items = self.viewer.scene().selectedItems()
        ids = [item.id for item in items if isinstance(item, NodeItem)]
        if len(ids) < 2:
            return ids
        chosen = set(ids)
        return [id for id in self._document.graph.nodes if id in chosen]

    def select(
        self, node_ids: Iterable[str], annotation_ids: Iterable[str] = ()
    ) -> None:
        """Selects these nodes, frames and notes, and nothing else."""
        wanted = [id for id in dict.fromkeys(node_ids) if id in self.sync.nodes]
        self.viewer.stop_moving()
        self.viewer.scene().clearSelection()
        for id in wanted:
            self.sync.nodes[id].setSelected(True)
        for id in self.viewer.annotations.keys() & set(annotation_ids):
            self.viewer.annotations[id].setSelected(True)
        self.order.nodes = tuple(wanted)
        self._tell_selection()

    def select_all(self) -> None:
        """Selects every node, frame and note."""
        self.select(self.sync.nodes, self.viewer.annotations)

    def show_node(self, node_id: str) -> None:
        """Selects a node and moves it into the middle, where it can be read."""
        self.select([node_id])
        item = self.sync.nodes.get(node_id)
        if item is not None:
            self.viewer.show_item(item, LEGIBLE)

    def reveal(self, node_ids: Iterable[str]) -> None:
        """Moves the view only if none of these nodes is seen whole."""
        nodes = self.sync.nodes
        self.viewer.reveal_one_of([nodes[id] for id in node_ids if id in nodes])

    def show_analysis(self, analysis: Analysis) -> None:
        """Shows output shapes, parameter counts and problems."""
        self.sync.show_analysis(analysis)

    def show_heat(self, measure: Measure | None) -> None:
        """Shows what each node costs next to the others; nothing for None."""
        self.sync.show_heat(measure)

    def show_frozen(self, frozen: Mapping[str, frozenset[str]], words: str) -> None:
        """Shows which layers do not train: graph id to ids of layers."""
        self.sync.show_frozen(frozen, words)

    def show_changes(self, union: Union) -> None:
        """Marks what came, went and changed between two drawings."""
        self.sync.show_changes(union)

    def zoom_to_fit(self) -> None:
        """Shows all nodes."""
        self.viewer.zoom_to_nodes(self._all_items())

    def zoom_to_selection(self) -> None:
        """Shows what is selected or, if nothing is, all there is."""
        items = self._all_items()
        self.viewer.zoom_to_nodes([i for i in items if i.isSelected()] or items)

    def show_beginning(self) -> None:
        """Shows all nodes or, where that would not be legible, the first ones."""
        self._is_fitted = True
        self.viewer.zoom_to_nodes(self._all_items(), LEGIBLE)

    def tidy(self, direction: Direction = "down") -> None:
        """Arranges all nodes in rows, so that edges lead down, or right."""
        places = self.gliding.places()
        self.sync.set_direction(direction)
        sizes = self.sizes()
        self._document.edit_graph(
            "Tidy",
            lambda g: refit(g, edits.move(g, layout(g, sizes, direction)), sizes),
        )
        self.show_beginning()
        self.gliding.start(places)

    def tidy_selected(self) -> None:
        """Arranges the selected nodes where they stand; all if none is selected."""
        nodes, sizes, direction = self.selected(), self.sizes(), self.sync.direction
        if not nodes:
            self.tidy(direction)
            return
        self.move_gently(
            "Tidy the Selection",
            lambda g: refit(
                g, edits.move(g, layout_part(g, nodes, sizes, direction)), sizes
            ),
        )

    def move_gently(self, label: str, function: Callable[[Graph], Graph]) -> None:
        """Applies an edit that moves nodes; they glide to their new places."""
        places = self.gliding.places()
        if self._document.edit_graph(label, function):
            self.gliding.start(places)

    def sizes(self) -> dict[str, tuple[float, float]]:
        """Returns width and height of every node, in scene units."""
        return {id: (i.width, i.height) for id, i in self.sync.nodes.items()}

    def delete_selected(self) -> None:
        """Takes what is selected away; what lies in a frame stays."""
        nodes, others = self.selected(), self.annotating.selected()
        items = self.viewer.scene().selectedItems()
        targets = [i.edge.target for i in items if isinstance(i, EdgeItem)]
        frames = len(self._document.graph.frames.keys() & set(others))
        what = listing(
            (len(nodes), "Node"),
            (len(targets), "Edge"),
            (frames, "Frame"),
            (len(others) - frames, "Note"),
        )
        if what:
            self._document.edit_graph(
                f"Delete {what}",
                lambda g: annotations.remove(
                    gestures.take_away(g, nodes, targets), others
                ),
            )

    def add_operation(self, type: str, position: Position | None = None) -> None:
        """Places a layer, with an edge from the selected node if there is but one.

        Args:
            type: A name of the catalogue, or the key of a `Placeable`.
            position: Of its middle, in scene units; behind the selected node, or in
                the middle of the canvas, if not given.
        """
        self._placing.add(type, position)

    def free_place(self) -> Position:
        """Returns a place near the middle of the view that no node covers."""
        return self._placing.free_corner()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        style = Style(theme)
        self.viewer.restyle(style)
        self.sync.restyle(style)
        self._placing.popup.restyle(style)

    def showEvent(self, event: QShowEvent) -> None:
        """Fits the graph when the size of the canvas is known for the first time."""
        super().showEvent(event)
        if not self._is_fitted:
            self._box.activate()
            self.show_beginning()

    def _all_items(self) -> list[QGraphicsItem]:
        return [*self.sync.nodes.values(), *self.viewer.annotations.values()]

    def _start_anew(self) -> None:
        """Forgets what belongs to the project that was shown."""
        self.select([])
        self.sync.show_analysis(Analysis())
        self.views.forget()
        self._is_fitted = False

    def _follow(self, old: Project, new: Project) -> None:
        self.sync.show(new, self._document.graph)
        self._tell_selection()
        if not self._is_fitted and self.isVisible():
            self.show_beginning()

    def _show_other_graph(self, graph_id: str) -> None:
        self.views.keep(self.sync.graph_id, self._selected)
        self._selected = []
        self._follow(self._document.project, self._document.project)
        selected = self.views.restore(graph_id)
        if selected is None:
            self.show_beginning()
        self.select(selected or ())
        self.selection_changed.emit(self._selected)

    def _tell_selection(self) -> None:
        now = self.selected()
        self.order.follow(now)
        self.sync.light_siblings(now)
        if now == self._selected:
            return
        changed, self._selected = {*now} ^ {*self._selected}, now
        self.sync.repaint_edges_of(changed)
        self.selection_changed.emit(now)
