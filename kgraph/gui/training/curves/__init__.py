"""Curves: the numbers that runs tell, and two plots that draw any count of them.

May import the window's own rooms, the document and the messages. Start reading at
`told.py` for what is kept, then `series.py` for how few of it are drawn, then
`view.py`.
"""

from kgraph.gui.training.curves.told import is_loss
from kgraph.gui.training.curves.view import CurvesView

__all__ = ["CurvesView", "is_loss"]
