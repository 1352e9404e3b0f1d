"""Steps with frames and notes, and what is written where it stands."""

from PySide6.QtCore import QPointF, Qt

from kgraph.document.arranging.framing import TITLE
from restless.hand import CONTROL, NONE, SHIFT, Hand, pick

Key = Qt.Key


def hold_a_frame(hand: Hand, i: int, k: int) -> tuple[str, QPointF] | None:
    id = pick(hand.viewer.annotations, i)
    if id is None:
        return None
    x, y, width, height = hand.viewer.annotations[id].place()
    grips = ((width / 2, TITLE / 2), (width - 1, height - 1), (1, height / 2))
    dx, dy = grips[k % 3]
    return id, QPointF(x + dx, y + dy)


def click_frame(hand: Hand, i: int, j: int, k: int) -> str | None:
    held = hold_a_frame(hand, i, 0)
    if held is None:
        return None
    hand.click(held[1], (NONE, SHIFT)[k % 2])
    return f"click {held[0]}"


def drag_frame(hand: Hand, i: int, j: int, k: int) -> str | None:
    held = hold_a_frame(hand, i, k)
    if held is None:
        return None
    id, start = held
    hand.drag(start, start + QPointF(j * 11 % 240 - 120, k * 13 % 240 - 120))
    return f"drag {id} at {('its title', 'its corner', 'its side')[k % 3]}"


def retitle_frame(hand: Hand, i: int, j: int, k: int) -> str | None:
    held = hold_a_frame(hand, i, 0)
    if held is None:
        return None
    hand.double_click(held[1])
    return f"double-click {held[0]}, {write_in_place(hand, j, k)}"


TITLES = ("Encoder", "", "a & b\n<i>", "2nd try", "two words", " ")


def write_in_place(hand: Hand, j: int, k: int) -> str:
    """Writes into the field that is open on the canvas, if one is."""
    if hand.canvas.annotating.editor.field is None:
        return "nothing to write in"
    text = pick(TITLES, j).replace("\n", "")
    hand.write(text)
    if k % 5 == 4:
        hand.key(Key.Key_Escape)
        return f"write {text!r}, Escape"
    if k % 5 == 3:
        hand.click(hand.spot(j, k))
        return f"write {text!r}, click elsewhere"
    if k % 5 == 2:
        return f"write {text!r} and leave it"
    hand.key(Key.Key_Return, CONTROL)
    return f"write {text!r}"
