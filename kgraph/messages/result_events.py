"""What an engine tells of runs that have learned."""

from kgraph.document.evaluation import Evaluation, Prediction
from kgraph.document.looks import Sample
from kgraph.messages.event import Event


class Evaluated(Event, frozen=True):
    """The answer to `Evaluate`."""

    number: int
    evaluation: Evaluation

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)


class Recalled(Event, frozen=True):
    """The answer to `Recall`."""

    number: int
    samples: tuple[Sample, ...]

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)


class Predicted(Event, frozen=True):
    """The answer to `Predict`.

    Attributes:
        run: The id of the run that says so.
        columns: Which columns of the data its Inputs are given.
    """

    number: int
    run: str
    predictions: tuple[Prediction, ...]
    columns: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)
