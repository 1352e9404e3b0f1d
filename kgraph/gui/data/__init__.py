"""The Data panel: sources, samples as what they are, columns that are dragged.

May import the document, the messages, the run store's memory of trusted programs and
the window's own parts; the engine reads the data. Start reading at `panel.py`, then
`asking.py` and `sourcing.py`; `pages/` is a room of its own, `wiring.py` puts the panel
into the window.
"""

from kgraph.gui.data.asking import Asking
from kgraph.gui.data.panel import DataPanel

__all__ = ["Asking", "DataPanel"]
