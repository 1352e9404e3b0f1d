"""Images are changed by chance by layers that are drawn like all others."""

from itertools import pairwise

import pytest

from kgraph.document import edits
from kgraph.document.augmenting import augment, can_augment
from kgraph.document.errors import EditError
from kgraph.document.graph import Port, Source
from kgraph.document.project import new_project

RANDOM = ["RandomFlip", "RandomRotation", "RandomZoom"]


def drawing(shape=(32, 32, 3), takers=1):
    """An Input and what it feeds, one below the other."""
    graph, node = edits.add(new_project().main, "Input", config={"shape": list(shape)})
    for row in range(takers):
        graph, taker = edits.add(graph, "Conv2D", (0.0, 90.0 * (row + 1)))
        graph = edits.connect(graph, Source(node), Port(taker, "inputs"))
    return graph, node


def types_behind(graph, node):
    """What one meets, from an Input on."""
    types = []
    while edges := graph.targets.get(node, ()):
        node = edges[0].target.node
        types.append(graph.layer_of(node).type)
    return types


@pytest.mark.parametrize("takers", [0, 1, 3])
def test_layers_come_behind_the_input_and_feed_all_that_it_fed(takers):
    graph, node = drawing(takers=takers)
    fed = {edge.target for edge in graph.targets.get(node, ())}
    graph = augment(graph, node)
    assert types_behind(graph, node)[:3] == RANDOM
    (last,) = (n for n in graph.nodes if graph.layer_of(n).type == "RandomZoom")
    assert {edge.target for edge in graph.targets.get(last, ())} == fed
    assert len(graph.targets[node]) == 1


def test_they_do_not_cover_what_is_there():
    graph, node = drawing(takers=2)
    graph = augment(graph, node)
    heights = sorted(y for _, y in graph.positions.values())
    assert all(below - above > 60 for above, below in pairwise(heights))


def test_only_images_and_only_once():
    graph, node = drawing()
    assert can_augment(graph, graph.layer_of(node))
    again = augment(graph, node)
    assert not can_augment(again, again.layer_of(node))
    with pytest.raises(EditError, match="only once"):
        augment(again, node)
    for shape in ((4,), (32, 32), (32, 32, 7)):
        graph, node = drawing(shape)
        assert not can_augment(graph, graph.layer_of(node))
        with pytest.raises(EditError):
            augment(graph, node)
    graph, node = drawing()
    (conv,) = (n for n in graph.nodes if n != node)
    assert not can_augment(graph, graph.layer_of(conv))
