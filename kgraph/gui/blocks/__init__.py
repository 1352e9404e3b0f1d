"""Blocks in the window: their rows in the palette, and the form that asks for more.

May import the blocks, the inspector's editors and the window's look. Start reading at
`source.py`, then `dialog.py`.
"""

from kgraph.gui.blocks.dialog import BlockDialog
from kgraph.gui.blocks.source import BlockSource

__all__ = ["BlockDialog", "BlockSource"]
