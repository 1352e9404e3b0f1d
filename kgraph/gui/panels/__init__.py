"""The panels around the canvas: what can be placed, what is wrong, the code.

May import the window's own rooms, the catalogue, the document and codegen; a panel
shows what it is told and asks by signals. Start reading at `palette.py`.
"""

from kgraph.gui.panels.code import CodePanel
from kgraph.gui.panels.history import HistoryPanel
from kgraph.gui.panels.palette import PalettePanel
from kgraph.gui.panels.problems import ProblemsPanel

__all__ = [
    "CodePanel",
    "HistoryPanel",
    "PalettePanel",
    "ProblemsPanel",
]
