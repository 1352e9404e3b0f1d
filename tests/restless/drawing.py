"""Steps with the mouse on the canvas: place, draw, cut, move, frame."""

from PySide6.QtCore import QPointF, Qt

from restless.framing import hold_a_frame
from restless.hand import ALT, CONTROL, NONE, SHIFT, Hand, pick

Key = Qt.Key
TYPES = (
    *("Dense", "Input", "Add", "Concatenate", "LSTM", "Output", "Conv2D"),
    *("MultiHeadAttention", "ops.add", "Dropout", "Bidirectional", "ops.split"),
)
PHRASES = (
    *("dense 4", "conv 32 3 relu", "add", "input 8", "lstm 4", "output", "concat"),
    *("drop 0.5", "residual", "model", "embed 9 4", "nothing of this name"),
)


def placeable(hand: Hand, number: int) -> str:
    """Returns what can be dragged here: layers, and submodels of the project."""
    groups = hand.window.placeables.by_category().values()
    others = [entry.key for group in groups for entry in group]
    return pick([*TYPES, *TYPES, *others], number)


def drop_from_palette(hand: Hand, i: int, j: int, k: int) -> str | None:
    type, point = placeable(hand, i), hand.spot(j, k)
    hand.drop(type, point)
    return f"drop {type}"


def drop_on_edge(hand: Hand, i: int, j: int, k: int) -> str | None:
    edge = pick(hand.edges, j)
    if edge is None:
        return None
    type = placeable(hand, i)
    point = hand.edges[edge].path().pointAtPercent(0.3 + 0.4 * (k % 7) / 7)
    hand.look_at(point)
    hand.drop(type, point, is_let_go=k % 5 > 0)
    return f"drop {type} on {edge}" if k % 5 else f"drag {type} over {edge}"


def answer_search(hand: Hand, i: int, j: int) -> str:
    """Types into the search, and goes on as a person may."""
    text = pick(PHRASES, i)
    hand.write(text)
    for _ in range(j % 3):
        hand.key(Key.Key_Down)
    if j % 7 == 6:
        hand.key(Key.Key_Escape)
        return f"search {text!r}, then Escape"
    if j % 7 == 5:
        return f"search {text!r} and leave it open"
    hand.key(Key.Key_Return)
    return f"search {text!r}, row {j % 3}"


def search_by_tab(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.hover(hand.spot(i, k))
    hand.canvas_key(Key.Key_Tab)
    return f"Tab, {answer_search(hand, i, j)}"


def search_by_double_click(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.double_click(hand.spot(j, k))
    if not hand.canvas.popup.isVisible():
        return "double-click"
    return f"double-click, {answer_search(hand, i, k)}"


def draw_edge(hand: Hand, i: int, j: int, k: int) -> str | None:
    source, target = pick(hand.items, i), pick(hand.items, j)
    if source is None:
        return None
    start, end = hand.output(source, k), hand.input(target, k)
    if start is None or end is None:
        return None
    hand.drag(start, end)
    return f"draw from {source} to {target}, port {k}"


def draw_to_node(hand: Hand, i: int, j: int, k: int) -> str | None:
    source, target = pick(hand.items, i), pick(hand.items, j)
    start = hand.output(source, k) if source else None
    if start is None:
        return None
    hand.drag(start, hand.middle(target))
    return f"draw from {source} onto {target}"


def draw_backwards(hand: Hand, i: int, j: int, k: int) -> str | None:
    source, target = pick(hand.items, i), pick(hand.items, j)
    start = hand.input(target, k) if target else None
    if start is None:
        return None
    hand.drag(start, hand.output(source, k) or hand.middle(source))
    return f"draw from port {k} of {target} back to {source}"


def let_edge_go(hand: Hand, i: int, j: int, k: int) -> str | None:
    node = pick(hand.items, i)
    start = (hand.output if j % 3 else hand.input)(node, j) if node else None
    if start is None:
        return None
    hand.look_at(start)
    hand.drag(start, hand.spot(k, j))
    words = f"let an edge of {node} go"
    if not hand.canvas.popup.isVisible():
        return words
    return f"{words}, {answer_search(hand, k, j)}"


def move_edge_end(hand: Hand, i: int, j: int, k: int) -> str | None:
    edge, other = pick(hand.edges, i), pick(hand.items, j)
    if edge is None:
        return None
    path = hand.edges[edge].path()
    is_target = k % 3 > 0
    start = path.pointAtPercent(0.85 if is_target else 0.15)
    end = (hand.input if is_target else hand.output)(other, k) or hand.middle(other)
    if k % 5 == 4:
        end = hand.spot(j, k)
    hand.drag(start, end)
    return f"drag the {'end' if is_target else 'start'} of {edge} to {other}"


def reorder(hand: Hand, i: int, j: int, k: int) -> str | None:
    many = [n for n, item in hand.items.items() if len(item.inputs) > 2]
    node = pick(many, i)
    if node is None:
        return None
    hand.drag(hand.input(node, j), hand.input(node, k))
    return f"drag port {j} of {node} to port {k}"


def cut_edges(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.drag(hand.spot(i, j), hand.spot(j, k), ALT | SHIFT)
    return "cut with Alt+Shift"


def move_node(hand: Hand, i: int, j: int, k: int) -> str | None:
    node = pick(hand.items, i)
    if node is None:
        return None
    start = hand.middle(node)
    hand.drag(start, start + QPointF(j * 7 % 300 - 150, k * 5 % 300 - 150))
    return f"drag {node}"


def move_onto_edge(hand: Hand, i: int, j: int, k: int) -> str | None:
    free = [n for n, item in hand.items.items() if not item.edges()]
    node, edge = pick(free, i), pick(hand.edges, j)
    if node is None or edge is None:
        return None
    hand.drag(hand.middle(node), hand.edges[edge].path().pointAtPercent(0.5))
    return f"drag {node} onto {edge}"


def click(hand: Hand, i: int, j: int, k: int) -> str | None:
    node = pick(hand.items, i)
    held = (NONE, SHIFT, NONE, CONTROL)[k % 4]
    button = Qt.MouseButton.RightButton if k % 9 == 8 else Qt.MouseButton.LeftButton
    point = hand.middle(node) if node and j % 4 else hand.spot(i, j)
    hand.click(point, held, button)
    return f"click {node if j % 4 else 'somewhere'}, {held.name}, {button.name}"


def click_edge(hand: Hand, i: int, j: int, k: int) -> str | None:
    edge = pick(hand.edges, i)
    if edge is None:
        return None
    hand.click(hand.edges[edge].path().pointAtPercent(0.5), (NONE, SHIFT)[k % 2])
    return f"click {edge}"


def click_nodes(hand: Hand, i: int, j: int, k: int) -> str | None:
    nodes = list(dict.fromkeys(pick(hand.items, n) for n in (i, j, k) if hand.items))
    hand.select(nodes)
    return f"click {nodes}" if nodes else None


def rubber_band(hand: Hand, i: int, j: int, k: int) -> str | None:
    start, end = hand.spot(i, j), hand.spot(j, k)
    if j % 3 == 0:
        area = hand.viewer.viewport().rect().adjusted(2, 2, -2, -2)
        start, end = map(hand.viewer.mapToScene, (area.topLeft(), area.bottomRight()))
    hand.drag(start, end, SHIFT if k % 4 == 3 else NONE)
    return "rubber band"


def open_by_double_click(hand: Hand, i: int, j: int, k: int) -> str | None:
    submodels = [n for n in hand.items if hand.graph.layer_of(n).submodel]
    node = pick(submodels, i)
    if node is None:
        return None
    hand.double_click(hand.middle(node))
    return f"double-click {node}; {hand.graph.id} is shown"


def think_better_of_it(hand: Hand, i: int, j: int, k: int) -> str | None:
    """Begins a drag, does something else meanwhile, and lets go."""
    node, held = pick(hand.items, i), hold_a_frame(hand, i, k)
    starts = [
        start
        for start in (
            hand.output(node, k) if node else None,
            hand.middle(node) if node else None,
            held[1] if held else None,
            pick(hand.edges.values(), k).path().pointAtPercent(0.9)
            if hand.edges
            else None,
            hand.spot(i, j),
        )
        if start is not None
    ]
    start = pick(starts, j)
    hand.look_at(start)
    end = hand.spot(j, k)
    hand.press(start)
    hand.pull(start, end)
    words = MEANWHILE[k % len(MEANWHILE)]
    if words == "Escape":
        hand.canvas_key(Key.Key_Escape)
    elif words == "focus elsewhere":
        hand.window.panels.inspector.setFocus()
        hand.window.panels.palette.focus_search()
    else:
        hand.do(words)
    hand.hover(end)
    hand.release(end)
    return f"drag from {start.toTuple()}, {words} meanwhile"


MEANWHILE = ("Escape", "undo", "redo", "delete", "focus elsewhere", "select_all")


def look_elsewhere(hand: Hand, i: int, j: int, k: int) -> str | None:
    point = hand.spot(i, j)
    if k % 3 == 0:
        hand.wheel(point, (-3, -1, 1, 3)[i % 4])
    elif k % 3 == 1:
        hand.drag(point, hand.spot(j, i), button=Qt.MouseButton.MiddleButton)
    else:
        hand.drag(point, hand.spot(j, i), ALT)
    return "look elsewhere"
