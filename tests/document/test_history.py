import time

import pytest
from hypothesis import given
from msgspec.structs import replace
from strategies import edit_sequences, graphs

from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.document.history import History


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@given(graphs(max_edits=5), edit_sequences())
def test_any_edits_undone_restore_the_identical_value(graph, edits):
    history = History(graph)
    values = [graph]
    for edit in edits:
        history.push(edit.apply(history.value), edit.label)
        if history.value is not values[-1]:
            values.append(history.value)
    last = history.value
    for value in reversed(values):
        assert history.value is value
        assert history.undo() == (value is not graph)
    for value in values:
        assert history.value is value
        assert history.redo() == (value is not last)


def test_labels_are_those_of_the_steps():
    history = History(0)
    assert (history.undo_label, history.redo_label) == (None, None)
    history.push(1, "one")
    history.push(2, "two")
    assert (history.undo_label, history.redo_label) == ("two", None)
    assert history.undo()
    assert (history.undo_label, history.redo_label) == ("one", "two")
    assert history.redo()
    assert (history.value, history.undo_label) == (2, "two")


def test_nothing_to_undo_or_redo_changes_nothing():
    history = History(0)
    assert not history.undo()
    assert not history.redo()
    assert history.value == 0


def test_a_new_edit_forgets_what_was_undone():
    history = History(0)
    history.push(1, "one")
    history.undo()
    history.push(2, "two")
    assert not history.redo()
    assert history.value == 2


def test_an_equal_value_is_no_step():
    value = {"a": 1}
    history = History(value)
    history.push({"a": 1}, "nothing")
    assert history.undo_label is None
    assert history.value is value


def test_an_equal_value_keeps_what_was_undone():
    history = History(0)
    history.push(1, "one")
    history.undo()
    history.push(0, "nothing")
    assert history.redo_label == "one"


def test_edits_with_one_key_are_one_step(clock):
    history = History(0, clock)
    for value in (1, 2, 3):
        clock.now += 0.9
        history.push(value, "slide", "slider")
    assert history.undo()
    assert history.value == 0
    assert history.redo()
    assert history.value == 3


@pytest.mark.parametrize("key", ["other", None])
def test_another_key_begins_a_step(clock, key):
    history = History(0, clock)
    history.push(1, "a", "slider")
    history.push(2, "b", key)
    history.push(3, "c", "slider")
    assert [history.undo() and history.value for _ in range(3)] == [2, 1, 0]


def test_without_a_key_every_edit_is_a_step(clock):
    history = History(0, clock)
    history.push(1, "a")
    history.push(2, "a")
    assert history.undo()
    assert history.value == 1


def test_a_pause_begins_a_step(clock):
    history = History(0, clock)
    history.push(1, "a", "slider")
    clock.now = 1.1
    history.push(2, "a", "slider")
    assert history.undo()
    assert history.value == 1


@pytest.mark.parametrize("back_and_forth", ["undo", "undo redo"])
def test_undo_and_redo_end_a_step(clock, back_and_forth):
    history = History(0, clock)
    history.push(1, "a", "slider")
    for way in back_and_forth.split():
        getattr(history, way)()
    before = history.value
    history.push(5, "a", "slider")
    assert history.undo()
    assert history.value == before


def test_a_drag_that_ends_where_it_began_is_no_step(clock):
    history = History(0, clock)
    history.push(7, "before")
    history.push(1, "drag", "drag")
    history.push(7, "drag", "drag")
    assert history.undo_label == "before"
    history.push(2, "drag", "drag")
    assert history.undo()
    assert history.value == 7


def test_the_oldest_steps_are_forgotten_first():
    history = History(0, limit=3)
    for value in range(1, 10):
        history.push(value, str(value))
    assert [history.undo() for _ in range(4)] == [True, True, True, False]
    assert history.value == 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_what_compares_equal_but_is_written_otherwise_is_a_step(old, new):
    history = History(old)
    history.push(new, "change")
    assert history.value is new
    assert history.undo()
    assert history.value is old


def test_the_order_of_nodes_is_a_step():
    graph = edits.add(Graph("main", "model"), "Input")[0]
    graph = edits.add(graph, "Input")[0]
    first, second = graph.nodes.values()
    turned = replace(graph, nodes={second.id: second, first.id: first})
    history = History(graph)
    history.push(turned, "Reorder")
    assert history.undo_label == "Reorder"


def test_steps_are_all_there_is_and_each_can_be_gone_to():
    history = History(0, label="Opened")
    for value in (1, 2, 3):
        history.push(value, f"step {value}")
    steps = history.steps
    assert [s.label for s in steps] == ["Opened", "step 1", "step 2", "step 3"]
    assert history.present == 3
    assert history.go_to(1)
    assert (history.value, history.present, history.steps) == (1, 1, steps)
    assert (history.undo_label, history.redo_label) == ("step 1", "step 2")
    assert history.go_to(0)
    assert history.undo_label is None
    assert history.go_to(3)
    assert (history.value, history.redo_label) == (3, None)


@pytest.mark.parametrize("index", [-1, 2, 4])
def test_there_is_no_way_to_a_step_that_is_not_there(index):
    history = History(0)
    history.push(1, "one")
    history.undo()
    history.redo()
    assert not history.go_to(index)
    assert history.value == 1


def test_going_to_the_present_leads_nowhere():
    assert not History(0).go_to(0)


def test_a_step_knows_when_it_was_made():
    before = time.time()
    history = History(0)
    history.push(1, "one")
    assert before <= history.steps[0].time <= history.steps[1].time <= time.time()


def test_a_step_that_grows_is_named_after_its_end(clock):
    history = History(0, clock)
    history.push(6, "Set to 6", "typing")
    history.push(64, "Set to 64", "typing")
    assert history.undo_label == "Set to 64"
