"""Model and data to a fitted model: compile, adapt, fit, and tell what happens.

May import `modeling`, `data`, `runs`, Keras, and of Qt only `QtCore` for the thread;
importing this room does not import Keras yet, calling `fit` does. Start reading at
`fit.py`, then `learning.py`.
"""

from kgraph.training.fit import fit
from kgraph.training.thread import TrainingThread
from kgraph.training.words import TrainingError, explain

__all__ = ["TrainingError", "TrainingThread", "explain", "fit"]
