"""What two models cost, side by side."""

from msgspec import Struct

from kgraph.document.analysis import Analysis, GraphAnalysis
from kgraph.document.project import MAIN


class Cost(Struct, frozen=True):
    """One quantity of both models.

    Attributes:
        name: `parameters`, `trainable`, `multiply_adds` or `activation_bytes`.
        is_complete: Whether all of both models could be counted.
    """

    name: str
    old: int
    new: int
    is_complete: bool = True

    @property
    def sentence(self) -> str:
        """The quantity in words: `parameters 1,234 → 2,345 (+1,111)`."""
        name = WORDS[self.name]
        if self.old == self.new:
            text = f"{name} {self.new:,}, as before"
        else:
            difference = self.new - self.old
            text = f"{name} {self.old:,} → {self.new:,} ({difference:+,})"
        return text if self.is_complete else f"{text}, as far as could be counted"


WORDS = {
    "parameters": "parameters",
    "trainable": "trainable parameters",
    "multiply_adds": "multiply-adds a sample",
    "activation_bytes": "bytes of activations a sample",
}


def costs(old: Analysis, new: Analysis) -> tuple[Cost, ...]:
    """Returns the costs of both models; multiply-adds and bytes are for one sample."""
    before, after = (a.graphs.get(MAIN, GraphAnalysis()) for a in (old, new))
    is_complete = not (old.has_errors or new.has_errors)
    pairs = {
        "parameters": (_parameters(before), _parameters(after)),
        "trainable": (before.trainable, after.trainable),
        "multiply_adds": (before.multiply_adds, after.multiply_adds),
        "activation_bytes": (before.activation_bytes, after.activation_bytes),
    }
    return tuple(Cost(name, *pair, is_complete) for name, pair in pairs.items())


def _parameters(graph: GraphAnalysis) -> int:
    return graph.trainable + graph.non_trainable
