import keras
import pytest

from kgraph import catalog
from kgraph.codegen import CodegenError
from kgraph.codegen.layout import flat
from kgraph.codegen.values import arguments, constant, literal, nested, short_name

GET = {
    "initializer": keras.initializers.get,
    "regularizer": keras.regularizers.get,
    "constraint": keras.constraints.get,
    "loss": keras.losses.get,
    "optimizer": keras.optimizers.get,
}


def code(value: object, kind: str) -> str:
    return flat(nested(value, (kind,)))


def described(class_name: str, **config: object) -> dict:
    return {"class_name": class_name, "config": config}


@pytest.mark.parametrize("kind", GET)
def test_keras_finds_every_object_by_its_short_name(kind: str):
    for spec in catalog.load().all(kind):
        name = short_name(spec)
        if name is None or any(p.required for p in spec.parameters):
            continue
        found = GET[kind](name)
        if kind == "loss" and not isinstance(found, keras.losses.Loss):
            own = getattr(keras.losses, spec.name)()
            assert own.fn is found, spec.name
        else:
            assert type(found).__name__ == spec.name


def test_an_object_with_default_arguments_is_a_name():
    assert code(described("HeNormal"), "initializer") == '"he_normal"'
    assert code(described("L2", l2=0.01), "regularizer") == '"l2"'
    assert code(described("RMSprop"), "optimizer") == '"rmsprop"'
    assert code("he_normal", "initializer") == '"he_normal"'


def test_an_object_with_other_arguments_is_constructed():
    schedule = described(
        "ExponentialDecay", initial_learning_rate=0.1, decay_steps=9, decay_rate=0.5
    )
    assert (
        code(described("HeNormal", seed=1), "initializer")
        == "keras.initializers.HeNormal(seed=1)"
    )
    assert code(described("SGD", learning_rate=schedule), "optimizer") == (
        "keras.optimizers.SGD(learning_rate="
        "keras.optimizers.schedules.ExponentialDecay(0.1, 9, 0.5))"
    )


def test_a_metric_is_never_a_name_because_accuracy_has_two_meanings():
    assert (
        code([described("Accuracy"), "accuracy"], "metric")
        == '[keras.metrics.Accuracy(), "accuracy"]'
    )


def test_arguments_are_positional_while_required_and_left_out_at_their_default():
    spec = catalog.load().operation("Conv2D")
    config = {"kernel_size": [3, 3], "filters": 8, "strides": [1, 1], "padding": "same"}
    positional, keywords = arguments(spec, config)
    assert [flat(c) for c in positional] == ["8", "(3, 3)"]
    assert {k: flat(c) for k, c in keywords.items()} == {"padding": '"same"'}


@pytest.mark.parametrize(
    ("config", "words"),
    [({}, "needs its `units`"), ({"units": 3, "colour": 1}, "no argument `colour`")],
)
def test_a_missing_or_unknown_argument_is_named(config: dict, words: str):
    with pytest.raises(CodegenError, match=words):
        arguments(catalog.load().operation("Dense"), config)


def test_an_unknown_object_is_named():
    with pytest.raises(CodegenError, match="'Evil'"):
        nested(described("Evil"), ("loss",))


def test_slices_and_small_numbers_are_written_as_people_do():
    stop = {
        "class_name": "__slice__",
        "config": {"start": None, "stop": 3, "step": None},
    }
    assert (
        flat(constant([stop, described("__ellipsis__")]))
        == "[slice(None, 3, None), ...]"
    )
    assert flat(literal(1e-07)) == "1e-7"
