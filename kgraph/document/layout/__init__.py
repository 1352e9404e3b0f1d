"""Where nodes stand when the drawing tidies itself: a layered (Sugiyama) layout.

May import the document's values alone. Start reading at `arrange.py`, which goes
through the steps: `ranks.py`, `crossings.py`, `coordinates.py`; `part.py` tidies a
selection with it.
"""

from kgraph.document.layout.arrange import Direction, layout
from kgraph.document.layout.part import layout_part
from kgraph.document.layout.size import DEFAULT_SIZE

__all__ = ["DEFAULT_SIZE", "Direction", "layout", "layout_part"]
