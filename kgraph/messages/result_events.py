"""What an engine tells of runs that have learned."""

from kgraph.document.evaluation import Evaluation, Prediction
from kgraph.document.looks import Sample
from kgraph.messages.event import Answer


class Evaluated(Answer, frozen=True):
    """The answer to `Evaluate`."""

    evaluation: Evaluation


class Evaluating(Answer, frozen=True):
    """How far the answer to `Evaluate` has got.

    Attributes:
        done, total: How many samples have been judged, of how many.
    """

    done: int
    total: int


class Recalled(Answer, frozen=True):
    """The answer to `Recall`."""

    samples: tuple[Sample, ...]


class Predicted(Answer, frozen=True):
    """The answer to `Predict`.

    Attributes:
        run: The id of the run that says so.
        columns: Which columns of the data its Inputs are given.
        samples: How the first of the new samples look.
    """

    run: str
    predictions: tuple[Prediction, ...]
    columns: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
