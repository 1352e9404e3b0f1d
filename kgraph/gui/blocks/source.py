"""The blocks as things that can be placed, once the person has said how."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kgraph.blocks import all_blocks, find
from kgraph.blocks.block import CATEGORY, PREFIX
from kgraph.document.analysis import Tensor
from kgraph.document.project import Project
from kgraph.gui.blocks.dialog import BlockDialog
from kgraph.gui.placeables import Placeable
from kgraph.gui.theme import Theme


class BlockSource:
    """Lists the blocks; asks for the parameters of one that is to be placed.

    Args:
        window: What the form lies over.
    """

    category = CATEGORY
    prefix = PREFIX

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self._window = window
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of forms to come."""
        self._theme = theme

    def entries(self) -> Sequence[Placeable]:
        """Returns every block."""
        return [
            Placeable(b.key, b.spec.name, b.spec.summary, asks=True)
            for b in all_blocks()
        ]

    def bundle(
        self, name: str, tensors: Sequence[Tensor | None] = ()
    ) -> Project | None:
        """Returns the block that the person wants; None if they want none."""
        block = find(name)
        config = block.config_for(tensors)
        dialog = BlockDialog(block, config, self._theme, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.bundle
