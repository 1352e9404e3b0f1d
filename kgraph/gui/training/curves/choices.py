"""How the person wants to see curves, as a value."""

from msgspec import Struct

from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.gui.training.curves.numbers.told import RATE


class Choices(Struct, frozen=True):
    """What is chosen above the curves.

    Attributes:
        smoothing: Weight of what came before in an exponential moving average.
        hidden: Names of values whose curves are switched off.
        hidden_runs: Runs whose curves are switched off.
    """

    unit: Unit = Unit.EPOCH
    smoothing: float = 0.0
    is_log: bool = False
    has_batches: bool = True
    has_marks: bool = True
    has_checkpoints: bool = False
    hidden: frozenset[str] = frozenset({RATE})
    hidden_runs: frozenset[str] = frozenset()
