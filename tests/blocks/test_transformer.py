import keras
import numpy as np
import pytest
from keras import Input, Model, layers

from kgraph import blocks
from kgraph.modeling import build


def part(x, norm, dropout, compute):
    y = compute(layers.LayerNormalization()(x) if norm == "pre" else x)
    if dropout:
        y = layers.Dropout(dropout)(y)
    x = layers.Add()([x, y])
    return x if norm == "pre" else layers.LayerNormalization()(x)


def fed_forward(x, units, features, activation):
    return layers.Dense(features)(layers.Dense(units, activation=activation)(x))


def encoder(features, heads, key_dim, units, dropout, norm, activation):
    def attend(x):
        return layers.MultiHeadAttention(heads, key_dim, dropout=dropout)(x, x)

    def feed(x):
        return fed_forward(x, units, features, activation)

    inputs = Input((None, features))
    x = part(inputs, norm, dropout, attend)
    return Model(inputs, part(x, norm, dropout, feed))


def decoder(features, context, heads, key_dim, units, dropout, norm, activation):
    inputs, known = Input((None, features)), Input((None, context))

    def attention():
        return layers.MultiHeadAttention(heads, key_dim, dropout=dropout)

    def attend(x):
        return attention()(x, x, use_causal_mask=True)

    def attend_to_context(x):
        return attention()(x, known)

    def feed(x):
        return fed_forward(x, units, features, activation)

    x = inputs
    for compute in (attend, attend_to_context, feed):
        x = part(x, norm, dropout, compute)
    return Model([inputs, known], x)


CASES = [
    ({"features": 4}, (8, 1, 16, 0.1, "pre", "relu")),
    ({"features": 16}, (8, 2, 64, 0.1, "pre", "relu")),
    ({"features": 12, "heads": 5}, (5, 2, 48, 0.1, "pre", "relu")),
    (
        {"features": 8, "heads": 2, "key_dim": 3, "norm": "post", "dropout": 0.0},
        (2, 3, 32, 0.0, "post", "relu"),
    ),
    (
        {"features": 8, "feed_forward": 5, "norm": "post", "activation": "gelu"},
        (8, 1, 5, 0.1, "post", "gelu"),
    ),
]


@pytest.mark.parametrize(("config", "written"), CASES)
def test_an_encoder(is_the_same, config, written):
    model = encoder(config["features"], *written)
    assert is_the_same("TransformerEncoder", config, model)


@pytest.mark.parametrize(("config", "written"), CASES)
def test_a_decoder(is_the_same, config, written):
    model = decoder(config["features"], config["features"], *written)
    assert is_the_same("TransformerDecoder", config, model)


def test_a_context_may_have_other_features(is_the_same):
    config = {"features": 8, "context_features": 6, "heads": 2}
    model = decoder(8, 6, 2, 4, 32, 0.1, "pre", "relu")
    assert is_the_same("TransformerDecoder", config, model)


def places_that_change(model: keras.Model, sequences: list, which: int) -> list[int]:
    """Returns what changes of the result if place 3 of one sequence does."""
    changed = [sequence.copy() for sequence in sequences]
    changed[which][0, 3, 0] += 1
    before, after = (
        np.array(model(s if len(s) > 1 else s[0])) for s in (sequences, changed)
    )
    return np.flatnonzero(np.abs(before - after).max(axis=-1)[0] > 1e-6).tolist()


def test_a_decoder_sees_nothing_of_what_is_to_come_and_all_of_the_context():
    model = build(blocks.find("TransformerDecoder").make({"features": 8}))
    generator = np.random.default_rng(1)
    sequences = [generator.normal(size=(1, length, 8)) for length in (6, 4)]
    assert places_that_change(model, sequences, 0) == [3, 4, 5]
    assert places_that_change(model, sequences, 1) == [0, 1, 2, 3, 4, 5]


def test_an_encoder_sees_all_of_the_sequence():
    model = build(blocks.find("TransformerEncoder").make({"features": 8}))
    sequence = np.random.default_rng(1).normal(size=(1, 6, 8))
    assert places_that_change(model, [sequence], 0) == [0, 1, 2, 3, 4, 5]
