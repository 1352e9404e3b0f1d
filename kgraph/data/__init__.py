"""Where samples come from: one file per kind of source, then split and prepared.

May import the document; NumPy and scikit-learn are imported when a function needs
them, Keras never: what comes out is plain arrays, or lazy ones of samples that lie in
files (`lazy.py`), and feeding them is training's part.
Start reading at `dataset.py`, whose `load` says the whole recipe, then `sources.py`.
"""

from kgraph.data.dataset import load
from kgraph.data.looking import look
from kgraph.data.samples import Dataset, Samples
from kgraph.data.sources import describe
from kgraph.data.summary import summarize
from kgraph.document.errors import DataError

__all__ = ["DataError", "Dataset", "Samples", "describe", "load", "look", "summarize"]
