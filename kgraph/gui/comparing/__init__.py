"""Two drawings on one canvas: what the person compares this one with, and the view.

May import the document, messages, runs and the canvas. Start reading at
`comparing.py`, then `view.py`.
"""

from kgraph.gui.comparing.comparing import Comparing

__all__ = ["Comparing"]
