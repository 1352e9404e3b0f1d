"""The canvas: NodeGraphQt paints the graph and hears the mouse; it owns nothing.

May import the catalogue, the document and the window's document, settings, theme and
MIME type; NodeGraphQt is known here alone. Start reading at `panel.py`, then `sync.py`
(document to items) and `graph.py` (gestures to edits); nodes, edges, frames, popups and
what moves the view have rooms of their own.
"""

from kgraph.gui.canvas import nodegraphqt  # noqa: F401  (before all that need it)
from kgraph.gui.canvas.panel import CanvasPanel
from kgraph.gui.canvas.sight.find_bar import FindBar
from kgraph.gui.canvas.sight.following import Following
from kgraph.gui.canvas.sight.minimap import Minimap

__all__ = ["CanvasPanel", "FindBar", "Following", "Minimap"]
