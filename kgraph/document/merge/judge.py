"""Who wins where two sides may have changed one thing."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.merge.sequences import merge_order
from kgraph.document.telling.words import brief
from kgraph.document.values import is_identical

Path = tuple[str, ...]

GONE: Any = object()
"""Stands for what is not there."""


class Conflict(Struct, frozen=True):
    """One thing that both sides changed, each in another way.

    Attributes:
        path: Where it is; what `merge` is told to take from the other side.
        sentence: What it is here and there.
    """

    path: Path
    sentence: str


class Judge:
    """Decides value by value, and takes note of what is in dispute.

    Args:
        yielded: Paths of the conflicts that the other side wins.
        other: Where the other side's values are, in the words of a sentence.
    """

    def __init__(
        self, yielded: Collection[Path] = (), other: str = "in the file"
    ) -> None:
        self._yielded = frozenset(yielded)
        self._other = other
        self.conflicts: list[Conflict] = []

    def decide(self, path: Path, words: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Returns what becomes of a value, `GONE` if it goes.

        Args:
            words: What the value is, at the beginning of a sentence.
        """
        if is_identical(mine, theirs) or is_identical(base, theirs):
            return mine
        if is_identical(base, mine):
            return theirs
        if _have_keys(base, mine, theirs):
            return self._by_key(path, words, {} if base is GONE else base, mine, theirs)
        if isinstance(mine, Struct) and type(base) is type(mine) is type(theirs):
            return self._by_field(path, words, base, mine, theirs)
        if isinstance(mine, frozenset) and isinstance(theirs, frozenset):
            return (mine & theirs) | (mine - base) | (theirs - base)
        return self.dispute(path, words, mine, theirs)

    def dispute(
        self,
        path: Path,
        words: str,
        mine: Any,
        theirs: Any,
        say: Callable[[Any], str] = brief,
    ) -> Any:
        """Takes note of a conflict; returns the value that wins."""
        here, there = ("taken away" if v is GONE else say(v) for v in (mine, theirs))
        sentence = f"{words}: {here} here, {there} {self._other}"
        self.conflicts.append(Conflict(path, sentence))
        return theirs if path in self._yielded else mine

    def each(
        self,
        decide: Callable[[str, Any, Any, Any], Any],
        base: Mapping[str, Any],
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Returns what becomes of the values of a mapping, by a function for each."""
        decided = {
            key: decide(key, *(side.get(key, GONE) for side in (base, mine, theirs)))
            for key in merge_order(list(base), list(mine), list(theirs))
        }
        return {key: value for key, value in decided.items() if value is not GONE}

    def _by_key(
        self, path: Path, words: str, base: Any, mine: Any, theirs: Any
    ) -> dict[str, Any]:
        def decide(key: str, *sides: Any) -> Any:
            return self.decide((*path, key), f"{words} {key}", *sides)

        return self.each(decide, base, mine, theirs)

    def _by_field(
        self, path: Path, words: str, base: Any, mine: Any, theirs: Any
    ) -> Any:
        decided = {
            name: self.decide(
                (*path, name),
                f"{words} {name}",
                *(getattr(side, name) for side in (base, mine, theirs)),
            )
            for name in mine.__struct_fields__
        }
        return replace(mine, **decided)


def _have_keys(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether they are mappings of one kind, so that each key has a say of its own."""
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return False
    if base is not GONE and not isinstance(base, dict):
        return False
    # The config of one class means nothing to another.
    return is_identical(mine.get("class_name"), theirs.get("class_name"))
