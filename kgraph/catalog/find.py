"""Ranks the entries of the catalogue by how well they fit what was typed."""

import re
from collections.abc import Iterable

from msgspec import Struct

from kgraph.catalog.spec import OperationSpec
from kgraph.catalog.synonyms import COMMON, SYNONYMS

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[A-Z]?(?![a-z])|\d+")
_TYPED = re.compile(r"\d+[a-z]?|[a-z]+")
_COMMON = {name: place for place, name in enumerate(COMMON)}

# How well an entry fits; smaller is better. An op comes behind a layer that fits as
# well as itself, and one that fits exactly comes behind what the text usually means.
_EXACT, _MEANT, _PREFIX, _WORDS, _ALIAS, _CATEGORY = range(6)
_EXACT_OP, _OP = 1.5, 0.5


class Term(Struct, frozen=True):
    """An entry and the words that it is found by, in lower case."""

    spec: OperationSpec
    name: str
    words: tuple[str, ...]
    aliases: tuple[str, ...]
    alias_words: tuple[tuple[str, ...], ...]
    category: tuple[str, ...]


def term(spec: OperationSpec) -> Term:
    """Returns the words that an entry is found by."""
    bare = spec.name.removeprefix("ops.")
    meant = (text for text, names in SYNONYMS.items() if spec.name in names)
    return Term(
        spec,
        normal(bare),
        words(bare),
        tuple(normal(s) for s in (*spec.synonyms, *meant)),
        tuple(words(s) for s in spec.synonyms),
        words(spec.category),
    )


def words(name: str) -> tuple[str, ...]:
    """Returns the words of a name in CamelCase or snake_case, in lower case.

    Example:

    >>> words("GlobalMaxPooling2D")
    ('global', 'max', 'pooling', '2d')
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def normal(text: str) -> str:
    """Returns text without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", text.lower())


def ranked(text: str, terms: Iterable[Term]) -> list[OperationSpec]:
    """Returns the entries that fit the typed text, best first."""
    typed = normal(text.removeprefix("ops."))
    parts = _TYPED.findall(text.removeprefix("ops.").lower())
    if not typed:
        return [t.spec for t in terms]
    found = [
        (rank, _place(t, typed), len(t.name), "2d" not in t.words, t.spec.name, t.spec)
        for t in terms
        if (rank := _rank(t, typed, parts)) is not None
    ]
    return [entry[-1] for entry in sorted(found, key=lambda e: e[:-1])]


def _rank(term: Term, typed: str, parts: list[str]) -> float | None:
    behind = _OP if term.spec.kind == "op" else 0.0
    if term.name == typed:
        return _EXACT_OP if behind else _EXACT
    if typed in term.aliases:
        return _MEANT + behind
    if term.name.startswith(typed):
        return _PREFIX + behind
    if _begin_words(parts, term.words) or typed in _tails(term.words):
        return _WORDS + behind
    if any(alias.startswith(typed) for alias in term.aliases) or any(
        _begin_words(parts, words) for words in term.alias_words
    ):
        return _ALIAS + behind
    return _CATEGORY + behind if _begin_words(parts, term.category) else None


def _begin_words(parts: list[str], words: tuple[str, ...]) -> bool:
    """Whether each part begins a word, in this order; words may be passed over."""
    left = iter(words)
    return all(any(word.startswith(part) for word in left) for part in parts)


def _tails(words: tuple[str, ...]) -> set[str]:
    """What can be typed without spaces from the start of a word: `maxpooling`."""
    return {
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }


def _place(term: Term, typed: str) -> int:
    meant = SYNONYMS.get(typed, ())
    if term.spec.name in meant:
        return meant.index(term.spec.name) - len(meant)
    return _COMMON.get(term.spec.name, len(_COMMON))
