"""Trained weights in the window: taken from runs, fetched, forgotten, looked after.

May import the document, messages, runs and the window's document, never Keras. Start
reading at `taking.py` and `fetching.py` (the actions), then `outlook.py` (what the
inspector says).
"""

from kgraph.gui.weights.fetching import FetchingWeights
from kgraph.gui.weights.outlook import Outlook
from kgraph.gui.weights.taking import TakingWeights

__all__ = ["FetchingWeights", "Outlook", "TakingWeights"]
