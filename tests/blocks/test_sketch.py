from kgraph.blocks.sketch import Sketch
from kgraph.document.graph import Source
from kgraph.document.project import MAIN


def test_tensors_go_to_ports_in_their_order():
    s = Sketch("drawn")
    x, y = s.input([None, 8]), s.input([None, 6], "context")
    attention = s.add("MultiHeadAttention", x, y, num_heads=1, key_dim=2)
    both = s.add("Add", x, attention)
    s.output(both)
    graph = s.bundle().main
    assert graph.name == "drawn"
    assert graph.nodes[attention].inputs == {
        "query": (Source(x),),
        "value": (Source(y),),
    }
    assert graph.nodes[both].inputs == {"inputs": (Source(x), Source(attention))}
    assert [graph.layers[n.layer].name for n in graph.of_type("Output")] == ["outputs"]


def test_what_is_the_default_is_not_stored():
    s = Sketch("drawn")
    conv = s.add(
        "Conv2D",
        s.input([8, 8, 1]),
        filters=3,
        kernel_size=2,
        strides=[1, 1],
        use_bias=True,
        padding="same",
    )
    config = s.bundle().main.layer_of(conv).config
    assert config == {"filters": 3, "kernel_size": 2, "padding": "same"}


def test_a_bundle_placed_inside_is_a_submodel_named_after_itself():
    inner = Sketch("inner")
    inner.output(inner.add("Dense", inner.input([4], "features"), units=4))
    s = Sketch("outer")
    x = s.input([4])
    node = s.place(inner.bundle(), x)
    s.output(node)
    bundle = s.bundle()
    (id,) = bundle.graphs.keys() - {MAIN}
    assert (bundle.graphs[id].id, bundle.graphs[id].name) == (id, "inner")
    assert bundle.main.layer_of(node).type == f"graph:{id}"
    assert bundle.main.nodes[node].inputs == {"features": (Source(x),)}
