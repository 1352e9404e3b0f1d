"""Models of the whole catalogue, wired at random, come back as they were."""

import os
import warnings

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from keras import layers
from random_functional import LAYERS, arguments_of, functional_models, some_inputs
from same_config import same_config

from kgraph import catalog
from kgraph.document.files import dumps, loads
from kgraph.modeling import build, read

EXAMPLES = 25
MANY = int(os.environ.get("KGRAPH_EXAMPLES", "500"))


def relaxed(examples: int):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=checks)


def comes_back(model: keras.Model) -> None:
    again = build(loads(dumps(read(model)), "model.kgraph"))
    assert same_config(again) == same_config(model)
    again.set_weights(model.get_weights())
    given = some_inputs(model)
    ours, theirs = computed(again, given), computed(model, given)
    assert type(ours) is type(theirs)
    for mine, other in zip(ours or (), theirs or (), strict=True):
        np.testing.assert_array_equal(np.asarray(mine), np.asarray(other))


def computed(model: keras.Model, given) -> list | None:
    """Returns the outputs; None where a layer of Keras made no such tensor as it told."""
    try:
        # Some layers change images at random unless they are told that nobody trains.
        return keras.tree.flatten(model(given, training=False))
    except Exception:  # as many kinds as there are layers
        return None


@pytest.mark.filterwarnings("ignore")
@relaxed(EXAMPLES)
@given(functional_models())
def test_a_random_model_comes_back(model):
    comes_back(model)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@relaxed(MANY)
@given(functional_models())
def test_many_random_models_come_back(model):
    comes_back(model)


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_can_be_made(name):
    with warnings.catch_warnings(action="ignore"):
        getattr(layers, name)(**arguments_of(catalog.load().operation(name)))
