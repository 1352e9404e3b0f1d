"""Holds a block against the same one written directly in Keras."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import pytest

from kgraph import blocks
from kgraph.modeling import build

Shape = tuple[int, ...]


@pytest.fixture
def is_the_same() -> Callable[..., bool]:
    """Says whether a block is the same model as one of Keras, but for its names."""
    return is_same


def is_same(
    name: str,
    config: dict[str, Any],
    written: keras.Model,
    shapes: Sequence[Shape] | None = None,
) -> bool:
    drawn = build(blocks.find(name).make(config))
    assert drawn.count_params() == written.count_params()
    assert nameless(drawn) == nameless(written)
    drawn.set_weights(written.get_weights())
    generator = np.random.default_rng(0)
    samples = [generator.normal(size=s) for s in shapes or small_shapes(written)]
    for ours, theirs in zip(run(drawn, samples), run(written, samples), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    return True


def nameless(model: keras.Model) -> dict[str, Any]:
    """Returns a model's config with the number of a layer where its name was."""
    config = model.get_config()
    numbers = {layer.name: str(at) for at, layer in enumerate(model.layers)}
    inner = {x.name: nameless(x) for x in model.layers if isinstance(x, keras.Model)}
    for layer in config["layers"]:
        layer["config"] = inner.get(layer["name"], layer["config"])
    if isinstance(config["output_layers"], dict):
        config["output_layers"] = list(config["output_layers"].values())
    return _renamed({**config, "name": "model"}, numbers)


def _renamed(value: Any, numbers: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _renamed(v, numbers) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_renamed(v, numbers) for v in value]
    return numbers.get(value, value) if isinstance(value, str) else value


def small_shapes(model: keras.Model) -> list[Shape]:
    """Returns a shape for each input: two samples, and 8 where it is open."""
    return [(2, *(size or 8 for size in t.shape[1:])) for t in model.inputs]


def run(model: keras.Model, samples: Sequence[np.ndarray]) -> list[np.ndarray]:
    outputs = model(samples if len(samples) > 1 else samples[0])
    if isinstance(outputs, dict):
        outputs = list(outputs.values())
    return [np.array(o) for o in (outputs if isinstance(outputs, list) else [outputs])]
