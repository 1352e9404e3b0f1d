"""Which layers a converter is known to refuse, as a sentence for people."""

from collections.abc import Iterator

import keras

from kgraph.export.exporter import ExportError

_LOOKUPS = (
    "StringLookup",
    "IntegerLookup",
    "TextVectorization",
    "Hashing",
    "HashedCrossing",
)
_SPECTRA = ("MelSpectrogram", "STFTSpectrogram", "FFT", "IFFT", "RFFT", "IRFFT", "STFT")
_REFUSED = {
    "onnx": _LOOKUPS,
    "litert": (
        *_LOOKUPS,
        "CategoryEncoding",
        "MaxPooling3D",
        "AveragePooling3D",
        *_SPECTRA,
    ),
    "torch": _LOOKUPS,
}


def refuse(model: keras.Model, format: str, title: str) -> None:
    """Raises if a model has layers that a format is known to have no place for.

    Args:
        title: What people call the format.

    Raises:
        ExportError: If so; it names them.
    """
    found = dict.fromkeys(
        f"{operation.name} ({type(operation).__name__})"
        for operation in _operations(model)
        if type(operation).__name__ in _REFUSED[format]
    )
    if found:
        raise ExportError(
            f"{title} has no place for a layer of this kind. Received: "
            f"{', '.join(found)}. Do that before the model, with the data, or choose "
            "TensorFlow SavedModel, which takes all layers."
        )


def _operations(model: keras.Model) -> Iterator[keras.Operation]:
    for operation in getattr(model, "operations", model.layers):
        yield operation
        if isinstance(operation, keras.Model):
            yield from _operations(operation)
