"""Reads a foreign model's file as data: what Keras is given later, and no Keras yet."""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from kgraph.document.reports import Finding
from kgraph.importing.errors import ImportRefusedError, shown, size_text
from kgraph.importing.kinds import kind_of
from kgraph.importing.opening import limits
from kgraph.importing.opening.archive import unpack
from kgraph.importing.opening.hdf5 import Contents
from kgraph.importing.opening.isolated import copy_weights
from kgraph.importing.opening.plain_json import read_json


class Opened(Struct, frozen=True):
    """A foreign file, read.

    Attributes:
        config: The description of the model, as the file has it.
        compiled: What the file says of `compile()`, as it is; empty for nothing.
        metadata: Which Keras wrote it, and when.
        weights: A plain HDF5 file with the weights; None if there are none.
        contents: What is in it.
        is_legacy: Whether the weights are ordered as in legacy HDF5 files.
        assets: The folder with the vocabularies; None if there are none.
        recipe: What kgraph put into the file, by name.
    """

    config: Any
    compiled: Mapping[str, Any] = {}
    metadata: Mapping[str, Any] = {}
    weights: Path | None = None
    contents: Contents | None = None
    is_legacy: bool = False
    assets: Path | None = None
    recipe: Mapping[str, bytes] = {}
    findings: tuple[Finding, ...] = ()


def open_file(path: Path, folder: Path) -> Opened:
    """Reads a `.keras` file, a legacy HDF5 file or the JSON of an architecture.

    Args:
        folder: An empty folder for what is unpacked.

    Raises:
        FileError: If there is no such file.
        ImportRefusedError: If the file is broken, unsafe, or of another kind.
    """
    kind = kind_of(path)
    try:
        if kind == "keras":
            return _open_keras(path, folder)
        if kind == "hdf5":
            return _open_hdf5(path, folder)
        if kind == "json":
            return _open_json(path)
        raise ImportRefusedError(f"{path.name} is no file that Keras writes.")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportRefusedError(f"{path} cannot be read: {reason}.") from error


def _open_keras(path: Path, folder: Path) -> Opened:
    unpacked = unpack(path, folder)
    findings = [
        Finding(f"{len(unpacked.ignored)} files that are no part of a model were left.")
    ][: len(unpacked.ignored)]
    config = read_json(unpacked.config, "config.json")
    metadata = read_json(unpacked.metadata or b"{}", "metadata.json")
    plain = contents = None
    if unpacked.weights is not None:
        try:
            plain = folder / "plain.weights.h5"
            contents = copy_weights(unpacked.weights, plain)
        except ImportRefusedError as error:
            plain = None
            text = f"The weights were left out. {error}"
            findings.append(Finding(text, "model.weights.h5", "warning"))
        unpacked.weights.unlink()
    return Opened(
        config=config,
        compiled=_mapping(config, "compile_config"),
        metadata=metadata if isinstance(metadata, Mapping) else {},
        weights=plain,
        contents=contents,
        assets=unpacked.assets,
        recipe=unpacked.recipe,
        findings=tuple(findings),
    )


def _open_hdf5(path: Path, folder: Path) -> Opened:
    plain = folder / "plain.h5"
    contents = copy_weights(path, plain)
    text = contents.texts.get("model_config")
    if text is None:
        raise ImportRefusedError(
            f"{path.name} holds weights and no model: the layers that they belong to "
            "are not in it. Import the model itself, as a `.keras` or a `.json` file."
        )
    trained = contents.texts.get("training_config", "{}")
    compiled = read_json(trained.encode(), "training_config")
    known = {k: v for k, v in contents.texts.items() if not k.endswith("_config")}
    has_weights = "model_weights" in contents.groups
    return Opened(
        config=read_json(text.encode(), "model_config"),
        compiled=compiled if isinstance(compiled, Mapping) else {},
        metadata=known,
        weights=plain if has_weights else None,
        contents=contents,
        is_legacy=True,
    )


def _open_json(path: Path) -> Opened:
    size = path.stat().st_size
    if size > limits.JSON_BYTES:
        raise ImportRefusedError(
            f"{path.name} may have {size_text(limits.JSON_BYTES)}. "
            f"Received: {size_text(size)}."
        )
    config = read_json(path.read_bytes().removeprefix(codecs.BOM_UTF8), path.name)
    if isinstance(config, str):  # `json.dump(model.to_json(), file)`
        config = read_json(config.encode(), path.name)
    if not isinstance(config, Mapping) or "class_name" not in config:
        raise ImportRefusedError(
            f"{path.name} must hold what `model.to_json()` returns. "
            f"Received: {shown(config)}."
        )
    versions = {k: config[k] for k in ("keras_version", "backend") if k in config}
    return Opened(
        config=config, compiled=_mapping(config, "compile_config"), metadata=versions
    )


def _mapping(config: Any, key: str) -> Mapping[str, Any]:
    found = config.get(key) if isinstance(config, Mapping) else None
    return found if isinstance(found, Mapping) else {}
