"""Model and data to a fitted model: compile, adapt, fit, and tell what happens.

May import `modeling`, `data`, `runs`, Keras, and of Qt only `QtCore`, in `thread.py`
alone, so that a server without Qt's libraries trains too; importing this room imports
neither yet. What a run is made of is in `preparing`, how samples reach it in `feeding`,
what it tells and keeps in `reporting` and `keeping`, what it is asked for in
`steering`. Start reading at `fit.py`, then `learning.py`.
"""

from kgraph.training.fit import fit, go_on
from kgraph.training.words import TrainingError, explain

__all__ = ["TrainingError", "explain", "fit", "go_on"]
