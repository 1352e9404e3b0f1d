"""Where samples come from: read from sources, divided, prepared, and looked at.

May import the document; NumPy and scikit-learn are imported when a function needs
them, Keras never: what comes out is plain arrays, or lazy ones of samples that lie in
files (`lazy.py`), and feeding them is training's part. Start reading at `dataset.py`,
whose `load` says the whole recipe, then `recipe.py`; `sources/`, `preparing/` and
`looking/` are rooms of their own.
"""

from kgraph.data.dataset import load
from kgraph.data.looking import look, summarize
from kgraph.data.samples import Dataset, Samples
from kgraph.data.sources import describe
from kgraph.document.errors import DataError

__all__ = ["DataError", "Dataset", "Samples", "describe", "load", "look", "summarize"]
