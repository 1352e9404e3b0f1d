"""Which sides of a rectangle follow the cursor: geometry without Qt's items."""

from typing import NamedTuple

from PySide6.QtCore import Qt

from kgraph.document.arranging.annotations import LEAST, Rect

Shape = Qt.CursorShape


class Grip(NamedTuple):
    """The sides of a frame or note that are dragged; none of them moves it whole."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False

    @property
    def moves(self) -> bool:
        """Whether the rectangle is moved rather than resized."""
        return not any(self)

    @property
    def cursor(self) -> Qt.CursorShape:
        """What the mouse shows there."""
        if self.moves:
            return Shape.ArrowCursor
        if self.left == self.top and self.right == self.bottom:
            return Shape.SizeFDiagCursor
        if self.left == self.bottom and self.right == self.top:
            return Shape.SizeBDiagCursor
        if self.left or self.right:
            return Shape.SizeHorCursor
        return Shape.SizeVerCursor

    def pulled(self, rect: Rect, dx: float, dy: float) -> Rect:
        """Returns the rectangle with these sides elsewhere, but none too small."""
        x, y, width, height = rect
        if self.left:
            dx = min(dx, width - LEAST[0])
        if self.top:
            dy = min(dy, height - LEAST[1])
        return (
            x + dx * self.left,
            y + dy * self.top,
            max(width + dx * (self.right - self.left), LEAST[0]),
            max(height + dy * (self.bottom - self.top), LEAST[1]),
        )


def grip_at(
    size: tuple[float, float], x: float, y: float, reach: float, handle: float
) -> Grip | None:
    """Returns what a point takes hold of, None if nothing.

    Args:
        size: Width and height of the rectangle.
        x, y: The point, from the rectangle's top left corner.
        reach: How far from a side is near enough.
        handle: Height of the part, from the top, by which it is moved.
    """
    width, height = size
    is_near = -reach <= x <= width + reach and -reach <= y <= height + reach
    if not is_near:
        return None
    # In a small rectangle the sides leave the middle for moving.
    across, along = min(reach, width / 4), min(reach, height / 4)
    grip = Grip(x <= across, y <= along, x >= width - across, y >= height - along)
    if not grip.moves:
        return grip
    return Grip() if y <= handle else None
