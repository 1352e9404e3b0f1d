"""Models that hold whatever a config of Keras can: `from keras_models import CASES`."""

from collections.abc import Callable

import keras
import numpy as np
from keras import layers, ops

CASES: dict[str, Callable[[], keras.Model]] = {}


def case(function):
    """Makes a model-making function a case of the round trip."""
    CASES[function.__name__] = function
    return function


def x(*shape, name="x", **kwargs):
    return keras.Input(shape or (4,), name=name, **kwargs)


@case
def one_input_in_a_list():
    a = x()
    return keras.Model([a], [layers.Dense(2, name="d")(a)], name="m")


@case
def list_inputs_and_list_outputs():
    a, b = x(name="a"), x(name="b")
    outputs = [layers.Dense(2, name="d")(b), layers.Add(name="s")([a, b])]
    return keras.Model([a, b], outputs, name="m")


@case
def tuples():
    a, b = x(name="a"), x(name="b")
    return keras.Model((b, a), (layers.Dense(2, name="d")(b), a), name="m")


@case
def dicts():
    a, b = x(name="a"), x(name="b")
    outputs = {"z": layers.Dense(2, name="d")(b), "y": layers.Add(name="s")([a, b])}
    return keras.Model({"b": b, "a": a}, outputs, name="m")


@case
def dict_of_one():
    a = x(name="a")
    return keras.Model({"a": a}, {"out": layers.Dense(2, name="d")(a)}, name="m")


@case
def nested_structures():
    a, b, c = x(name="a"), x(name="b"), x(name="c")
    outputs = {"u": [layers.Dense(2, name="d")(b), c], "t": {"v": a}}
    return keras.Model([{"a": a, "b": b}, [c]], outputs, name="m")


@case
def nested_model_with_dicts_in_unsorted_order():
    a, b = x(name="a"), x(3, name="b")
    outputs = {"z": layers.Dense(2, name="d")(b), "y": layers.Dense(5, name="e")(a)}
    inner = keras.Model({"a": a, "b": b}, outputs, name="inner")
    p, q = x(name="p"), x(3, name="q")
    made = inner({"a": p, "b": q})
    return keras.Model([p, q], layers.Concatenate(name="c")([made["z"], made["y"]]))


@case
def nested_model_with_nested_outputs():
    a = x(name="a")
    d, e = layers.Dense(2, name="d")(a), layers.Dense(3, name="e")(a)
    inner = keras.Model(a, {"z": [d, e], "b": a}, name="inner")
    p = x(name="p")
    made = inner(p)
    joined = layers.Concatenate(name="c")([made["z"][1], made["b"], made["z"][0]])
    return keras.Model(p, joined, name="m")


@case
def nested_model_that_returns_a_list():
    a = x(name="a")
    inner = keras.Model(a, [layers.Dense(i + 1, name=f"d{i}")(a) for i in range(3)])
    p = x(name="p")
    made = inner(p)
    return keras.Model(p, [made[2], made[0]], name="m")


@case
def nested_model_called_twice_and_by_name_and_frozen_in_inference():
    a = x(name="a")
    inner = keras.Model(a, layers.Dense(4, name="d")(a), name="inner")
    p = x(name="p")
    return keras.Model(p, inner(inputs=inner(p, training=False)), name="m")


@case
def one_definition_with_two_weights():
    def twin(name):
        a = x(name="a")
        return keras.Model(a, layers.Dense(4, name="d")(a), name=name)

    p = x(name="p")
    return keras.Model(p, twin("right")(twin("left")(p)), name="m")


@case
def sequential():
    made = [x(name="in"), layers.Dense(3, name="d"), layers.ReLU(name="r")]
    return keras.Sequential(made, name="s")


@case
def sequential_in_functional_in_sequential():
    inner = keras.Sequential([x(name="in"), layers.Dense(4, name="d")], name="inner")
    a = x(name="a")
    middle = keras.Model(a, layers.Add(name="add")([a, inner(a)]), name="middle")
    return keras.Sequential([x(name="p"), middle, layers.Dense(2, name="e")], name="s")


@case
def frozen_as_a_whole():
    model = sequential()
    model.trainable = False
    return model


@case
def frozen_but_for_a_layer():
    model = list_inputs_and_list_outputs()
    model.trainable = False
    model.get_layer("d").trainable = True
    return model


@case
def frozen_inside_a_submodel():
    a = x(name="a")
    inner = keras.Model(a, layers.Dense(4, name="d")(a), name="inner")
    inner.get_layer("d").trainable = False
    other = keras.models.clone_model(inner)
    other.name = "other"
    other.trainable = False
    p = x(name="p")
    return keras.Model(p, other(inner(p)), name="m")


@case
def attention_by_position_and_by_name():
    q, v = x(5, 4, name="q"), x(3, 4, name="v")
    first = layers.MultiHeadAttention(2, 3, name="first")(q, v, v)
    second = layers.MultiHeadAttention(2, 3, name="second")(
        query=first, value=v, key=v, use_causal_mask=True
    )
    return keras.Model([q, v], second, name="m")


@case
def states():
    a = x(5, 3, name="a")
    _, h, c = layers.LSTM(4, return_state=True, name="encoder")(a)
    decoded = layers.LSTM(4, name="decoder")(a, initial_state=[h, c], training=False)
    return keras.Model(a, decoded, name="m")


@case
def cells_and_wrappers():
    a = x(5, 3, name="a")
    cells = [layers.LSTMCell(4, name="c1"), layers.GRUCell(3, name="c2")]
    b = layers.RNN(cells, return_sequences=True, name="rnn")(a)
    b = layers.Bidirectional(layers.GRU(2, return_sequences=True, name="g"), name="bi")(
        b
    )
    b = layers.TimeDistributed(layers.Dense(2, name="d"), name="td")(b)
    return keras.Model(
        a, layers.SpectralNormalization(layers.Dense(2, name="e"), name="sn")(b)
    )


@case
def masks():
    tokens = keras.Input((6,), dtype="int32", name="tokens")
    a = layers.Embedding(10, 4, mask_zero=True, name="e")(tokens)
    return keras.Model(tokens, layers.LSTM(3, name="l")(a), name="m")


@case
def drawn_masks():
    a, mask = x(6, 4, name="a"), keras.Input((6,), dtype="bool", name="mask")
    b = layers.LSTM(3, return_sequences=True, name="l")(a, mask=mask)
    return keras.Model([a, mask], layers.GlobalAveragePooling1D(name="g")(b, mask=mask))


@case
def operators():
    a = x(6, 4, name="a")
    b = ((2 - a * 2) / 3)[:, 1:, ..., None][..., 0]
    b = -b @ ops.transpose(b, (0, 2, 1))
    return keras.Model(a, ops.abs(b) ** 2, name="m")


@case
def lists_of_tensors_and_arrays():
    a = x(name="a", batch_size=2)
    b = ops.concatenate([np.ones((2, 3), "float32"), a], axis=-1)
    return keras.Model(a, ops.where(b > 0, b, float("-inf")), name="m")


@case
def arrays():
    a = x(name="a")
    b = a * np.arange(4, dtype="float32") + ops.convert_to_tensor([1.0, 2.0, 3.0, 4.0])
    return keras.Model(a, b, name="m")


@case
def ops_with_many_arguments():
    a = x(8, 8, 3, name="a")
    b = ops.pad(a, ((0, 0), (1, 1), (1, 1), (0, 0)))
    b = ops.conv(b, np.ones((3, 3, 3, 2), "float32"), strides=2, padding="same")
    c = ops.split(ops.image.resize(b, (4, 4)), 2, axis=1)
    values, _ = ops.top_k(ops.reshape(c[1], (-1, 16)), k=3)
    return keras.Model(a, ops.einsum("ab,ab->a", values, values), name="m")


@case
def activations():
    a = x(name="a")
    b = layers.Dense(4, activation=layers.LeakyReLU(negative_slope=0.1), name="d")(a)
    b = layers.Dense(4, activation=keras.activations.gelu, name="e")(b)
    return keras.Model(a, layers.Activation("mish", name="f")(b), name="m")


@case
def objects_with_arguments():
    made = layers.Dense(
        4,
        kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_out", seed=3),
        bias_initializer=keras.initializers.Constant(0.5),
        kernel_regularizer=keras.regularizers.L1L2(0.1, 0.2),
        kernel_constraint=keras.constraints.MaxNorm(3, axis=0),
        activity_regularizer="l2",
        name="d",
    )
    a = x(name="a")
    return keras.Model(a, made(a), name="m")


@case
def dtype_policies():
    a = x(name="a")
    b = layers.Dense(4, dtype="mixed_float16", name="d")(a)
    b = layers.Dense(4, dtype=keras.dtype_policies.DTypePolicy("bfloat16"), name="e")(b)
    return keras.Model(a, layers.Dense(2, dtype="float64", name="f")(b), name="m")


@case
def quantized():
    a = x(name="a")
    model = keras.Model(a, layers.Dense(8, name="d")(a), name="m")
    model.get_layer("d").quantize("int8")
    return model


@case
def preprocessing():
    a, words = x(name="a"), keras.Input((1,), dtype="string", name="words")
    number = keras.Input((1,), dtype="int32", name="number")
    made = [
        layers.Normalization(mean=1.0, variance=4.0, name="n")(a),
        layers.Discretization([0.0, 1.5], output_mode="multi_hot", name="d")(a),
        layers.StringLookup(vocabulary=["b", "a"], output_mode="one_hot", name="s")(
            words
        ),
        layers.IntegerLookup(vocabulary=[7, 3], output_mode="one_hot", name="i")(
            number
        ),
        layers.Hashing(5, output_mode="one_hot", salt=7, name="h")(words),
        layers.CategoryEncoding(9, name="c")(number),
    ]
    return keras.Model([a, words, number], made, name="m")


@case
def names_that_clash_with_ops():
    a = x(name="a")
    b = layers.Dense(4, name="add_77")(a + 1.0)
    return keras.Model(a, layers.Dense(4, name="subtract_99")(b - a), name="relu")


@case
def a_layer_called_three_times_and_left_aside():
    a, b = x(name="a"), x(name="b")
    shared = layers.Dense(4, name="shared")
    shared(x(name="elsewhere"))
    return keras.Model([a, b], shared(layers.Add(name="s")([shared(a), shared(b)])))


def sum_of_two(form: str, **kwargs) -> keras.Model:
    """A model of two inputs that are no equals, which it takes in a form."""
    p, q = x(name="p"), x(name="q", **kwargs)
    both = layers.Subtract(name="difference")([p, q])
    forms = {"list": [q, p], "dict": {"p": p, "q": q}, "swapped": {"p": q, "q": p}}
    return keras.Model(forms[form], both, name="inner")


def called_with(form: str, given: str) -> keras.Model:
    p, q = x(name="x"), x(name="y")
    forms = {"list": [p, q], "dict": {"q": q, "p": p}, "tuple": (p, q)}
    return keras.Model([p, q], sum_of_two(form)(forms[given]), name="m")


@case
def list_called_with_a_tuple():
    return called_with("list", "tuple")


@case
def list_called_with_a_dict():
    return called_with("list", "dict")


@case
def dict_called_with_a_list():
    return called_with("dict", "list")


@case
def dict_called_with_names_of_others():
    return called_with("swapped", "dict")


@case
def an_array_of_many_numbers():
    a = x(50, 100, name="a")
    weights = np.linspace(-1, 1, 5000, dtype="float32").reshape(50, 100)
    return keras.Model(a, a * weights, name="m")


@case
def numbers_without_end():
    a = x(name="a")
    b = ops.clip(ops.nan_to_num(a, posinf=float("inf")), float("-inf"), float("inf"))
    return keras.Model(a, ops.where(ops.isnan(b), float("nan"), b), name="m")


@case
def tuples_of_numbers():
    a = x(4, 6, name="a")
    b = ops.transpose(a[:, 1:, (1, None)[1], ::2, None][..., 0], (0, 2, 1, 3))
    return keras.Model(a, ops.sum(ops.squeeze(b, (1,)), axis=(1,)), name="m")


@case
def four_bits():
    a = x(8, name="a")
    model = keras.Model(a, layers.Dense(8, name="d")(a), name="m")
    model.get_layer("d").quantize("int4")
    return model


@case
def eight_bits_of_a_float():
    a = x(8, name="a")
    model = keras.Model(a, layers.Dense(8, name="d")(a), name="m")
    model.get_layer("d").quantize("float8")
    return model


@case
def masks_of_a_dict():
    a, b = x(5, 4, name="a"), x(5, 4, name="b")
    both = layers.LSTM(3, name="rnn")(layers.Add(name="sum")([a, b]))
    inner = keras.Model({"a": a, "b": b}, both, name="inner")
    tokens = keras.Input((5,), dtype="int32", name="tokens")
    known = layers.Embedding(10, 4, mask_zero=True, name="known")(tokens)
    p = x(5, 4, name="p")
    return keras.Model([tokens, p], inner({"a": known, "b": p}), name="m")
