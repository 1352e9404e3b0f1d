"""What a comparison finds, as values that a terminal, a program and a canvas show."""

from typing import Any, Literal

from msgspec import Struct

from kgraph.document.comparing.matching import Match

Kind = Literal["added", "removed", "changed"]
Part = Literal["node", "edge", "graph", "data", "training", "weights", "canvas"]
SIGNS: dict[Kind, str] = {"added": "+", "removed": "-", "changed": "~"}


class Place(Struct, frozen=True):
    """A node in one of the two projects."""

    graph: str
    node: str


class Value(Struct, frozen=True):
    """A parameter that has another value; None stands for none, too.

    Attributes:
        name: Its path, where it is inside a nested object: `optimizer.learning_rate`.
    """

    name: str
    old: Any
    new: Any


class Change(Struct, frozen=True, omit_defaults=True):
    """One difference.

    Attributes:
        sentence: What it is, for people; names the submodel it is in.
        graph: Name of the submodel that it is in; empty for the model itself.
        old, new: The node that it is about in either project, if it is about one; of
            an edge, where it ends.
        values: Parameters and arguments that changed.
    """

    kind: Kind
    part: Part
    sentence: str
    graph: str = ""
    old: Place | None = None
    new: Place | None = None
    values: tuple[Value, ...] = ()

    @property
    def line(self) -> str:
        """The sentence behind its sign: `+`, `-` or `~`."""
        return f"{SIGNS[self.kind]} {self.sentence}"


class Comparison(Struct, frozen=True):
    """All differences, and which parts of the two projects are the same ones.

    Attributes:
        matches: One for each graph that is in both; the main graph's comes first.
    """

    changes: tuple[Change, ...]
    matches: tuple[Match, ...]

    @property
    def is_equal(self) -> bool:
        """Whether there is no difference."""
        return not self.changes
