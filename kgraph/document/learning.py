"""Which layers learn: have weights that training changes, as the catalogue cannot say.

A table and not an analysis: a drawing that is not finished has no analysis, and a stage
must mean the same layers before and after.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kgraph import catalog
from kgraph.document.graph import ENDS, Layer

Config = Mapping[str, Any]

NORMALIZES_BATCHES = "BatchNormalization"

_LEARN = frozenset(
    {
        "BatchNormalization",  # also without scale and offset: it keeps statistics
        "ConvLSTM1D",
        "ConvLSTM2D",
        "ConvLSTM3D",
        "Dense",
        "EinsumDense",
        "Embedding",
        "GRU",
        "GRUCell",
        "GroupQueryAttention",
        "LSTM",
        "LSTMCell",
        "LayerScale",
        "MultiHeadAttention",
        "PReLU",
        "RMSNormalization",
        "ReversibleEmbedding",
        "STFTSpectrogram",
        "SimpleRNN",
        "SimpleRNNCell",
    }
)


def _scales_or_shifts(config: Config) -> bool:
    return bool(config.get("scale", True) or config.get("center", True))


def _scales_by_default(config: Config) -> bool:
    return bool(config.get("use_scale", True))


def _scales_or_concatenates(config: Config) -> bool:
    return bool(config.get("use_scale")) or config.get("score_mode") == "concat"


_LEARN_IF: dict[str, Callable[[Config], bool]] = {
    "AdditiveAttention": _scales_by_default,
    "Attention": _scales_or_concatenates,
    "GroupNormalization": _scales_or_shifts,
    "LayerNormalization": _scales_or_shifts,
}


def learns(layer: Layer) -> bool:
    """Whether training can change a layer: it has weights to learn, or statistics.

    A wrapper learns if what it wraps does. A submodel is none itself: those in it are.
    """
    if layer.is_op or layer.submodel is not None or layer.type in ENDS:
        return False
    own = _learns(layer.type, layer.config)
    return own or any(learning_in(layer.config)) or bool(layer.origin.get("variables"))


def learning_in(config: Any) -> Iterator[tuple[str, Config]]:
    """Yields class and config of the layers that learn within another's config."""
    for name, inner in layers_in(config):
        if _learns(name, inner):
            yield name, inner


def layers_in(value: Any) -> Iterator[tuple[str, Config]]:
    """Yields class and config of each layer that a config holds, as wrappers do."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from layers_in(item)
    elif isinstance(value, Mapping):
        name, config = value.get("class_name"), value.get("config")
        if isinstance(config, Mapping) and _is_layer(name):
            yield str(name), config
        for item in value.values():
            yield from layers_in(item)


def normalizes_batches(layer: Layer) -> bool:
    """Whether a layer is a BatchNormalization, or wraps one."""
    inside = (name for name, _ in layers_in(layer.config))
    return NORMALIZES_BATCHES in (layer.type, *inside)


def _is_layer(name: Any) -> bool:
    return isinstance(name, str) and catalog.load().find("layer", name) is not None


def _learns(type: str, config: Config) -> bool:
    if type in _LEARN:
        return True
    if type in _LEARN_IF:
        return _LEARN_IF[type](config)
    spec = catalog.load().find("layer", type)
    return spec is not None and spec.category == "Convolution"
