"""What is said to people whose setting is none."""

from collections.abc import Iterable
from difflib import get_close_matches

from kgraph.document.errors import EditError

_MOST = 3  # names that are offered where one was expected
_FEW = 12  # names, where all can be listed


class SettingError(EditError):
    """A path that leads to no setting, or a text that means no value there."""


def unknown(where: str, name: str, known: Iterable[str]) -> SettingError:
    """Returns the error of a name that is not there, with those that are like it.

    Args:
        where: The path that leads to where it is not; empty for the project.
    """
    names = list(known)
    close = get_close_matches(name, names, n=_MOST, cutoff=0.5)
    place = f"`{where}`" if where else "A project"
    if not names:
        return SettingError(f"{place} holds no settings. Received: `{name}`.")
    if not close and len(names) <= _FEW:
        close = names
    hint = f"Did you mean {listed(close)}?" if close else f"It has {listed(names)}."
    return SettingError(f"{place} has no `{name}`. {hint}")


def listed(names: Iterable[str]) -> str:
    """Returns names in words: `a`, `b` or `c`; of many the first ones."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > _FEW:
        return ", ".join(quoted[:_FEW]) + " and others"
    head, last = quoted[:-1], quoted[-1]
    return f"{', '.join(head)} or {last}" if head else last
