"""What a run is worth, as it is seen: a matrix, curves, mistakes, and predictions.

May import the window's own rooms, the document and the messages; pyqtgraph is imported
when a chart is seen first. Start reading at `panel.py`, then `pages.py`.
"""

from kgraph.gui.results.asking import AskingRuns
from kgraph.gui.results.panel import ResultsPanel

__all__ = ["AskingRuns", "ResultsPanel"]
