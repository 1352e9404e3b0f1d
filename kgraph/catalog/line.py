"""Splits what is typed into the words that name an operation, and its arguments."""

import re

from kgraph.catalog.argument import is_value
from kgraph.catalog.lookup import search

_CALL = re.compile(r"\s*(?:keras\.)?(?:layers\.)?([A-Za-z][\w.]*)\((.*?)\)?\s*")

_MOST_WORDS = 5  # of a name: `global average pooling 2d`


def split(text: str) -> tuple[str, list[str]]:
    """Returns the words that name an operation, as one text, and the other words.

    As many words as possible name the operation. A word that can be nothing but a
    value ends the name: `conv 3` is a convolution of three filters.
    """
    called = _CALL.fullmatch(text)
    words = [called[1], *_words(called[2], ",")] if called else _words(text)
    count = next((n for n, w in enumerate(words) if is_value(w)), len(words))
    for end in range(min(count, _MOST_WORDS), 0, -1):
        head = " ".join(words[:end])
        if search(head):
            return head, words[end:]
    return " ".join(words[:count]), words[count:]


def _words(text: str, separators: str = "") -> list[str]:
    """Splits at spaces that stand in no brackets or quotes; `a = 1` is one word."""
    text = re.sub(r"\s*=\s*", "=", text.strip())
    words, word, depth, quote = [], "", 0, ""
    for number, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}") if not quote else 0
        if sign in "'\"" and quote in ("", sign):
            quote = "" if quote else sign
        is_listed = sign == "," and text[number + 1 : number + 2].strip() == ""
        ends = sign.isspace() or sign in separators or is_listed
        if ends and depth <= 0 and not quote:
            words.append(word)
            word = ""
        else:
            word += sign
    return [w for w in (*words, word) if w]
