"""Frames as comments: which lines belong together, in a person's words."""

import re
from collections.abc import Sequence

from kgraph.document.arranging.framing import by_area, contents
from kgraph.document.graph import Graph

LONGEST = 70  # letters of a comment
_TOOLS = r"fmt|isort|flake8|mypy|pragma|pylint|pyright|ruff|type|yapf"
_PRAGMA = re.compile(rf"(noqa|nosec)\b|({_TOOLS})\s*:", re.IGNORECASE)
_MARGIN = "    "


def sections(graph: Graph, nodes: Sequence[str]) -> dict[str, list[str]]:
    """Returns the lines that come before nodes, by the nodes' ids.

    A frame begins with its title if its nodes are written one after the other, and what
    follows it stands apart. The empty id is that of the function's end.

    Args:
        nodes: Ids in the order in which they are written.
    """
    place = {id: at for at, id in enumerate(nodes)}
    begins: dict[int, list[str]] = {}
    ends: set[int] = set()
    for frame in by_area(graph):
        said = comment(frame.title)
        inside = sorted(
            place[id] for id in contents(graph, [frame.id], {}).nodes if id in place
        )
        if said and inside and inside[-1] - inside[0] == len(inside) - 1:
            begins.setdefault(inside[0], []).append(_MARGIN + said)
            ends.add(inside[-1] + 1)
    return {
        id: ([""] if at else []) + begins.get(at, [])
        for at, id in enumerate((*nodes, ""))
        if at in begins or at in ends
    }


def comment(title: str) -> str:
    """Returns a title as a comment; none where a tool would take it for an order."""
    shown = "".join(letter if letter.isprintable() else " " for letter in title)
    words = " ".join(shown.split())[:LONGEST].rstrip()
    return f"# {words}" if words and not _PRAGMA.match(words) else ""
