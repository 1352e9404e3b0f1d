"""Curves: the numbers that runs tell, and two plots that draw any count of them.

May import the window's own rooms, the document and the messages. Start reading at
`view.py`; `numbers/` keeps what is told, `items/` is what a plot is made of.
"""

from kgraph.gui.training.curves.numbers.told import is_loss
from kgraph.gui.training.curves.view import CurvesView

__all__ = ["CurvesView", "is_loss"]
