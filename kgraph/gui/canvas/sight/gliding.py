"""Lets nodes glide to where an edit has put them; the document is there already."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPointF,
    QVariantAnimation,
)

from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.sync import Sync
from kgraph.gui.canvas.viewer import CanvasViewer
from kgraph.gui.document import Document

MILLISECONDS = 200
MOST = 200  # nodes that glide; with more, frames would be too few to be followed
ENDS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.DragEnter,
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
)


class Gliding(QObject):
    """Moves items, never the document; whatever happens meanwhile ends it at once.

    It has to be made before anything that shows the document hears of changes: the
    items are where the last graph has them when they come to show the next one.
    """

    def __init__(
        self, document: Document, viewer: CanvasViewer, sync: Sync, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.milliseconds = MILLISECONDS
        self._viewer = viewer
        self._sync = sync
        self._ways: list[tuple[NodeItem, QPointF, QPointF]] = []
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._go)
        self._motion.finished.connect(self.finish)
        document.changed.connect(self.finish)
        document.graph_shown.connect(self.finish)

    @property
    def is_under_way(self) -> bool:
        """Whether nodes are elsewhere than the document has them."""
        return bool(self._ways)

    def places(self) -> dict[str, QPointF]:
        """Returns where the nodes are seen now."""
        return {id: item.pos() for id, item in self._sync.nodes.items()}

    def start(self, places: Mapping[str, QPointF]) -> None:
        """Brings nodes back to where they were seen, and lets them go from there."""
        ways = [
            (item, places[id], item.pos())
            for id, item in self._sync.nodes.items()
            if id in places and places[id] != item.pos()
        ]
        is_seen = self.milliseconds > 0 and self._viewer.isVisible()
        if ways and len(ways) <= MOST and is_seen:
            self._ways = ways
            for widget in (self._viewer, self._viewer.viewport()):
                widget.installEventFilter(self)
            self._go(0.0)
            self._motion.setDuration(self.milliseconds)
            self._motion.start()

    def finish(self, *_: object) -> None:
        """Puts what still glides where it belongs."""
        if self._ways:
            self._go(1.0)
            self._ways = []
            for widget in (self._viewer, self._viewer.viewport()):
                widget.removeEventFilter(self)
            self._motion.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets nobody press or move what is not where it seems to be."""
        if event.type() in ENDS:
            self.finish()
        return False

    def _go(self, share: float) -> None:
        for item, start, end in self._ways:
            place = start + (end - start) * share
            item.setPos(place.x(), place.y())
        for edge in {edge for item, _, _ in self._ways for edge in item.edges()}:
            edge.draw_path(edge.output_port)
