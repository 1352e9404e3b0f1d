"""Trained weights of a model: taken out of it, given to it, written and read.

May import Keras and the document. Start reading at `give.py`, which says what a model
keeps and what is reset, then `collect.py` and `file.py`.
"""

from kgraph.modeling.weights.collect import collect, take
from kgraph.modeling.weights.file import WeightsFile, write
from kgraph.modeling.weights.give import give, give_from_file, trained

__all__ = [
    "WeightsFile",
    "collect",
    "give",
    "give_from_file",
    "take",
    "trained",
    "write",
]
