"""What may be drawn when a restless person sits down."""

from collections.abc import Callable

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.arranging import annotations, framing
from kgraph.document.graph import Graph
from kgraph.document.layout import layout
from kgraph.document.project import Project, new_project


def many() -> Project:
    """Ports of many kinds: three sources in an order, states, a shared layer."""
    s = Sketch()
    first = s.add("Input", shape=[8, 4], name="first")
    second = s.add("Input", shape=[8, 4], name="second")
    dense = s.add("Dense", first, units=4)
    shared = s.again(dense, second)
    joined = s.add("Concatenate", shared, dense, second)
    lstm = s.add("LSTM", joined, units=4)
    s.add("Dropout", name="free")
    s.output(lstm)
    s.graph = annotated(placed(s.graph))
    return s.project()


def nested() -> Project:
    """Two calls of an encoder, which holds a block, which holds a layer."""
    block = Sketch("block", "g2")
    block.output(block.add("Dense", block.add("Input", shape=[4]), units=4))
    encoder = Sketch("encoder", "g1")
    inside = encoder.add("Input", shape=[4])
    encoder.output(encoder.add("graph:g2", name="b", at={"input": [inside]}))
    s = Sketch()
    first = s.add("Input", shape=[4])
    left = s.add("graph:g1", name="left", at={"input": [first]})
    right = s.again(left, at={"input": [first]})
    other = s.add("graph:g1", name="other", at={"input": [right]})
    s.output(s.add("Add", left, right, other))
    for sketch in (block, encoder, s):
        sketch.graph = placed(sketch.graph)
    return s.project(encoder, block)


def placed(graph: Graph) -> Graph:
    return edits.move(graph, layout(graph))


def annotated(graph: Graph) -> Graph:
    """With a frame around a frame, a note, and a node that is collapsed."""
    sizes = dict.fromkeys(graph.nodes, (224.0, 52.0))
    nodes = list(graph.nodes)
    graph, inner = framing.add_frame_around(graph, nodes[2:4], (), sizes)
    graph, _ = framing.add_frame_around(graph, nodes[:2], [inner], sizes)
    graph, _ = annotations.add_note(graph, (-300.0, 40.0, 160.0, 80.0), "Why?")
    return edits.collapse(graph, nodes[4:5], True)


def turned() -> Project:
    """The same, from left to right."""
    project = many()
    graph = project.main
    graph = edits.move(graph, layout(graph, direction="right"))
    return replace(project, graphs={"main": graph})


BEGINNINGS: tuple[Callable[[], Project], ...] = (new_project, many, nested, turned)
