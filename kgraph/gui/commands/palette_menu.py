"""The menu at the cursor in the palette: what can be done to what can be placed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from kgraph.document.copying import fragments
from kgraph.document.graph import SUBMODEL
from kgraph.document.nesting import calls_to
from kgraph.document.submodels import remove_definition
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.commands.actions import on_trigger
from kgraph.gui.commands.shelving import Shelving
from kgraph.gui.document import Document
from kgraph.gui.panels import PalettePanel
from kgraph.gui.submodels import OpenGraphs
from kgraph.gui.submodels.library import LIBRARY


class Choice(NamedTuple):
    """A line of the menu; None for the function where it cannot be chosen now."""

    text: str
    function: Callable[[], object] | None


class PaletteMenu(QObject):
    """Offers what fits the row: a submodel, a file of the library, or a layer."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasPanel,
        palette: PalettePanel,
        graphs: OpenGraphs,
        shelving: Shelving,
    ) -> None:
        super().__init__(palette)
        self._document = document
        self._canvas = canvas
        self._palette = palette
        self._graphs = graphs
        self._shelving = shelving
        palette.menu_requested.connect(self.show)

    def show(self, key: str, point: QPoint) -> QMenu:
        """Opens the menu of a row at a point of the screen."""
        menu = QMenu(self._palette)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self.choices(key):
            action = menu.addAction(choice.text)
            action.setEnabled(choice.function is not None)
            if choice.function is not None:
                on_trigger(action, choice.function)
        menu.popup(point)
        return menu

    def choices(self, key: str) -> Iterator[Choice]:
        """Yields what can be done to a row."""
        yield Choice("Place", partial(self._canvas.add_operation, key))
        if key.startswith(SUBMODEL):
            yield from self._of_submodel(key.removeprefix(SUBMODEL))
        elif key.startswith(LIBRARY):
            yield from self._of_library(key.removeprefix(LIBRARY))

    def _of_submodel(self, id: str) -> Iterator[Choice]:
        graph = self._document.graph
        for layer in graph.layers.values():
            if layer.submodel == id and graph.calls.get(layer.id):
                share = partial(self._share, graph.calls[layer.id][0])
                yield Choice(f"Place, Sharing the Weights of {layer.name}", share)
        yield Choice("Open", partial(self._document.show_graph, id))
        yield Choice("Rename…", partial(self._graphs.rename, id))
        yield Choice("Save to Library", partial(self._shelving.save, id))
        is_used = bool(calls_to(self._document.project, id))
        yield Choice(
            "Delete Definition", None if is_used else partial(self._delete, id)
        )

    def _of_library(self, name: str) -> Iterator[Choice]:
        yield Choice("Rename…", partial(self._shelving.rename, name))
        yield Choice("Show in Folder", self._shelving.show_folder)
        yield Choice("Remove…", partial(self._shelving.remove, name))

    def _share(self, node: str) -> None:
        placed = self._document.make_in_graph(
            "Share 1 Node", lambda graph: fragments.share(graph, [node])
        )
        if placed is not None:
            self._canvas.select(placed)

    def _delete(self, id: str) -> None:
        name = self._document.project.graphs[id].name
        self._document.edit(
            f"Delete Definition {name}", lambda project: remove_definition(project, id)
        )
