"""The blocks that ship with kgraph, in the order in which they are listed."""

from kgraph.blocks import densely, inception, residual, squeeze, transformer, unet
from kgraph.blocks.block import PREFIX, Block, BlockError

_BLOCKS = (
    residual.RESIDUAL,
    residual.BOTTLENECK,
    inception.INCEPTION,
    densely.DENSE_BLOCK,
    densely.TRANSITION,
    squeeze.SQUEEZE_EXCITE,
    squeeze.INVERTED_RESIDUAL,
    transformer.ENCODER,
    transformer.DECODER,
    unet.DOWN,
    unet.UP,
)


def all_blocks() -> tuple[Block, ...]:
    """Returns every block."""
    return _BLOCKS


def find(name: str) -> Block:
    """Returns the block of a name, with `block:` in front of it or not.

    Raises:
        BlockError: If there is none.
    """
    by_name = {block.spec.name: block for block in _BLOCKS}
    found = by_name.get(name.removeprefix(PREFIX))
    if found is None:
        raise BlockError(
            f"A block must be one of {', '.join(by_name)}. Received: {name!r}."
        )
    return found
