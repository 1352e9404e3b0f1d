"""Whether the weights that a file holds fit a layer as it is now, and if not, why."""

from collections.abc import Sequence

from kgraph.document.analysis import Variable
from kgraph.document.telling.words import plural


def reason(stored: Sequence[Variable], wanted: Sequence[Variable]) -> str:
    """Says why a layer cannot keep its trained weights; empty if it can.

    Args:
        stored: What the weights file has; the file knows no names.
        wanted: What the layer has now.

    Example:

    >>> reason([Variable((3, 3, 1, 8))], [Variable((5, 5, 1, 8), name="kernel")])
    'kernel was (3, 3, 1, 8), now (5, 5, 1, 8)'
    """
    if len(stored) != len(wanted):
        had, has = plural(len(stored), "variable"), len(wanted)
        names = ", ".join(v.name for v in wanted[:4]) + (", …" if has > 4 else "")
        return f"it had {had}, now {has}" + (f" ({names})" if names else "")
    pairs = list(zip(stored, wanted, strict=True))
    differing = [
        f"{now.name or 'a variable'} was {was.shape}, now {now.shape}"
        for was, now in pairs
        if was.shape != now.shape
    ] or [
        f"{now.name or 'a variable'} was {was.dtype}, now {now.dtype}"
        for was, now in pairs
        if _is_whole(was) != _is_whole(now)
    ]
    more = f", and {len(differing) - 2} more" if len(differing) > 2 else ""
    return ", ".join(differing[:2]) + more


def stays(kept: int, layers: int) -> str:
    """Says how many layers keep their trained weights.

    Example:

    >>> stays(184, 190)
    '184 of 190 layers keep their trained weights.'
    """
    verb = "keeps its" if layers == 1 else "keep their"
    return f"{kept} of {plural(layers, 'layer')} {verb} trained weights."


def _is_whole(variable: Variable) -> bool:
    return variable.dtype.startswith(("int", "uint", "bool"))
