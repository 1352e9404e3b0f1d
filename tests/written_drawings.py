"""Drawings that hold what is hard to write: submodels, ops, states, nested objects."""

from msgspec.structs import replace
from sketch import Sketch, with_main
from three_levels import nested

from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.document.project import Project


def connect_submodel(s: Sketch, id: str, *sources: tuple[str, str], name: str) -> str:
    """Calls a submodel; sources are pairs of an Input's name and a node."""
    s.graph, node = edits.add(s.graph, f"graph:{id}", name=name)
    for port, source in sources:
        s.graph = edits.connect(s.graph, Source(source), Port(node, port))
    return node


def three_levels_with_a_shared_layer() -> Project:
    deep = Sketch("block", "deep")
    x = deep.add("Input", name="x", shape=[8])
    first = deep.add("Dense", x, units=8, activation="relu")
    deep.output(deep.again(first, first), "out")
    middle = Sketch("encoder", "middle")
    y = middle.add("Input", name="y", shape=[8])
    inner = connect_submodel(middle, "deep", ("x", y), name="inner")
    middle.output(inner, "code")
    middle.output(middle.add("Dense", inner, units=2), "spread")
    s = Sketch("three levels")
    left = s.add("Input", name="left", shape=[8])
    right = s.add("Input", name="right", shape=[8])
    encoder = connect_submodel(s, "middle", ("y", left), name="encoder")
    s.graph, again = edits.call(s.graph, s.graph.nodes[encoder].layer)
    s.graph = edits.connect(s.graph, Source(right), Port(again, "y"))
    s.output(s.add("Concatenate", (encoder, 0), (again, 0)), "codes")
    s.output(s.add("Add", (again, 1), (encoder, 1)), "spreads")
    return s.project(middle, deep)


def ops_and_constants() -> Project:
    s = Sketch("ops")
    x = s.add("Input", shape=[4, 6])
    y = s.add("ops.multiply", x, constants={"x2": 2.0})
    y = s.add("ops.subtract", at={"x2": [y]}, constants={"x1": 1.0})
    y = s.add("ops.concatenate", x, y, axis=-1)
    y = s.add("ops.reshape", y, newshape=[-1, 8, 6])
    parts = s.add("ops.split", y, indices_or_sections=2, axis=1)
    y = s.add("ops.add", (parts, 0), (parts, 1))
    y = s.add("ops.einsum", y, y, subscripts="bij,bkj->bik")
    y = s.add("ops.mean", y, axis=[1])
    moments = s.add("ops.moments", y, axes=[1])
    s.output((moments, 1))
    return s.project()


def a_layer_with_the_name_that_keras_gives_an_op() -> Project:
    s = Sketch()
    x = s.add("Input", shape=[3])
    s.output(s.add("ops.add", s.add("Add", x, x, name="add"), x, name="sum"))
    return s.project()


def masks_that_keras_takes_along() -> Project:
    s = Sketch("masked")
    words = s.add("Input", name="words", shape=[8], dtype="int32")
    known = s.add("Embedding", words, input_dim=10, output_dim=4, mask_zero=True)
    seen = s.add("LSTM", known, units=3, return_sequences=True)
    both = s.add("Concatenate", known, seen)
    s.output(s.add("LSTM", both, units=2))
    return s.project()


def many_ports_and_states() -> Project:
    s = Sketch("sequence_to_sequence")
    text = s.add("Input", name="text", shape=[None, 5])
    reply = s.add("Input", name="reply", shape=[7, 5])
    encoder = s.add("LSTM", text, name="encoder", units=3, return_state=True)
    states = {"initial_state": [(encoder, 1), (encoder, 2)]}
    decoder = s.add("LSTM", reply, units=3, return_sequences=True, at=states)
    attention = s.add(
        "MultiHeadAttention",
        *(decoder, decoder),
        constants={"use_causal_mask": True, "return_attention_scores": True},
        num_heads=2,
        key_dim=3,
    )
    wrapped = {"class_name": "GRU", "config": {"units": 2, "return_state": True}}
    both = s.add("Bidirectional", (attention, 0), layer=wrapped)
    s.output((both, 0), "summary")
    s.output((attention, 1), "scores")
    return s.project()


def nested_objects() -> Project:
    s = Sketch("objects")
    x = s.add("Input", shape=[9, 2], dtype="float16")
    regularizer = {"class_name": "L2", "config": {"l2": 0.001}}
    initializer = {"class_name": "HeNormal", "config": {"seed": 3}}
    x = s.add(
        "Conv1D",
        x,
        filters=4,
        kernel_size=3,
        activation="gelu",
        kernel_regularizer=regularizer,
        kernel_initializer=initializer,
        bias_constraint={"class_name": "NonNeg", "config": {}},
    )
    wrapped = {"class_name": "Dense", "config": {"units": 3, "name": "inside"}}
    x = s.add("TimeDistributed", x, layer=wrapped)
    nameless = {"class_name": "Dense", "config": {"units": 3}}
    x = s.add("TimeDistributed", x, layer=nameless)
    x = s.add("Dropout", x, rate=0.5, constants={"training": True})
    s.output(s.add("GlobalAveragePooling1D", x))
    return s.project()


def tensors_held_together() -> Project:
    """Inputs and outputs in dicts and tuples, an array, and a tensor beside numbers."""
    inner = Sketch("part", "part")
    a, b = (inner.add("Input", name=name, shape=[3]) for name in "ab")
    both = inner.add("Add", a, b)
    ends = [inner.output(both, "sum"), inner.output(a, "same")]
    layers = [inner.graph.nodes[node].layer for node in (a, b, *ends)]
    inner.graph = replace(
        inner.graph,
        inputs={"a": layers[0], "b": layers[1]},
        outputs={"class_name": "__tuple__", "config": layers[2:]},
    )
    s = Sketch("held")
    x = s.add("Input", name="x", shape=[3])
    y = s.add("Input", name="y", shape=[3])
    part = connect_submodel(s, "part", ("a", x), ("b", y), name="part")
    array = {
        "class_name": "__numpy__",
        "config": {"value": [[0.5, 1.0, 2.0]], "dtype": "float32"},
    }
    scaled = s.add("ops.multiply", (part, 0), constants={"x2": array})
    s.output(scaled, "scaled")
    s.output((part, 1), "same")
    return s.project(inner)


def a_sequential_model() -> Project:
    s = Sketch("chain")
    x = s.add("Input", name="x", shape=[4], dtype="float32")
    x = s.add("Dense", x, units=3, activation="relu")
    s.output(s.add("Dense", x, units=2))
    s.graph = replace(s.graph, is_sequential=True)
    return s.project()


def frozen_but_for_some(style: str = "functional") -> Project:
    """Models frozen as a whole that hold layers that are not, and the other way."""
    inner = Sketch("part", "part")
    x = inner.add("Input", name="x", shape=[4])
    x = inner.add("Dense", x, name="old", units=4, trainable=False)
    inner.output(inner.add("Dense", x, name="new", units=4))
    frozen = Sketch("frozen", "frozen")
    x = frozen.add("Input", name="x", shape=[4])
    x = connect_submodel(frozen, "part", ("x", x), name="inside")
    wrapped = {"class_name": "Dense", "config": {"units": 4, "trainable": False}}
    x = frozen.add("SpectralNormalization", x, layer=wrapped, trainable=False)
    frozen.output(frozen.add("Dense", x, name="top", units=4))
    frozen.graph = replace(frozen.graph, trainable=False)
    s = Sketch("tuned")
    x = s.add("Input", name="x", shape=[4])
    x = connect_submodel(s, "frozen", ("x", x), name="frozen")
    x = connect_submodel(s, "part", ("x", x), name="part")
    x = s.add("Dropout", x, rate=0.5, trainable=False)
    s.output(s.add("Dense", x, units=4))
    s.graph = replace(s.graph, trainable=False, is_sequential=style == "sequential")
    return s.project(inner, frozen)


def frozen_but_for_some_in_a_chain() -> Project:
    return frozen_but_for_some("sequential")


def frozen_inside_alone() -> Project:
    project = frozen_but_for_some()
    return with_main(project, replace(project.main, trainable=True))


DRAWINGS = [
    frozen_but_for_some,
    frozen_but_for_some_in_a_chain,
    frozen_inside_alone,
    tensors_held_together,
    a_sequential_model,
    three_levels_with_a_shared_layer,
    nested,
    ops_and_constants,
    a_layer_with_the_name_that_keras_gives_an_op,
    many_ports_and_states,
    masks_that_keras_takes_along,
    nested_objects,
]
