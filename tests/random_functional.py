"""Hypothesis strategies for models of Keras made of the whole catalogue.

`from random_functional import functional_models`: layers are wired by the ranks that
they take; a call that Keras refuses is left out.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from hypothesis import reject
from hypothesis import strategies as st
from keras import layers, ops

from kgraph import catalog

INPUTS = {
    "vector": ((4,), "float32"),
    "sequence": ((6, 4), "float32"),
    "image": ((8, 8, 3), "float32"),
    "volume": ((4, 4, 4, 2), "float32"),
    "tokens": ((6,), "int32"),
    "words": ((1,), "string"),
}
# What cannot be part of a drawing, or of a graph of tensors at all.
LEFT_OUT = {
    *("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"),
    "MaxNumBoundingBoxes",
}
SMALL = {
    **dict.fromkeys(("units", "filters", "output_dim", "n", "num_bins"), 3),
    **dict.fromkeys(("kernel_size", "pool_size", "num_heads", "key_dim"), 2),
    **dict.fromkeys(("head_dim", "num_query_heads", "output_size"), 2),
    **dict.fromkeys(("rate", "stddev", "factor", "scale"), 0.25),
    **dict.fromkeys(("height_factor", "width_factor"), 0.25),
    **dict.fromkeys(("height", "width"), 4),
    "num_key_value_heads": 1,
    "input_dim": 50,
    "activation": "relu",
}
# Arguments by layer, where the names do not suffice.
ARGUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "Bidirectional": lambda: {"layer": layers.GRU(2, return_sequences=True)},
    "CategoryEncoding": lambda: {"num_tokens": 50},
    "Discretization": lambda: {"bin_boundaries": [-0.5, 0.0, 0.5]},
    "Dot": lambda: {"axes": -1},
    "EinsumDense": lambda: {"equation": "...a,ab->...b", "output_shape": (3,)},
    "IntegerLookup": lambda: {"vocabulary": [3, 1, 2]},
    "MelSpectrogram": lambda: {"fft_length": 4, "num_mel_bins": 2},
    "Normalization": lambda: {"mean": 1.0, "variance": 4.0},
    "Permute": lambda: {"dims": (2, 1)},
    "Pipeline": lambda: {"layers": [layers.Rescaling(0.5), layers.RandomFlip()]},
    "RandomPosterization": lambda: {"factor": 4},
    "RNN": lambda: {"cell": [layers.GRUCell(2), layers.LSTMCell(3)]},
    "Reshape": lambda: {"target_shape": (-1,)},
    "STFTSpectrogram": lambda: {"frame_length": 4, "fft_length": 4},
    "SpectralNormalization": lambda: {"layer": layers.Dense(3)},
    "StackedRNNCells": lambda: {"cells": [layers.SimpleRNNCell(2)]},
    "StringLookup": lambda: {"vocabulary": ["a", "b"]},
    "TextVectorization": lambda: {"vocabulary": ["a", "b"], "max_tokens": 9},
    "TimeDistributed": lambda: {"layer": layers.Dense(3)},
}
KINDS = {
    **dict.fromkeys(("StringLookup", "TextVectorization", "Hashing"), ("words",)),
    **dict.fromkeys(("IntegerLookup", "CategoryEncoding", "Embedding"), ("tokens",)),
    "ReversibleEmbedding": ("tokens",),
    "HashedCrossing": ("words",),
}
RANKS = {"1D": 3, "2D": 4, "3D": 5}
# Layers that notice only when they compute that a rank does not suit them.
OF_IMAGES = ("Random", "AugMix", "RandAugment", "CutMix", "MixUp", "Solarization")
UNARY = ("relu", "tanh", "square", "sigmoid", "abs", "softmax", "negative", "sin")
BINARY = ("add", "subtract", "multiply", "maximum", "minimum")
LAYERS = [spec.name for spec in catalog.load().all("layer") if spec.name not in
          {*LEFT_OUT, "Input", "Output"}]  # fmt: skip


class Wiring:
    """A model in the making."""

    def __init__(self, draw: st.DrawFn, depth: int) -> None:
        self._draw = draw
        self._depth = depth
        self._made: list[Any] = []
        self.tensors: list[Any] = []
        self.inputs: list[Any] = []

    def add_input(self, shape: tuple[int, ...], dtype: str) -> None:
        tensor = keras.Input(shape, dtype=dtype, name=f"in{len(self.inputs)}")
        self.inputs.append(tensor)
        self.tensors.append(tensor)

    def step(self) -> None:
        """Calls something; what Keras refuses is left out."""
        kinds = ["layer"] * 8 + ["op"] * 3 + ["again", "model", "sequential", "states"]
        kind = self._draw(st.sampled_from(kinds))
        try:
            made = getattr(self, f"_{kind}")()
        except (ValueError, TypeError, LookupError, AttributeError, RuntimeError):
            return
        except Exception as error:
            if "InvalidArgument" in type(error).__name__:
                return
            raise
        for tensor in keras.tree.flatten(made):
            if None not in tensor.shape[1:] and 0 not in tensor.shape[1:]:
                self.tensors.append(tensor)

    def _pick(self, fits: Callable[[Any], bool] = lambda tensor: True) -> Any:
        tensors = [tensor for tensor in self.tensors if fits(tensor)]
        if not tensors:
            raise ValueError("no tensor fits")
        return self._draw(st.sampled_from(tensors))

    def _layer(self) -> Any:
        name = self._draw(st.sampled_from(LAYERS))
        spec = catalog.load().operation(name)
        layer = getattr(layers, name)(**arguments_of(spec), **self._options(spec))
        kinds = KINDS.get(name)
        dtypes = [INPUTS[kind][1] for kind in kinds or ()]
        rank = RANKS.get(name.removesuffix("Transpose")[-2:])
        if name.startswith(OF_IMAGES) or spec.inputs[0].name == "data":
            rank = 4
        elif name.endswith(("Cell", "Cells")):
            rank = 2

        def fits(tensor: Any) -> bool:
            if dtypes:
                return tensor.dtype in dtypes
            return tensor.dtype == "float32" and rank in (None, len(tensor.shape))

        first = self._pick(fits)
        outputs = self._call(spec, layer, first, fits)
        self._made.append((layer, first))
        return outputs

    def _call(self, spec: Any, layer: Any, first: Any, fits: Any) -> Any:
        def alike() -> Any:
            return self._pick(lambda t: fits(t) and t.shape == first.shape)

        required = [port for port in spec.inputs if not port.optional]
        if required[0].many:
            return layer([first, alike()])
        if len(required) > 1 and required[1].name == "states":
            size = layer.state_size
            sizes = size if isinstance(size, list) else [size]
            return layer(first, [layers.Dense(n)(first) for n in sizes])
        others = [alike() for _ in required[1:]]
        if self._draw(st.booleans()) or not others:
            return layer(first, *others)
        names = [port.name for port in required]
        return layer(**dict(zip(names, [first, *others], strict=True)))

    def _options(self, spec: Any) -> dict[str, Any]:
        choices: dict[str, Any] = {
            "use_bias": st.booleans(),
            "return_sequences": st.just(True),
            "return_state": st.booleans(),
            "kernel_regularizer": st.sampled_from(["l2", keras.regularizers.L1(0.1)]),
            "kernel_initializer": st.sampled_from(
                ["he_normal", keras.initializers.VarianceScaling(2.0, seed=3)]
            ),
            "activation": st.sampled_from(["tanh", layers.LeakyReLU(0.1)]),
            "padding": st.just("same"),
            "mask_zero": st.booleans(),
            "trainable": st.booleans(),
        }
        known = {p.name for p in spec.parameters if not p.required} | {"trainable"}
        wanted = self._draw(st.sets(st.sampled_from(sorted(choices)), max_size=3))
        return {name: self._draw(choices[name]) for name in sorted(wanted & known)}

    def _op(self) -> Any:
        x = self._pick(lambda t: t.dtype == "float32")
        match self._draw(st.integers(0, 5)):
            case 0:
                return getattr(ops, self._draw(st.sampled_from(UNARY)))(x)
            case 1:
                y = self._pick(lambda t: t.shape == x.shape and t.dtype == x.dtype)
                return getattr(ops, self._draw(st.sampled_from(BINARY)))(x, y)
            case 2:
                return 2 - x * np.linspace(0, 1, x.shape[-1], dtype="float32")
            case 3:
                return x[..., : self._draw(st.integers(1, x.shape[-1] or 1))]
            case 4:
                return ops.concatenate([x, ops.abs(x), x], axis=-1)
            case _:
                return ops.split(x, [1], axis=-1)

    def _again(self) -> Any:
        layer, first = self._draw(st.sampled_from(self._made))
        return layer(self._pick(lambda t: t.shape == first.shape))

    def _model(self) -> Any:
        if self._depth == 0:
            raise ValueError("deep enough")
        given = [self._pick(lambda t: t.dtype == "float32") for _ in range(2)]
        inner = Wiring(self._draw, self._depth - 1)
        for tensor in given:
            inner.add_input(tuple(tensor.shape[1:]), "float32")
        for _ in range(self._draw(st.integers(1, 4))):
            inner.step()
        name = f"inner_{keras.backend.get_uid('inner')}"
        model = inner.model(name, is_dict=self._draw(st.booleans()))
        model.trainable = self._draw(st.booleans())
        names = dict(zip([t.name for t in inner.inputs], given, strict=True))
        is_dict = isinstance(model.input, dict)
        return model(names if is_dict else given)

    def _sequential(self) -> Any:
        first = self._pick(lambda t: t.dtype == "float32")
        made = [layers.Dense(3), layers.Activation("tanh"), layers.LayerNormalization()]
        model = keras.Sequential([keras.Input(first.shape[1:]), *made])
        self._made.append((model, first))
        return model(first)

    def _states(self) -> Any:
        x = self._pick(lambda t: len(t.shape) == 3 and t.dtype == "float32")
        _, h, c = layers.LSTM(3, return_state=True)(x)
        # `training=None` says nothing, and so a drawing does not say it.
        training = self._draw(st.sampled_from([{}, {"training": False}]))
        return layers.LSTM(3)(x, initial_state=[h, c], **training)

    def model(self, name: str, is_dict: bool = False) -> keras.Model:
        """Returns the model of what was wired, in a structure that is drawn."""
        ends = self._draw(
            st.lists(st.sampled_from(self.tensors[::-1]), min_size=1, max_size=3)
        )
        shapes: dict[str, Callable[[list[Any]], Any]] = {
            "one": lambda tensors: tensors[0],
            "list": list,
            "tuple": tuple,
            "dict": lambda tensors: {f"{9 - i}o": t for i, t in enumerate(tensors)},
            "nested": lambda tensors: {
                "b": tensors[:1],
                "a": (tensors[-1], tensors[0]),
            },
        }
        outputs = shapes[self._draw(st.sampled_from(sorted(shapes)))](ends)
        inputs: Any = {tensor.name: tensor for tensor in self.inputs}
        try:
            return keras.Model(inputs if is_dict else self.inputs, outputs, name=name)
        except ValueError:  # where a layer returned the very tensor that it took
            reject()


def arguments_of(spec: Any) -> dict[str, Any]:
    """Returns the arguments that a layer cannot do without."""
    if spec.name in ARGUMENTS:
        return ARGUMENTS[spec.name]()
    return {p.name: SMALL[p.name] for p in spec.parameters if p.required}


@st.composite
def functional_models(draw: st.DrawFn, max_steps: int = 12) -> keras.Model:
    """A Functional model, with nested ones, shared layers and ops in it."""
    wiring = Wiring(draw, depth=2)
    for kind in draw(st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=3)):
        wiring.add_input(*INPUTS[kind])
    for _ in range(draw(st.integers(1, max_steps))):
        wiring.step()
    return wiring.model("random", is_dict=draw(st.booleans()))


def some_inputs(model: keras.Model) -> Any:
    """Returns numbers or words for a model, always the same ones."""
    return keras.tree.map_structure(_some, model.input)


def _some(tensor: Any) -> Any:
    shape = [2 if size is None else size for size in tensor.shape]
    numbers = np.random.default_rng(7).integers(0, 3, shape)
    if tensor.dtype == "string":
        return ops.convert_to_tensor(np.where(numbers > 1, "a", "b").tolist())
    return ops.convert_to_tensor(numbers, dtype=tensor.dtype)
