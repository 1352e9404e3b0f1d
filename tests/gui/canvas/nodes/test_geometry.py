"""Ports stand where an eye expects them."""

from itertools import pairwise

import pytest

from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.gui.canvas.nodes.geometry import COLLAPSED, WIDTH, direction_of, outline
from kgraph.gui.canvas.nodes.ports import InputPort, Ports


def inputs(count: int, spare: int = 0) -> tuple[InputPort, ...]:
    taken = [InputPort("x", i, is_taken=True) for i in range(count)]
    free = [InputPort("x", count + i, is_optional=True) for i in range(spare)]
    return (*taken, *free)


def test_a_single_port_is_in_the_middle_of_each_side():
    shape = outline(Ports(inputs(1), ("",)), "down")
    assert shape.inputs == ((WIDTH / 2, 0.0),)
    assert shape.outputs == ((WIDTH / 2, shape.height),)
    shape = outline(Ports(inputs(1), ("",)), "right")
    assert shape.inputs == ((0.0, shape.height / 2),)
    assert shape.outputs == ((WIDTH, shape.height / 2),)


def test_free_places_step_aside():
    without = outline(Ports(inputs(2)), "down").inputs
    shape = outline(Ports(inputs(2, spare=3)), "down")
    assert shape.inputs[:2] == without
    xs = [x for x, _ in shape.inputs]
    assert xs == sorted(xs)


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_every_port_is_on_the_border_and_apart_from_the_others(direction, count):
    shape = outline(Ports(inputs(count, 3), ("",) * count), direction)
    for points in (shape.inputs, shape.outputs):
        for x, y in points:
            assert 0 <= x <= shape.width
            assert 0 <= y <= shape.height
        axis = [p[0] if direction == "down" else p[1] for p in points]
        assert all(b - a >= 12 for a, b in pairwise(axis))


def test_long_titles_have_room():
    assert outline(Ports(), "down", "GlobalAveragePooling2D").width > WIDTH


def test_names_of_ports_make_room_for_themselves():
    ports = Ports(tuple(InputPort(n, label=n) for n in ("query", "value", "key")))
    assert outline(ports, "down").body > 0
    assert outline(ports, "right").height > outline(Ports(inputs(3)), "right").height


@pytest.mark.parametrize(
    ("position", "direction"), [((300.0, 20.0), "right"), ((20.0, 300.0), "down")]
)
def test_a_drawing_says_where_its_edges_lead(placed, position, direction):
    graph, (a, b) = placed("Input", "Dense")
    graph = edits.connect(graph, Source(a), Port(b, "inputs"))
    assert direction_of(edits.move(graph, {b: position})) == direction


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_collapsed_node_is_flat_and_still_has_its_ports(count, direction):
    ports = Ports(inputs(count, 2), ("a",) * count)
    whole, flat = (outline(ports, direction, "Add", c) for c in (False, True))
    assert flat.height < whole.height
    assert flat.height >= COLLAPSED
    assert len(set(flat.inputs)) == count + 2
    assert len(set(flat.outputs)) == count
    for x, y in (*flat.inputs, *flat.outputs):
        assert 0 <= x <= flat.width
        assert 0 <= y <= flat.height


@pytest.mark.parametrize("direction", ["down", "right"])
def test_a_collapsed_node_is_as_high_as_its_title(direction):
    flat = outline(Ports(inputs(1), ("",)), direction, is_collapsed=True)
    assert flat.height == COLLAPSED
