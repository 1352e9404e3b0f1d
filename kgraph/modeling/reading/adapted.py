"""What a preprocessing layer has learned by `adapt`, as its constructor takes it."""

from typing import Any

import keras

from kgraph.modeling.reading.defaults import plain


def with_adapted(layer: Any, config: dict[str, Any]) -> dict[str, Any]:
    """Returns the config with what the layer learned and keeps in no weight.

    A vocabulary that was adapted stands in no config of Keras, but in a file beside
    it; a document has one place for both.
    """
    if isinstance(layer, keras.layers.Discretization):
        # Keras writes the boundaries beside `num_bins`, and takes but one of them.
        is_adapted = layer.bin_boundaries is not None and "num_bins" in config
        rest = {k: v for k, v in config.items() if k != "num_bins"}
        return (
            {**rest, "bin_boundaries": plain(layer.bin_boundaries)}
            if is_adapted
            else config
        )
    if not isinstance(layer, _LOOKUPS):
        return config
    # How many words there were is counted again: the constructor does not say so.
    config = {k: v for k, v in config.items() if k != "vocabulary_size"}
    if "vocabulary" in config:
        return config
    vocabulary = plain(layer.get_vocabulary(include_special_tokens=False))
    if not vocabulary:
        return config
    lookup = getattr(layer, "_lookup_layer", layer)
    weights = getattr(lookup, "idf_weights", None)
    if weights is None:
        return {**config, "vocabulary": vocabulary}
    first = lookup._token_start_index()
    learned = plain(keras.ops.convert_to_numpy(weights))[first:]
    return {
        **config,
        "vocabulary": vocabulary,
        "idf_weights": learned[: len(vocabulary)],
    }


_LOOKUPS = (
    keras.layers.StringLookup,
    keras.layers.IntegerLookup,
    keras.layers.TextVectorization,
)
