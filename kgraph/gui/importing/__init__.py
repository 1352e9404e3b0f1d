"""Foreign models in the window: what is opened as one, asked before, and told after.

May import the document, the messages, `runs` and the window's own parts; the engine
does the reading. Start reading at `importing.py`.
"""

from kgraph.gui.importing.came import place_of
from kgraph.gui.importing.dropping import FileDrop
from kgraph.gui.importing.importing import Importing

__all__ = ["FileDrop", "Importing", "place_of"]
