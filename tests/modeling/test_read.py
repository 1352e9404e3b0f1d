import keras
import pytest
from same_config import same_config

from kgraph.document.graph import Graph, Source
from kgraph.modeling import ReadError, build, infer, read


def layer_named(graph: Graph, name: str):
    return next(layer for layer in graph.layers.values() if layer.name == name)


def node_named(graph: Graph, name: str):
    return next(n for n in graph.nodes.values() if graph.layers[n.layer].name == name)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ResNet50", "MobileNetV3Small", "EfficientNetB0"])
def test_a_model_of_keras_comes_back_with_an_equal_config(name):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None)
    project = read(model)
    assert not infer(project).has_errors
    assert same_config(build(project)) == same_config(model)


def test_config_holds_what_differs_from_the_defaults():
    x = keras.Input((8, 8, 3), name="image")
    y = keras.layers.Conv2D(
        4, 3, name="conv", kernel_regularizer=keras.regularizers.L2(0.5)
    )(x)
    y = keras.layers.MaxPooling2D(3, name="pool")(y)
    y = keras.layers.Dense(
        2,
        name="dense",
        activation="relu",
        kernel_initializer="he_normal",
        dtype="float64",
    )(y)
    graph = read(keras.Model(x, y, name="m")).main
    assert graph.name == "m"
    assert layer_named(graph, "image").config == {"shape": [8, 8, 3]}
    assert layer_named(graph, "conv").config == {
        "filters": 4,
        "kernel_size": [3, 3],
        "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.5}},
    }
    assert layer_named(graph, "pool").config == {"pool_size": [3, 3]}
    assert layer_named(graph, "dense").config == {
        "units": 2,
        "activation": "relu",
        "kernel_initializer": {"class_name": "HeNormal", "config": {}},
        "dtype": "float64",
    }


def test_reads_inputs_in_their_order_with_dtype_and_batch_size():
    b = keras.Input((2,), name="b", dtype="int32", batch_size=7)
    a = keras.Input((3,), name="a")
    y = keras.layers.Concatenate(name="both")([a, b])
    graph = read(keras.Model([b, a], y, name="m")).main
    assert [graph.layer_of(n.id).name for n in graph.of_type("Input")] == ["b", "a"]
    assert layer_named(graph, "b").config == {
        "shape": [2],
        "batch_size": 7,
        "dtype": "int32",
    }


def test_reads_shared_layers_as_several_calls():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    dense = keras.layers.Dense(3, name="dense")
    y = keras.layers.Subtract(name="difference")([dense(a), dense(b)])
    graph = read(keras.Model([a, b], y, name="m")).main
    first, second = graph.calls[layer_named(graph, "dense").id]
    assert node_named(graph, "difference").inputs == {
        "inputs": (Source(first), Source(second))
    }


def test_reads_ops_slices_and_constants():
    x = keras.Input((5, 4), name="x")
    y = keras.ops.multiply(x, 2.0)[:, 1:]
    y = keras.ops.mean(y, axis=-1)
    y = keras.ops.einsum("ab,ac->abc", y, y)
    y = keras.layers.BatchNormalization(name="norm")(y, training=False)
    model = keras.Model(x, y, name="m")
    project = read(model)
    graph = project.main
    assert [graph.layers[n.layer].type for n in graph.nodes.values()] == [
        "Input", "ops.multiply", "ops.get_item", "ops.mean", "ops.einsum", "BatchNormalization", "Output",
    ]  # fmt: skip
    assert node_named(graph, "multiply").constants == {"x2": 2.0}
    assert node_named(graph, "norm").constants == {"training": False}
    assert layer_named(graph, "mean").config == {"axis": -1}
    assert layer_named(graph, "einsum").config == {"subscripts": "ab,ac->abc"}
    assert build(project).output.shape == model.output.shape


@pytest.mark.parametrize("is_loaded", [False, True])
def test_masks_that_keras_passes_on_are_not_drawn(is_loaded: bool):
    x = keras.Input((8,), name="x", dtype="int32")
    known = keras.layers.Embedding(10, 4, mask_zero=True, name="known")(x)
    seen = keras.layers.LSTM(3, return_sequences=True, name="seen")(known)
    both = keras.layers.Concatenate(name="both")([known, seen])
    model = keras.Model(x, keras.layers.LSTM(2, name="last")(both), name="m")
    if is_loaded:
        model = keras.Model.from_config(model.get_config())
    project = read(model)
    names = [project.main.layer_of(id).name for id in project.main.nodes]
    assert names == ["x", "known", "seen", "both", "last", "output"]
    assert read(build(project)) == project


def test_a_mask_that_was_drawn_is_drawn():
    x = keras.Input((8, 2), name="x")
    is_known = keras.ops.any(x, axis=-1)
    y = keras.layers.LSTM(2, name="last")(x, mask=is_known)
    graph = read(keras.Model(x, y, name="m")).main
    (source,) = node_named(graph, "last").inputs["mask"]
    assert graph.layer_of(source.node).type == "ops.any"


def test_a_submodel_without_masks_is_called_without():
    a, b = keras.Input((2,), name="a"), keras.Input((2,), name="b")
    inner = keras.Model([a, b], keras.layers.Add(name="sum")([a, b]), name="inner")
    x, y = keras.Input((2,), name="x"), keras.Input((2,), name="y")
    graph = read(keras.Model([x, y], inner([x, y]), name="m")).main
    assert node_named(graph, "inner").constants == {}


def test_reads_nested_models_as_graphs_and_equal_ones_once():
    def encoder(name: str) -> keras.Model:
        x = keras.Input((4,), name="features")
        return keras.Model(
            x,
            {
                "wide": keras.layers.Dense(2, name="dense")(x),
                "active": keras.ops.relu(x),
            },
            name=name,
        )

    x = keras.Input((4,), name="x")
    first, second = encoder("first")(x), encoder("second")(x)
    y = keras.layers.Concatenate(name="both")([first["wide"], second["active"]])
    project = read(keras.Model(x, y, name="m"))
    assert list(project.graphs) == ["main", "g1"]
    graph = project.main
    assert (
        layer_named(graph, "first").type
        == layer_named(graph, "second").type
        == "graph:g1"
    )
    outputs = [
        project.graphs["g1"].layer_of(n.id).name
        for n in project.graphs["g1"].of_type("Output")
    ]
    assert outputs == ["wide", "active"]
    sources = node_named(graph, "both").inputs["inputs"]
    assert [source.output for source in sources] == [0, 1]
    assert build(project).output.shape == (None, 6)


def test_reads_a_sequential_model_and_one_inside_another():
    inner = keras.Sequential(
        [keras.Input((4,), name="in"), keras.layers.Dense(3, name="dense")],
        name="inner",
    )
    outer = keras.Sequential(
        [keras.Input((4,), name="x"), inner, keras.layers.ReLU(name="relu")],
        name="outer",
    )
    project = read(outer)
    assert list(project.graphs) == ["main", "g1"]
    assert not infer(project).has_errors
    assert build(project).count_params() == outer.count_params()


def test_several_outputs_keep_their_names():
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(2, name="dense")(x)
    named = read(keras.Model(x, {"zebra": y, "ape": x}, name="m")).main
    assert [named.layer_of(n.id).name for n in named.of_type("Output")] == [
        "zebra",
        "ape",
    ]
    listed = read(keras.Model(x, [y, x], name="m")).main
    assert [listed.layer_of(n.id).name for n in listed.of_type("Output")] == [
        "dense_output",
        "x_output",
    ]


def test_states_are_outputs_by_number():
    x = keras.Input((5, 4), name="x")
    _, h, c = keras.layers.LSTM(3, return_state=True, name="encoder")(x)
    y = keras.layers.LSTM(3, name="decoder")(x, initial_state=[h, c])
    graph = read(keras.Model(x, y, name="m")).main
    node = node_named(graph, "decoder")
    encoder = node_named(graph, "encoder").id
    assert node.inputs["initial_state"] == (Source(encoder, 1), Source(encoder, 2))


@pytest.mark.parametrize(
    "layer",
    [
        keras.layers.GRU(3, name="it"),
        keras.layers.RNN(keras.layers.GRUCell(3, name="cell"), name="it"),
        keras.layers.Bidirectional(keras.layers.LSTM(3, name="lstm"), name="it"),
        keras.layers.GroupQueryAttention(2, 2, 1, name="it"),
        keras.layers.TimeDistributed(keras.layers.Dense(2, name="dense"), name="it"),
    ],
)  # fmt: skip
def test_what_keras_fills_in_itself_is_not_drawn(layer):
    x = keras.Input((5, 4), name="x")
    is_attention = isinstance(layer, keras.layers.GroupQueryAttention)
    model = keras.Model(x, layer(x, x) if is_attention else layer(x), name="m")
    project = read(model)
    assert node_named(project.main, "it").constants == {}
    assert "dtype" not in str(layer_named(project.main, "it").config)
    assert build(project).get_config() == model.get_config()


class Strange(keras.layers.Layer):
    def __init__(self, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size

    def call(self, x):
        return x


def test_a_layer_that_is_not_in_the_catalogue_becomes_a_placeholder():
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(2, name="dense")(
        Strange((1, 2), name="strange", dtype="float32")(x)
    )
    project = read(keras.Model(x, y, name="m"))
    strange = layer_named(project.main, "strange")
    assert strange.type == "Strange"
    assert strange.config["size"] == [1, 2]
    told = [(p.rule, p.node) for p in infer(project).problems]
    assert ("known-operations", node_named(project.main, "strange").id) in told


def test_a_model_without_a_graph_cannot_be_drawn():
    class Subclassed(keras.Model):
        def call(self, x):
            return x

    with pytest.raises(ReadError, match="Functional"):
        read(Subclassed(name="mine"))
    with pytest.raises(ReadError, match="Sequential"):
        read(keras.Sequential([keras.layers.Dense(3)]))
