"""Steps with the keyboard: what menus offer, what keys of the canvas do."""

from functools import wraps

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from restless.drawing import PHRASES, answer_search
from restless.framing import click_frame, write_in_place
from restless.hand import CONTROL, NONE, SHIFT, Hand, Step, pick

Key = Qt.Key
ARROWS = (Key.Key_Left, Key.Key_Up, Key.Key_Right, Key.Key_Down)


def action(*names: str) -> Step:
    """Returns a step that presses the keys of one of these actions."""

    def step(hand: Hand, i: int, j: int, k: int) -> str | None:
        name = pick(names, i)
        hand.do(name)
        return name.replace("_", " ")

    return step


def of_nodes(step: Step) -> Step:
    """Returns the step, which selects nodes first where none is selected."""

    @wraps(step)
    def selected_first(hand: Hand, i: int, j: int, k: int) -> str | None:
        if hand.canvas.selected() or not hand.items:
            return step(hand, i, j, k)
        chosen = dict.fromkeys(pick(hand.items, n) for n in (i, j, k)[: 1 + k % 3])
        hand.select(list(chosen))
        return f"click {list(chosen)}, {step(hand, i, j, k)}"

    return selected_first


def of_submodels(step: Step) -> Step:
    """Returns the step, which selects a submodel first if there is one."""

    @wraps(step)
    def selected_first(hand: Hand, i: int, j: int, k: int) -> str | None:
        node = pick((n for n in hand.items if hand.graph.layer_of(n).submodel), j)
        hand.select([node] if node else [])
        return f"click {node}, {step(hand, i, j, k)}"

    return selected_first


def twice(name: str) -> Step:
    """Returns a step that presses the keys of an action several times."""

    def step(hand: Hand, i: int, j: int, k: int) -> str | None:
        count = 1 + i % 4
        for _ in range(count):
            hand.do(name)
        return f"{name} {count} times"

    return step


align = action(
    *("align_left", "align_center", "align_right", "align_top", "align_middle"),
    *("align_bottom", "distribute_horizontal", "distribute_vertical"),
)
tidy = action("tidy", "tidy_selection", "tidy_right")
select_along = action(
    "select_upstream", "select_downstream", "select_siblings", "select_all"
)
copying = action("copy", "cut", "duplicate", "duplicate_with_edges", "share")
zoom = action("fit", "fit_selection", "actual_size", "zoom_in", "zoom_out")
tabs = action("next_tab", "previous_tab", "close_tab", "go_up")


def paste(hand: Hand, i: int, j: int, k: int) -> str | None:
    words, data = "", QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasText():
        hand.do("copy")
        words = "copy, "
    name = ("paste", "paste_with_edges")[i % 2]
    hand.do(name)
    return f"{words}{name}"


def nudge(hand: Hand, i: int, j: int, k: int) -> str | None:
    for _ in range(1 + k % 3):
        hand.canvas_key(ARROWS[i % 4], (NONE, SHIFT)[j % 2])
    return f"nudge {ARROWS[i % 4].name}"


def walk(hand: Hand, i: int, j: int, k: int) -> str | None:
    held = (CONTROL, CONTROL | SHIFT)[j % 2]
    hand.canvas_key(ARROWS[i % 4], held)
    return f"walk {ARROWS[i % 4].name}"


def delete(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.canvas_key(pick((Key.Key_Delete, Key.Key_Backspace), i))
    return "delete"


def escape(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.key(Key.Key_Escape)
    return "Escape"


def connect_by_keyboard(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.do("connect_to")
    if not hand.canvas.popup.isVisible():
        return "connect"
    for _ in range(i % 5):
        hand.key(Key.Key_Down)
    if j % 4 == 3:
        hand.write(pick(PHRASES, k)[:2])
    hand.key(Key.Key_Return)
    return f"connect to row {i % 5}"


def annotate(hand: Hand, i: int, j: int, k: int) -> str | None:
    name = ("add_frame", "add_note")[i % 2]
    hand.do(name)
    return f"{name}, {write_in_place(hand, j, k)}"


def rename(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.do("rename")
    return f"rename, {write_in_place(hand, j, k)}"


def recolor(hand: Hand, i: int, j: int, k: int) -> str | None:
    if not hand.canvas.annotating.selected():
        click_frame(hand, i, j, k)
    hand.do("recolor")
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return "recolor nothing"
    for _ in range(i % 7):
        hand.popup_key(menu, Key.Key_Down)
    hand.popup_key(menu, Key.Key_Escape if j % 5 == 4 else Key.Key_Return)
    return f"recolor, row {i % 7}"


def find(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.do("find")
    hand.write(pick(PHRASES, i)[:3])
    for _ in range(j % 3):
        hand.key(Key.Key_Return)
    if k % 3:
        hand.key(Key.Key_Escape)
    return f"find {pick(PHRASES, i)[:3]!r}"


def find_layer(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.do("find_layer")
    hand.write(pick(("dense", "add", "resid", "output", "block"), i))
    hand.key(Key.Key_Return)
    return "choose in the palette"


COMMANDS = ("tidy", "select all", "duplicate", "undo", "collapse", "frame the")


def command(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.do("command_palette")
    hand.write(pick(COMMANDS, i))
    hand.key(Key.Key_Escape if k % 4 == 3 else Key.Key_Return)
    return f"command {pick(COMMANDS, i)!r}, {write_in_place(hand, j, k)}"


def search_behind_selection(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.canvas_key(Key.Key_Tab)
    return f"Tab, {answer_search(hand, i, j)}"
