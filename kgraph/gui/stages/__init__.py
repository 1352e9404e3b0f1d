"""The stages of a training: their list, the form of one, and what each freezes.

May import the editors of the inspector and the document; it changes the document by
edits alone. Start reading at `panel.py`, then `shown.py` and `staging.py`.
"""

from kgraph.gui.stages.panel import StagesPanel
from kgraph.gui.stages.staging import Staging

__all__ = ["StagesPanel", "Staging"]
