"""Well-known parts of networks, drawn from a few parameters: residual, U-Net, ...

May import the catalogue and the document; neither Keras nor Qt. Start reading at
`block.py` for what a block is, then `residual.py` for how one is drawn.
"""

from kgraph.blocks.block import Block, BlockError
from kgraph.blocks.library import all_blocks, find

__all__ = ["Block", "BlockError", "all_blocks", "find"]
