"""Submodels in the window: which graphs are open, the palette's rows, the library.

May import the document, the run store's places and the window's document and look.
Start reading at `graphs.py`, then `bar.py`; `shelf.py` keeps the person's own library.
"""

from kgraph.gui.submodels.bar import GraphBar
from kgraph.gui.submodels.graphs import OpenGraphs
from kgraph.gui.submodels.library import Library
from kgraph.gui.submodels.repeats import Repeats
from kgraph.gui.submodels.rows import PaletteRows

__all__ = ["GraphBar", "Library", "OpenGraphs", "PaletteRows", "Repeats"]
