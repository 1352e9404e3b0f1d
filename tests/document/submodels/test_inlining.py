"""The nodes of a submodel in the place of its calls; the way back from making one."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import models, parts
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.copying.fragments import middle
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Node, Port, Source
from kgraph.document.order import descendants
from kgraph.document.submodels import inline, make_submodel


def meaning(graph: Graph) -> dict[object, object]:
    """The nodes by the names of their layers; ids and places do not count."""
    keys = {
        call: (graph.layers[layer].name, number)
        for layer, calls in graph.calls.items()
        for number, call in enumerate(calls)
    }

    def entry(node: Node) -> object:
        layer = graph.layers[node.layer]
        inputs = {
            argument: [(keys[s.node], s.output) for s in sources]
            for argument, sources in node.inputs.items()
        }
        return layer.type, layer.config, inputs, node.constants

    return {keys[node.id]: entry(node) for node in graph.nodes.values()}


def block() -> Sketch:
    """A Dense called twice between one Input and two Outputs."""
    inner = Sketch("block", "g1")
    x = inner.add("Input", name="x", shape=[4])
    first = inner.add("Dense", x, name="dense", units=4)
    inner.output(inner.again(first, first), "twice")
    inner.output(x, "untouched")
    return inner


def calling(s: Sketch, source: Source, layer: str | None = None) -> str:
    """Calls the block once more, or a layer that is one."""
    if layer is None:
        s.graph, node = edits.add(s.graph, "graph:g1", name="block")
    else:
        s.graph, node = edits.call(s.graph, layer)
    s.graph = edits.connect(s.graph, source, Port(node, "x"))
    return node


def test_inlining_takes_making_a_submodel_back(sketch, project):
    chosen = [sketch.id_of(name) for name in ("first", "second", "added")]
    places = {id: (30.0 * at, 100.0 * at) for at, id in enumerate(chosen)}
    sketch.graph = edits.move(sketch.graph, places)
    new, call = make_submodel(sketch.project(), "main", chosen)
    back, nodes = inline(new, "main", call)
    assert meaning(back.main) == meaning(sketch.graph)
    assert [back.main.positions[id] for id in nodes] == list(places.values())
    assert "g1" in back.graphs


def test_all_calls_of_a_layer_are_inlined_and_share_its_layers():
    s = Sketch()
    x = s.add("Input", shape=[4])
    left = calling(s, Source(x))
    right = calling(s, Source(left), s.graph.nodes[left].layer)
    s.output((right, 0), "end")
    s.output((right, 1), "through")
    s.graph = edits.move(s.graph, {left: (0.0, 50.0), right: (70.0, 500.0)})
    new, nodes = inline(s.project(block()), "main", right)
    (dense,) = [layer for layer in new.main.layers.values() if layer.type == "Dense"]
    assert [new.main.nodes[id].layer for id in nodes] == [dense.id] * 4
    assert [new.main.nodes[id].inputs["inputs"] for id in nodes] == [
        (Source(x),),
        (Source(nodes[0]),),
        (Source(nodes[1]),),
        (Source(nodes[2]),),
    ]
    middles = [middle(new.main, nodes[at : at + 2]) for at in (0, 2)]
    assert middles == [(0.0, 50.0), (70.0, 500.0)]
    end, through = new.main.of_type("Output")
    assert end.inputs["inputs"] == (Source(nodes[3]),)
    assert through.inputs["inputs"] == (Source(nodes[1]),)


def test_another_layer_of_the_same_graph_stays_a_call():
    s = Sketch()
    x = s.add("Input", shape=[4])
    one, other = calling(s, Source(x)), calling(s, Source(x))
    new, _ = inline(s.project(block()), "main", one)
    assert other in new.main.nodes
    assert "dense" in [layer.name for layer in new.main.layers.values()]


def test_names_inside_give_way_to_names_outside():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.add("Dense", x, name="dense", units=1)
    call = calling(s, Source(x))
    new, nodes = inline(s.project(block()), "main", call)
    assert new.main.layer_of(nodes[0]).name == "dense_1"


def test_what_the_call_says_is_said_to_those_inside():
    inner = Sketch("block", "g1")
    x = inner.add("Input", name="x", shape=[4])
    inner.output(inner.add("Dropout", inner.add("ops.relu", x), rate=0.5))
    s = Sketch()
    call = calling(s, Source(s.add("Input", shape=[4])))
    s.graph = edits.set_constant(s.graph, call, "training", False)
    new, (relu, dropout) = inline(s.project(inner), "main", call)
    assert new.main.nodes[relu].constants == {}
    assert new.main.nodes[dropout].constants == {"training": False}


def test_edges_that_the_call_did_not_have_are_not_there_inside():
    s = Sketch()
    s.graph, call = edits.add(s.graph, "graph:g1")
    s.output((call, 1))
    new, nodes = inline(s.project(block()), "main", call)
    assert new.main.nodes[nodes[0]].inputs == {}
    assert new.main.of_type("Output")[0].inputs == {}


@pytest.mark.parametrize(
    ("type", "says"), [("Dense", "is no submodel"), ("graph:gone", "is not there")]
)
def test_what_is_no_submodel_cannot_be_inlined(type, says):
    s = Sketch()
    s.graph, node = edits.add(s.graph, type)
    with pytest.raises(EditError, match=says):
        inline(s.project(), "main", node)
    with pytest.raises(EditError, match="'n7'"):
        inline(s.project(), "main", "n7")


def can_be_cut(graph: Graph, chosen: set[str]) -> bool:
    """Looks at every pair of nodes, and at every layer."""
    inside = {id for id in chosen if graph.layer_of(id).type not in ("Input", "Output")}
    outside = graph.nodes.keys() - inside
    leads_to = {id: descendants(graph, [id]) for id in graph.nodes}
    returns = any(
        via in leads_to[a] and b in leads_to[via]
        for via in outside
        for a, b in product(inside, repeat=2)
    )
    torn = any(
        0 < len(inside.intersection(calls)) < len(calls)
        for layer, calls in graph.calls.items()
        if not graph.layers[layer].is_op
    )
    return bool(inside) and not returns and not torn


@given(models(), st.data())
def test_exactly_the_convex_parts_become_a_submodel_and_come_back(project, data):
    anything = st.sets(st.sampled_from(list(project.main.nodes)))
    chosen = data.draw(anything | parts(project.main))
    if not can_be_cut(project.main, chosen):
        with pytest.raises(EditError):
            make_submodel(project, "main", chosen)
        return
    new, call = make_submodel(project, "main", chosen)
    back, _ = inline(new, "main", call)
    assert meaning(back.main) == meaning(project.main)
