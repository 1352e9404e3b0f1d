"""Where nodes stand when the drawing tidies itself: a layered (Sugiyama) layout.

May import the document's values alone. Start reading at `arrange.py`, which goes
through the steps: `ranks.py`, `crossings.py`, `coordinates.py`.
"""

from kgraph.document.layout.arrange import DEFAULT_SIZE, Direction, layout

__all__ = ["DEFAULT_SIZE", "Direction", "layout"]
