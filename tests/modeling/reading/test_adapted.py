"""What a layer learned by `adapt` is in its config, so that it is in the document."""

from typing import Any

import numpy as np
import pytest
from keras import layers

from kgraph import catalog
from kgraph.modeling.objects import make_layer
from kgraph.modeling.reading.adapted import with_adapted
from kgraph.modeling.reading.defaults import layer_config

WORDS = np.array([["b a"], ["b c"], ["b"]])


def config_of(layer: layers.Layer) -> dict[str, Any]:
    return with_adapted(layer, unlearned(layer))


def unlearned(layer: layers.Layer) -> dict[str, Any]:
    """Returns what Keras's config says, without defaults."""
    return layer_config(catalog.load().operation(type(layer).__name__), layer)


def again(layer: layers.Layer) -> layers.Layer:
    """Makes the layer from its config, as a document does."""
    spec = catalog.load().operation(type(layer).__name__)
    assert spec is not None
    return make_layer(spec, layer.name, config_of(layer))


def test_the_words_of_a_lookup_come_along() -> None:
    lookup = layers.StringLookup(num_oov_indices=2)
    lookup.adapt(["a", "b", "b"])
    # Keras keeps them in a file beside the config.
    assert "vocabulary" not in unlearned(lookup)
    assert config_of(lookup)["vocabulary"] == ["b", "a"]
    assert again(lookup).get_vocabulary() == lookup.get_vocabulary()


def test_the_numbers_of_a_lookup_come_along() -> None:
    lookup = layers.IntegerLookup()
    lookup.adapt([7, 7, 5])
    assert config_of(lookup)["vocabulary"] == [7, 5]
    assert again(lookup).get_vocabulary() == lookup.get_vocabulary()


def test_the_words_of_texts_come_along() -> None:
    texts = layers.TextVectorization(output_sequence_length=3)
    texts.adapt(WORDS)
    assert config_of(texts)["vocabulary"][0] == "b"
    assert np.array_equal(again(texts)(WORDS), texts(WORDS))


@pytest.mark.parametrize("kind", [layers.TextVectorization, layers.StringLookup])
def test_how_rare_each_word_is_comes_along(kind: type[layers.Layer]) -> None:
    texts = kind(output_mode="tf_idf")
    texts.adapt(WORDS)
    config = config_of(texts)
    assert len(config["idf_weights"]) == len(config["vocabulary"])
    # The weight of unknown words is their mean, which Keras makes anew.
    assert np.allclose(again(texts)(WORDS), texts(WORDS))


def test_boundaries_take_the_place_of_the_number_of_bins() -> None:
    bins = layers.Discretization(num_bins=3)
    bins.adapt(np.arange(9.0))
    config = config_of(bins)
    assert "num_bins" not in config
    assert len(config["bin_boundaries"]) == 2
    assert all(isinstance(value, float) for value in config["bin_boundaries"])
    values = np.arange(9.0)
    assert np.array_equal(again(bins)(values), bins(values))


@pytest.mark.parametrize(
    "layer",
    [
        lambda: layers.StringLookup(),
        lambda: layers.TextVectorization(),
        lambda: layers.Discretization(num_bins=3),
        lambda: layers.Discretization(bin_boundaries=[0.0, 1.0]),
        lambda: layers.Dense(3),
    ],
)
def test_a_layer_that_learned_nothing_stays_as_it_is(layer: Any) -> None:
    made = layer()
    assert config_of(made) == unlearned(made)


def test_words_that_were_given_stay_as_they_were_given() -> None:
    lookup = layers.StringLookup(vocabulary=["a"])
    assert config_of(lookup)["vocabulary"] == ["a"]
    assert np.array_equal(again(lookup)(["a", "z"]), [1, 0])
