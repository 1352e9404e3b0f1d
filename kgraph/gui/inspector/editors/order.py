"""Which parameters of a form are seen at once, and how the others are grouped."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.usual import is_usual


class Group(NamedTuple):
    """Folded parameters that belong together, under a heading of their own."""

    title: str
    names: tuple[str, ...]


class Order(NamedTuple):
    """The order of a form that is not simply that of the catalogue.

    Attributes:
        first: What is seen at once.
        groups: The rest; what none of them names comes last, without a heading.
    """

    first: tuple[str, ...]
    groups: tuple[Group, ...] = ()


class Divided(NamedTuple):
    """The parameters of a form: seen at once, and folded, heading by heading."""

    usual: list[ParameterSpec]
    folded: list[tuple[str, list[ParameterSpec]]]


def divided(
    parameters: Sequence[ParameterSpec], order: Order | None, *, folds: bool
) -> Divided:
    """Returns what a form shows at once and what it folds."""
    if order is None:
        usual = [p for p in parameters if not folds or is_usual(p)]
        rest = [p for p in parameters if p not in usual]
        return Divided(usual, [("", rest)]) if usual else Divided(rest, [])
    named = {p.name: p for p in parameters}
    folded = [(g.title, _take(named, g.names)) for g in order.groups]
    usual = _take(named, order.first)
    known = {p.name for p in (*usual, *(p for _, group in folded for p in group))}
    others = [p for p in parameters if p.name not in known]
    return Divided(usual, [*folded, ("", others)])


def _take(named: dict[str, ParameterSpec], names: Iterable[str]) -> list[ParameterSpec]:
    return [named[name] for name in names if name in named]
