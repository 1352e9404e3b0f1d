"""The model is taken away: what as, with which weights, where to, and how it went.

May import the document, the messages, `runs` and the window's own parts; the engine
writes the file and proves it. Start reading at `exporting.py`.
"""

from kgraph.gui.exporting.exporting import Exporting

__all__ = ["Exporting"]
