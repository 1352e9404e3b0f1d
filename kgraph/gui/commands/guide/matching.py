"""How well a text fits what was typed."""

from itertools import pairwise


def closeness(text: str, typed: str) -> int | None:
    """Returns a number, less for what fits better, None for what does not fit.

    First comes a text that begins like that, then one whose words begin like the typed
    ones, then one that holds it, then one that has its letters in this order.

    Example:

    >>> closeness("Align Left", "al"), closeness("Align Left", "left al")
    (0, 1)
    >>> closeness("Align Left", "gnle"), closeness("Align Left", "x")
    (3, None)
    """
    text, typed = text.lower(), " ".join(typed.lower().split())
    if text.startswith(typed):
        return 0
    words = text.split()
    if all(any(w.startswith(part) for w in words) for part in typed.split()):
        return 1
    if typed in text:
        return 2
    return 3 if _has_letters(text, typed.replace(" ", "")) else None


def _has_letters(text: str, letters: str) -> bool:
    places = [-1]
    for letter in letters:
        places.append(text.find(letter, places[-1] + 1))
    return all(before < after for before, after in pairwise(places))
