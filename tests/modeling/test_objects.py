import keras
import pytest

from kgraph import catalog
from kgraph.document.errors import KgraphError
from kgraph.modeling import ObjectError, make
from kgraph.modeling.objects import arguments_of, make_layer


def described(class_name: object, **config: object) -> dict[str, object]:
    return {"class_name": class_name, "config": config}


def test_makes_an_optimizer_with_the_schedule_inside_it():
    schedule = described(
        "ExponentialDecay", initial_learning_rate=0.1, decay_steps=9, decay_rate=0.5
    )
    made = make("optimizer", described("SGD", learning_rate=schedule, momentum=0.9))
    assert isinstance(made, keras.optimizers.SGD)
    assert isinstance(made._learning_rate, keras.optimizers.schedules.ExponentialDecay)
    assert made._learning_rate.decay_steps == 9


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [
        ("loss", "MeanSquaredError", keras.losses.MeanSquaredError),
        ("loss", described("Huber", delta=2.0), keras.losses.Huber),
        ("metric", described("AUC", curve="PR"), keras.metrics.AUC),
        ("initializer", "he_normal", keras.initializers.HeNormal),
        ("regularizer", described("L1L2", l1=0.1), keras.regularizers.L1L2),
        ("constraint", described("MaxNorm"), keras.constraints.MaxNorm),
        (
            "callback",
            described("EarlyStopping", patience=3),
            keras.callbacks.EarlyStopping,
        ),
    ],
)
def test_makes_objects_of_every_kind(kind, value, made):
    assert isinstance(make(kind, value), made)


def test_knows_activations_by_name_and_leaves_the_names_of_metrics():
    assert make("activation", "relu") is keras.activations.relu
    assert make("activation", described("relu")) is keras.activations.relu
    assert make("metric", ["accuracy", "mae"]) == ["accuracy", "mae"]
    assert make("loss", "mse") is keras.losses.get("mse")
    assert make("loss", None) is None


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("TimeDistributed", {"layer": described("Dense", units=3, name="inner")}),
        ("Bidirectional", {"layer": described("LSTM", units=3, name="inner")}),
        ("RNN", {"cell": described("GRUCell", units=3, name="inner")}),
        (
            "RNN",
            {
                "cell": described(
                    "StackedRNNCells",
                    cells=[
                        described("LSTMCell", units=3),
                        described("LSTMCell", units=2),
                    ],
                )
            },
        ),
        ("Dense", {"units": 3, "kernel_regularizer": described("L2", l2=0.5)}),
    ],
)
def test_makes_layers_with_objects_inside(name, config):
    spec = catalog.load().operation(name)
    layer = make_layer(spec, "outer", config)
    assert layer.name == "outer"
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()


def test_shapes_become_tuples():
    spec = catalog.load().operation("ZeroPadding2D")
    assert arguments_of(spec, {"padding": [[1, 2], [3, 4]]}) == {
        "padding": ((1, 2), (3, 4))
    }


@pytest.mark.parametrize(
    "type", ["Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"]
)
def test_refuses_layers_that_run_what_a_file_holds(type):
    with pytest.raises(ObjectError, match=type):
        make(
            "layer",
            described(type, function="x", filepath="x", module="x", call_fn="x"),
        )


@pytest.mark.parametrize("type", ["StringLookup", "IntegerLookup", "TextVectorization"])
def test_opens_no_file_that_a_document_names(type, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("a\nb\n")
    with pytest.raises(ObjectError, match="opens no other file"):
        make("layer", described(type, vocabulary=str(words)))


@pytest.mark.parametrize(
    "value",
    [
        {"class_name": "os.system", "config": {}},
        {"module": "os", "class_name": "system", "config": {"command": "true"}},
        {"module": "builtins", "class_name": "function", "config": "eval"},
        {"config": {}},
        "no such thing",
    ],
)
def test_makes_nothing_that_is_not_in_the_catalogue(value):
    for kind in ("optimizer", "loss", "layer", "callback"):
        with pytest.raises(ObjectError):
            make(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("layer", described("Masking", mask_value=described("set_dtype_policy", module="keras.config"))),
        ("initializer", described("GlorotUniform", seed={"module": "os", "class_name": "function", "config": "getcwd"})),
        ("layer", described("Dense", units=3, kernel_initializer=described("Int8QuantizationConfig"))),
        ("metric", described("MeanMetricWrapper", fn="mean_squared_error")),
        ("layer", described("Rescaling", scale=[described("Dense", units=3)])),
    ],
)  # fmt: skip
def test_lets_no_object_reach_keras_that_it_did_not_make(kind, value):
    with pytest.raises(ObjectError):
        make(kind, value)


@pytest.mark.parametrize("name", ["Dense", "Quantizer", None])
def test_a_layer_is_quantized_only_as_keras_quantizes(name):
    inside = {"weight_quantizer": described(name)}
    for value in (described(name), described("Int8QuantizationConfig", **inside)):
        with pytest.raises(KgraphError, match=f"Received: {name!r}"):
            make("layer", described("Dense", units=3, quantization_config=value))


def test_a_dtype_policy_that_a_document_does_not_describe_is_refused():
    policy = described("DTypePolicyMap", policy_map={})
    with pytest.raises(KgraphError, match="Received: 'DTypePolicyMap'"):
        make("layer", described("Dense", units=3, dtype=policy))


@pytest.mark.parametrize("policy", [{"config": 5}, {"config": None}, {}])
def test_a_dtype_policy_without_a_name_is_none(policy):
    assert make("layer", described("Dense", units=3, dtype=policy)).dtype == "float32"


def test_says_what_is_wrong_with_the_arguments():
    with pytest.raises(ObjectError, match="must be an object"):
        make("optimizer", {"class_name": "Adam", "config": []})
    with pytest.raises(ObjectError) as unknown:
        make("layer", described("Dense", units=3, colour="red"))
    assert unknown.value.parameter == "colour"
    assert "no argument `colour`" in str(unknown.value)
    with pytest.raises(ObjectError) as missing:
        make("layer", described("Dense"))
    assert missing.value.parameter == "units"
    with pytest.raises(ObjectError, match="positive integer"):
        make("layer", described("Dense", units=-3))
