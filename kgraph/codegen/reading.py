"""Writes the functions that list files, read samples and make batches, by `tf.data`."""

import os
from collections.abc import Iterator
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.files import COLUMNS, is_file, streams
from kgraph.codegen.layout import Code, call, fixed, flat, laid, mapping, text
from kgraph.codegen.values import literal
from kgraph.document.binding import layers_of_type
from kgraph.document.graph import ENDS
from kgraph.document.project import Binding, DataSource, Project

_OTHER_IMAGES = (".bmp", ".gif")
_MOST_LOOKED_AT = 1000

_LISTED = '''\
def listed(folder, *endings):
    """Returns the files in a folder, and of each the number of its sub-folder."""
    places = [path.relative_to(folder) for path in folder.rglob("*")]
    places = [
        place
        for place in places
        if place.suffix.lower() in endings
        and not any(part.startswith(".") for part in place.parts)
    ]
    places = [place for place in places if len(place.parts) > 1] or places
    places.sort(key=lambda place: (place.parts[0], place.parent.as_posix(), place.name))
    files = np.array([str(folder / place) for place in places])
    labels = np.unique([place.parts[0] for place in places], return_inverse=True)[1]
    return files, labels.astype("int32")
'''
_BATCHES = '''\
def batches(*samples, size={size}, shuffle=False):
    """Returns batches of samples, whose files are read when a batch needs them."""
    dataset = tf.data.Dataset.from_tensor_slices(samples)
    if shuffle:
        dataset = dataset.shuffle(len(dataset))
    dataset = dataset.map(read, num_parallel_calls=tf.data.AUTOTUNE)
    return dataset.batch(size).prefetch(tf.data.AUTOTUNE)
'''
_SOUND = '''\
def read_wav(file):
    """Returns the sound in a WAV file: {length} values from -1 to 1."""
    {rate}, sound = wavfile.read(file.decode())
    if sound.dtype.kind == "u":
        sound = sound / np.float32(128) - 1
    elif sound.dtype.kind == "i":
        sound = sound / -np.float32(np.iinfo(sound.dtype).min)
    sound = sound.reshape(len(sound), -1).mean(axis=1)
{resampling}    values = np.zeros({length}, "float32")
    values[: len(sound)] = sound[:{length}]
    return values.clip(-1, 1)
'''
_RESAMPLING = "    sound = resample_poly(sound, {rate}, rate)\n"


def reading_functions(project: Project, folder: str | Path | None) -> Iterator[str]:
    """Yields the functions that list files, read samples and make batches of them.

    Raises:
        CodegenError: If nobody knows the size of samples, or they are standardized.
    """
    source = project.data.source
    if source is None or source.kind not in COLUMNS:
        return
    if not source.options.get("labels"):
        yield _LISTED
    if not streams(project):
        return
    if source.kind == "images":
        yield _image(project, source, Path(folder or ".") / source.name)
    elif source.kind == "audio":
        yield from _audio(project, source)
    yield "\n".join(_read(project)) + "\n"
    yield _BATCHES.format(size=flat(literal(project.training.batch_size)))


def _image(project: Project, source: DataSource, folder: Path) -> str:
    shape = _shape(project, source)
    options = source.options
    height, width = options.get("size") or shape[:2] or (None, None)
    channels = options.get("channels") or (shape[2] if len(shape) > 2 else None)
    if None in (height, width, channels):
        raise CodegenError(
            "A program must know the size of images: say `size` and `channels` where "
            "the source is chosen."
        )
    data = call("tf.io.read_file", ["file"], {})
    given = [data, str(channels)]
    lines = [
        "def read_image(file):",
        f'    """Returns the image in a file, {height} × {width}, from 0 to 255."""',
    ]
    if _has_others(folder):
        decoded = call("tf.io.decode_image", given, {"expand_animations": "False"})
    else:
        lines.append("    # It reads PNG, too, and JPEG exactly as Pillow does.")
        accurate = {"dct_method": text("INTEGER_ACCURATE")}
        decoded = call("tf.io.decode_jpeg", given, accurate)
    resized = call("tf.image.resize", ["pixels", f"({height}, {width})"], {})
    lines += laid([("pixels = ", decoded), ("return ", resized)])
    return "\n".join(lines) + "\n"


def _audio(project: Project, source: DataSource) -> Iterator[str]:
    rate, seconds = (source.options.get(name) for name in ("sample_rate", "seconds"))
    shape = _shape(project, source)
    length = round(rate * seconds) if rate and seconds else prod(shape)
    if not shape and not (rate and seconds):
        raise CodegenError(
            "A program must know the length of sounds: say `sample_rate` and "
            "`seconds` where the source is chosen."
        )
    resampling = _RESAMPLING.format(rate=rate) if rate else ""
    name = "rate" if rate else "_"
    yield _SOUND.format(length=length, resampling=resampling, rate=name)
    made = call("tf.numpy_function", ["read_wav", "[file]", text("float32")], {})
    shaped = call("tf.ensure_shape", [made, f"({length},)"], {})
    yield "\n".join(
        [
            "def read_audio(file):",
            '    """Returns the sound in a file as a tensor."""',
            *laid([("return ", shaped)]),
            "",
        ]
    )


def _shape(project: Project, source: DataSource) -> tuple[int, ...]:
    """Returns the shape of samples as an Input that takes them has it, () if none."""
    for layer in layers_of_type(project.main, "Input"):
        binding = project.data.bindings[layer.id]
        shape: Any = layer.config.get("shape")
        is_plain = binding.reshape is None or source.kind == "audio"
        if not (is_file(source, binding.columns[0]) and is_plain):
            continue
        if isinstance(shape, (list, tuple)) and all(type(x) is int for x in shape):
            return tuple(shape)
    return ()


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
    yield "def read(inputs, targets):"
    yield '    """Returns a sample with what lies in its files."""'
    yield from laid([("return ", inputs, ", ", targets)])


def _side(project: Project, type: str, name: str) -> Code:
    source = project.data.source
    layers = list(layers_of_type(project.main, type))
    bindings = [project.data.bindings[layer.id] for layer in layers]
    read = [is_file(source, binding.columns[0]) for binding in bindings]
    if not any(read):
        return name
    if len(layers) == 1:
        return _sample(project, bindings[0], name)
    own: dict[str, Code] = {
        layer.name: _sample(project, binding, f"{name}[{text(layer.name)}]")
        for layer, binding, is_read in zip(layers, bindings, read, strict=True)
        if is_read
    }
    return (name, " | ", mapping(own))


def _sample(project: Project, binding: Binding, file: Code) -> Code:
    """Returns the code of a prepared sample."""
    source = project.data.source
    assert source is not None
    if source.kind == "texts":
        return call("tf.io.read_file", [file], {})
    scaling = binding.scaling
    if binding.columns[0] in binding.per_column:
        scaling = binding.per_column[binding.columns[0]].scaling
    if scaling == "standard":
        raise CodegenError(
            f"A program cannot standardize {binding.columns[0]!r} as it reads files: "
            "take the scaling `minmax`, or a Normalization layer behind the Input."
        )
    sample: Code = call(f"read_{COLUMNS[source.kind]}", [file], {})
    if scaling == "minmax" and source.kind == "images":
        sample = (sample, " / 255")
    elif scaling == "minmax":
        sample = ("(", sample, " + 1) / 2")
    if binding.reshape is None:
        return sample
    sizes = fixed([str(size) for size in binding.reshape])
    return call("tf.reshape", [sample, sizes], {})
