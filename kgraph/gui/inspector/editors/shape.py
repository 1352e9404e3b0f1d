"""Edits a shape, or a number that may stand for one: `3`, `28, 28, 1`."""

import re
from typing import Any

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors import notation
from kgraph.gui.inspector.editors.spin_box import SteppedEditor

_SIZE = re.compile(r"-?\d+|None")


class ShapeEditor(SteppedEditor):
    """A spin box whose arrows step the size at which the text cursor stands.

    Args:
        is_tuple: Whether a single number means a shape of one size: `64` is `[64]`.
    """

    def __init__(self, parameter: ParameterSpec, *, is_tuple: bool) -> None:
        super().__init__(parameter, notation.shape(is_tuple=is_tuple))

    def step(self, steps: int) -> None:
        """Steps the size at which the text cursor stands."""
        text, place = stepped(self.line.text(), self.line.cursorPosition(), steps)
        try:
            value: Any = self.read(text)
        except ValueError:
            return  # half-typed: what is wrong with it is said already
        self.take(value)
        self.line.setCursorPosition(min(place, len(self.line.text())))


def stepped(text: str, cursor: int, steps: int) -> tuple[str, int]:
    """Returns a shape's text with the size at the cursor some steps away.

    An empty text becomes the size 1, and so does an open size, None.

    Returns:
        The text, and where the cursor then stands: at the end of the same size.

    Example:

    >>> stepped("28, 28, 1", 4, 4)
    ('28, 32, 1', 6)
    """
    found = list(_SIZE.finditer(text))
    if not found:
        return ("1", 1) if not text.strip() else (text, cursor)
    ends_behind = (match for match in found if cursor <= match.end())
    match = next(ends_behind, found[-1])
    size = "1" if match.group() == "None" else str(int(match.group()) + steps)
    start = match.start()
    return text[:start] + size + text[match.end() :], start + len(size)
