"""Writes the functions that read samples from files and make batches, by `tf.data`."""

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from math import isfinite, prod
from pathlib import Path
from typing import Any

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, fixed, flat, laid, mapping, text
from kgraph.codegen.loading.files import folder_of, streams
from kgraph.codegen.loading.standardizing import (
    FUNCTIONS,
    MOMENTS,
    moments_of,
    standardized_layers,
)
from kgraph.codegen.loading.tables.weighing import weighted_parts
from kgraph.codegen.values import literal
from kgraph.document.binding import layers_of_type, preparation_of
from kgraph.document.graph import ENDS, Layer
from kgraph.document.project import DataSource, Project

_OTHER_IMAGES = (".bmp", ".gif")
_MOST_LOOKED_AT = 1000

_BATCHES = '''\
def batches(*samples, {moments}size={size}, shuffle=False):
    """Returns batches of samples, whose files are read when a batch needs them."""
    dataset = tf.data.Dataset.from_tensor_slices(samples)
    if shuffle:
        dataset = dataset.shuffle(len(dataset))
    dataset = dataset.map({read}, num_parallel_calls=tf.data.AUTOTUNE)
    return dataset.batch(size).prefetch(tf.data.AUTOTUNE)
'''
_IMAGE = '''\
def read_image(file, height, width, channels):
    """Returns the image in a file as pixels from 0 to 255."""
    # It reads PNG, too, and JPEG exactly as Pillow does.
    pixels = tf.io.decode_jpeg(
        tf.io.read_file(file), channels, dct_method="INTEGER_ACCURATE"
    )
    return tf.image.resize(pixels, (height, width))
'''
_ANY_IMAGE = '''\
def read_image(file, height, width, channels):
    """Returns the image in a file as pixels from 0 to 255."""
    pixels = tf.io.decode_image(
        tf.io.read_file(file), channels, expand_animations=False
    )
    return tf.image.resize(pixels, (height, width))
'''
_WAV = '''\
def read_wav(file, length, rate):
    """Returns the sound in a WAV file as so many values from -1 to 1."""
    own_rate, sound = wavfile.read(file.decode())
    if sound.dtype.kind == "u":
        sound = sound / np.float32(128) - 1
    elif sound.dtype.kind == "i":
        sound = sound / -np.float32(np.iinfo(sound.dtype).min)
    sound = sound.reshape(len(sound), -1).mean(axis=1)
    if rate is not None:
        sound = resample_poly(sound, rate, own_rate)
    values = np.zeros(length, "float32")
    values[: len(sound)] = sound[:length]
    return values.clip(-1, 1)
'''
_AUDIO = '''\
def read_audio(file, length, rate=None):
    """Returns the sound in a file as a tensor."""

    def read(file):
        return read_wav(file, length, rate)

    return tf.ensure_shape(tf.numpy_function(read, [file], "float32"), (length,))
'''


def reading_functions(project: Project, folder: str | Path | None) -> Iterator[str]:
    """Yields the functions that read samples and make batches of them.

    Args:
        folder: Where relative paths start from now.

    Raises:
        CodegenError: If nobody knows the size of samples.
    """
    if not streams(project):
        return
    data = project.data
    columns = {c for binding in data.bindings.values() for c in binding.columns}
    folders = [found for column in columns if (found := folder_of(data, column))]
    kinds = {found.kind for found in folders}
    if "images" in kinds:
        others = [*folders, data.validation_source, data.test_source]
        names = [found.name for found in others if found is not None]
        has_others = any(_has_others(Path(folder or ".") / name) for name in names)
        yield _ANY_IMAGE if has_others else _IMAGE
    if "audio" in kinds:
        yield _WAV
        yield _AUDIO
    has_moments = any(standardized_layers(project))
    if has_moments:
        yield from FUNCTIONS
    yield "\n".join([*_read(project), ""])
    yield _BATCHES.format(
        moments=f"{MOMENTS}, " if has_moments else "",
        read=f"partial(read, {MOMENTS})" if has_moments else "read",
        size=flat(literal(project.training.batch_size)),
    )


def moments(project: Project, files: Mapping[str, str]) -> Iterator[Code]:
    """Yields the statement that finds mean and deviation of standardized samples.

    Args:
        files: The code of the files to train on, by the ids of layers.
    """
    own: dict[str, Code] = {}
    for layer in standardized_layers(project):
        source = folder_of(project.data, _column(project, layer))
        assert source is not None
        reader, sizes = _reader(project, layer, source)
        own[layer.name] = call("moments_of", [files[layer.id], reader, *sizes], {})
    if own:
        yield (f"{MOMENTS} = ", mapping(own))


def _has_others(folder: Path) -> bool:
    """Whether there are images that are neither PNG nor JPEG, as far as one looks."""
    try:
        with os.scandir(folder) as entries:
            seen = list(islice(entries, _MOST_LOOKED_AT))
        for place in [e.path for e in seen if e.is_dir()][:100]:
            with os.scandir(place) as entries:
                seen += islice(entries, _MOST_LOOKED_AT)
    except (OSError, ValueError):
        return False
    return any(entry.name.lower().endswith(_OTHER_IMAGES) for entry in seen)


def _read(project: Project) -> Iterator[str]:
    """Yields the lines of the function that reads the files of one sample."""
    inputs, targets = (
        _side(project, type, name)
        for type, name in zip(ENDS, ("inputs", "targets"), strict=True)
    )
    weights = ", *weights" if weighted_parts(project) else ""
    known = f"{MOMENTS}, " if any(standardized_layers(project)) else ""
    yield f"def read({known}inputs, targets{weights}):"
    yield '    """Returns a sample with what lies in its files."""'
    yield from laid([("return ", inputs, ", ", targets, weights)])


def _side(project: Project, type: str, name: str) -> Code:
    layers = list(layers_of_type(project.main, type))
    own: dict[str, Code] = {}
    for layer in layers:
        source = folder_of(project.data, _column(project, layer))
        if source is not None:
            file = name if len(layers) == 1 else f"{name}[{text(layer.name)}]"
            own[layer.name] = _sample(project, layer, source, file)
    if len(layers) > 1:
        return (name, " | ", mapping(own)) if own else name
    return next(iter(own.values()), name)


def _sample(project: Project, layer: Layer, source: DataSource, file: Code) -> Code:
    """Returns the code of a prepared sample."""
    if source.kind == "texts":
        return call("tf.io.read_file", [file], {})
    binding = project.data.bindings[layer.id]
    scaling = preparation_of(binding, _column(project, layer)).scaling
    reader, told = _reader(project, layer, source)
    sample: Code = call(reader, [file, *told], {})
    if scaling == "minmax":
        is_image = source.kind == "images"
        sample = (sample, " / 255") if is_image else ("(", sample, " + 1) / 2")
    elif scaling == "standard":
        sample = call("standardized", [sample, moments_of(layer)], {})
    if binding.reshape is None:
        return sample
    sizes = fixed([str(size) for size in binding.reshape])
    return call("tf.reshape", [sample, sizes], {})


def _reader(
    project: Project, layer: Layer, source: DataSource
) -> tuple[str, list[Code]]:
    """Returns the function that reads a sample, and what it is told of its size."""
    shape = _shape(project, _column(project, layer), source)
    if source.kind == "images":
        return "read_image", _image_size(source, shape)
    return "read_audio", _audio_size(source, shape)


def _column(project: Project, layer: Layer) -> str:
    return project.data.bindings[layer.id].columns[0]


def _shape(project: Project, column: str, source: DataSource) -> tuple[int, ...]:
    """Returns the shape of samples as an Input that takes them has it, () if none."""
    for layer in layers_of_type(project.main, "Input"):
        binding = project.data.bindings[layer.id]
        shape: Any = layer.config.get("shape")
        is_plain = binding.reshape is None or source.kind == "audio"
        if binding.columns != (column,) or not is_plain:
            continue
        if isinstance(shape, (list, tuple)) and all(type(x) is int for x in shape):
            return tuple(shape)
    return ()


def _image_size(source: DataSource, shape: tuple[int, ...]) -> list[Code]:
    size, channels = (source.options.get(name) for name in ("size", "channels"))
    sides = size if isinstance(size, (list, tuple)) else shape[:2]
    known = (*sides, *([channels] if channels else shape[2:]))
    if [type(number) for number in known] != [int] * 3:
        raise CodegenError(
            "A program must know the size of images: say `size` and `channels` where "
            "the source is chosen."
        )
    return [str(number) for number in known]


def _audio_size(source: DataSource, shape: tuple[int, ...]) -> list[Code]:
    rate: Any = source.options.get("sample_rate")
    seconds: Any = source.options.get("seconds")
    length = prod(shape) if shape else 0
    is_told = type(rate) is int and type(seconds) in (int, float)
    if not shape and is_told and isfinite(seconds):
        length = round(rate * seconds)
    if length < 1 or not (rate is None or type(rate) is int):
        raise CodegenError(
            "A program must know the length of sounds: say `sample_rate` and "
            "`seconds` where the source is chosen."
        )
    return [str(number) for number in (length, rate) if number]
