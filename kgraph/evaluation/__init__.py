"""What a run is worth: evaluated on samples, asked to predict new ones.

May import every room of the engine below it, Keras and scikit-learn; what it finds are
values of `document.evaluation`. Start reading at `evaluate.py` and `predict.py`, then
`asking.py` for what an Output is asked.
"""

from kgraph.evaluation.evaluate import evaluate
from kgraph.evaluation.predict import predict
from kgraph.evaluation.recall import recall

__all__ = ["evaluate", "predict", "recall"]
