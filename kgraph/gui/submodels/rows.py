"""Keeps the palette's rows beyond the catalogue as they are now."""

from PySide6.QtCore import QObject

from kgraph.gui.document import Document
from kgraph.gui.panels import PalettePanel
from kgraph.gui.placeables import Placeables


class PaletteRows(QObject):
    """Lists what can be placed in the shown graph, whenever that may have changed."""

    def __init__(
        self, document: Document, placeables: Placeables, palette: PalettePanel
    ) -> None:
        super().__init__(palette)
        self._placeables = placeables
        self._palette = palette
        document.changed.connect(self._show)
        document.graph_shown.connect(self._show)
        placeables.changed.connect(self._show)
        self._show()

    def _show(self, *_: object) -> None:
        for category, entries in self._placeables.by_category().items():
            self._palette.show_more(category, entries)
