"""What was seen and selected of each graph, for when it is shown again."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF

from kgraph.gui.canvas.viewer import CanvasViewer


class View(NamedTuple):
    """Where the person was: the middle in scene units, the scale, the selection."""

    center: QPointF
    zoom: float
    selected: Sequence[str]


class Views:
    """Remembers a view for each graph that was left for another one."""

    def __init__(self, viewer: CanvasViewer) -> None:
        self._viewer = viewer
        self._known: dict[str, View] = {}

    def keep(self, graph_id: str, selected: Sequence[str]) -> None:
        """Remembers what is seen now."""
        viewer = self._viewer
        self._known[graph_id] = View(viewer.seen.center(), viewer.zoom, selected)

    def restore(self, graph_id: str) -> Sequence[str] | None:
        """Shows what was seen; returns the selection, None if it is not known."""
        view = self._known.get(graph_id)
        if view is None:
            return None
        self._viewer.zoom_to(view.zoom)
        self._viewer.center_at(view.center)
        return view.selected

    def selected_in(self, graph_id: str) -> list[str]:
        """Returns what was selected in a graph when it was left."""
        view = self._known.get(graph_id)
        return list(view.selected) if view else []

    def forget(self) -> None:
        """Forgets all: another project is shown."""
        self._known.clear()
