"""Selects along the edges, and puts the selected nodes in line."""

from collections.abc import Callable
from functools import partial

from kgraph.document import order
from kgraph.document.arranging.align import Axis, Line, align, distribute
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document

LINES: tuple[Line, ...] = ("left", "center", "right", "top", "middle", "bottom")
AXES: tuple[Axis, ...] = ("horizontal", "vertical")


class Arranging:
    """Applies what the Select and Arrange menus offer to the selected nodes."""

    def __init__(self, document: Document, canvas: CanvasPanel) -> None:
        self._document = document
        self._canvas = canvas

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        lines = {f"align_{line}": partial(self.align, line) for line in LINES}
        axes = {f"distribute_{axis}": partial(self.distribute, axis) for axis in AXES}
        return {
            **lines,
            **axes,
            "select_upstream": self.select_upstream,
            "select_downstream": self.select_downstream,
            "select_siblings": self.select_siblings,
        }

    def select_upstream(self) -> None:
        """Selects all that leads to the selected nodes too."""
        self._select(order.ancestors(self._document.graph, self._canvas.selected()))

    def select_downstream(self) -> None:
        """Selects all that depends on the selected nodes too."""
        self._select(order.descendants(self._document.graph, self._canvas.selected()))

    def select_siblings(self) -> None:
        """Selects every call of the selected nodes' layers."""
        graph = self._document.graph
        layers = {graph.nodes[id].layer for id in self._canvas.selected()}
        self._select({id for layer in layers for id in graph.calls[layer]})

    def align(self, line: Line) -> None:
        """Moves the selected nodes so that they share an edge or a middle."""
        sizes = self._selected_sizes()
        self._canvas.move_gently(
            f"Align {line.capitalize()}", lambda graph: align(graph, sizes, line)
        )

    def distribute(self, axis: Axis) -> None:
        """Moves the selected nodes so that the gaps between them are equal."""
        sizes = self._selected_sizes()
        self._canvas.move_gently(
            f"Distribute {axis.capitalize()}",
            lambda graph: distribute(graph, sizes, axis),
        )

    def _select(self, nodes: set[str]) -> None:
        if nodes:
            self._canvas.select(nodes)

    def _selected_sizes(self) -> dict[str, tuple[float, float]]:
        sizes = self._canvas.sizes()
        return {id: sizes[id] for id in self._canvas.selected()}
