"""What a panel shows is taken away: as a picture, or as a table for other programs.

May import the document alone. Start reading at `saving.py` (asks where to, and
writes), then `picture.py` and `cells.py` (what is written).
"""

from kgraph.gui.saving.cells import plain_text
from kgraph.gui.saving.picture import png, svg
from kgraph.gui.saving.saving import KINDS, Saving

__all__ = ["KINDS", "Saving", "plain_text", "png", "svg"]
