"""Every step there is; those that are taken more often stand here more often."""

from restless import commanding as keys
from restless import drawing as mouse
from restless import elsewhere
from restless import framing as frames
from restless.hand import Hand, Step

MOST = 24  # nodes of one graph: more is no more to learn from, and slow


def rest(hand: Hand, i: int, j: int, k: int) -> str | None:
    """Does nothing: what is left of a step that a failure does not need."""


act, nodes, submodels = keys.action, keys.of_nodes, keys.of_submodels
PLACING = (
    *(mouse.drop_from_palette, mouse.drop_on_edge, keys.find_layer),
    *(mouse.search_by_tab, mouse.search_by_double_click),
    *(nodes(keys.search_behind_selection), nodes(keys.paste), nodes(keys.copying)),
)
EDGES = (
    *(mouse.draw_edge, mouse.draw_to_node, mouse.draw_edge, mouse.draw_to_node),
    *(mouse.draw_backwards, mouse.let_edge_go, mouse.move_edge_end, mouse.reorder),
    *(mouse.cut_edges, nodes(keys.connect_by_keyboard), nodes(act("clear_inputs"))),
)
SELECTING = (
    *(mouse.click, mouse.click_edge, mouse.click_nodes, frames.click_frame),
    *(mouse.rubber_band, nodes(keys.select_along), nodes(keys.walk), keys.escape),
    keys.find,
)
MOVING = (
    *(mouse.move_node, mouse.move_onto_edge, nodes(keys.nudge), nodes(keys.align)),
    *(keys.tidy, nodes(act("collapse"))),
)
TAKING = (keys.delete, nodes(act("heal")), nodes(act("cut")))
FRAMES = (
    *(nodes(keys.annotate), frames.drag_frame, frames.retitle_frame, keys.recolor),
    nodes(act("remove_frame")),
)
SUBMODELS = (
    *(nodes(act("make_submodel")), submodels(act("open_submodel"))),
    *(mouse.open_by_double_click, keys.tabs, submodels(act("inline"))),
    *(submodels(act("own_definition")), elsewhere.click_tab),
    *(elsewhere.click_breadcrumb, submodels(act("share"))),
)
NAMING = (
    *(nodes(keys.rename), nodes(elsewhere.type_a_parameter)),
    *(elsewhere.type_a_parameter, nodes(elsewhere.choose_a_parameter)),
    *(nodes(elsewhere.press_in_inspector), nodes(act("make_independent"))),
)
PAST = (keys.twice("undo"), keys.twice("redo"), elsewhere.go_through_history)
ELSEWHERE = (
    *(mouse.think_better_of_it, mouse.think_better_of_it, mouse.look_elsewhere),
    *(keys.zoom, keys.command, elsewhere.focus_elsewhere, elsewhere.click_problem),
    *(elsewhere.hear_the_engine, elsewhere.change_looks, elsewhere.change_theme),
)
STEPS: tuple[Step, ...] = (
    *(rest, *PLACING, *EDGES, *SELECTING, *MOVING, *TAKING, *FRAMES),
    *(*SUBMODELS, *NAMING, *PAST, *ELSEWHERE),
)


def take(hand: Hand, step: Step, i: int, j: int, k: int) -> None:
    """Takes a step, and writes it into the story."""
    if step is rest:
        return
    if step in PLACING and len(hand.graph.nodes) > MOST:
        step = mouse.rubber_band if i % 2 else keys.delete
    hand.story.append(f"{step.__name__} {i} {j} {k}")
    words = step(hand, i, j, k)
    if words is None:
        hand.story.pop()
    else:
        hand.story[-1] = words
