"""Sources are exchanged for others, argument by argument."""

from kgraph.document.edges.rewiring import renumbered, rewired
from kgraph.document.graph import Node, Source

NODE = Node(
    "n3", "l3", {"inputs": (Source("n1"), Source("n2", 1)), "mask": (Source("n1"),)}
)


def test_sources_are_exchanged_wherever_they_stand():
    other = rewired(NODE, {Source("n1"): Source("n9", 2)})
    assert other.inputs == {
        "inputs": (Source("n9", 2), Source("n2", 1)),
        "mask": (Source("n9", 2),),
    }


def test_what_is_exchanged_for_nothing_goes_and_later_ones_move_up():
    assert rewired(NODE, {Source("n1"): None}).inputs == {"inputs": (Source("n2", 1),)}


def test_a_node_that_takes_none_of_them_is_the_same_object():
    assert rewired(NODE, {Source("n2"): None, Source("n9"): None}) is NODE


def test_numbers_change_with_outputs_kept_and_others_left():
    other = renumbered(NODE, {"n2": "n20", "n3": "n30"})
    assert (other.id, other.layer) == ("n30", "l3")
    assert other.inputs["inputs"] == (Source("n1"), Source("n20", 1))
