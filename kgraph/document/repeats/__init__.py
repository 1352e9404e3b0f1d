"""Blocks that a graph repeats: found by structure, framed, or made submodels.

May import the document's values. Start reading at `find.py`, which looks for blocks:
`segments.py` takes a graph apart where all its paths meet, `runs.py` finds what comes
again and again in a row. `framing.py` and `sharing.py` draw what was found, all of it
at once in `drawing.py`.
"""

from kgraph.document.repeats.drawing import (
    DRAWINGS,
    Drawing,
    as_submodels,
    draw_blocks,
    in_words,
)
from kgraph.document.repeats.find import Block, find_blocks
from kgraph.document.repeats.framing import frame_blocks
from kgraph.document.repeats.sharing import make_submodels

__all__ = [
    "DRAWINGS",
    "Block",
    "Drawing",
    "as_submodels",
    "draw_blocks",
    "find_blocks",
    "frame_blocks",
    "in_words",
    "make_submodels",
]
