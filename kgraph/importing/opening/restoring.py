"""Gives a model that was wired anew the weights of its file."""

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import h5py
import keras
from keras.src.legacy.saving import legacy_h5_format
from keras.src.saving import saving_lib
from keras.src.utils.naming import to_snake_case

from kgraph.document.reports import Finding
from kgraph.importing.errors import in_one_line, shown
from kgraph.importing.opening.hdf5 import Contents, Dataset
from kgraph.importing.opening.model_file import Opened
from kgraph.importing.opening.placeholders import StandIn

_GROUP = "model_weights"
_SUPPORTED = re.compile(r"bool|bfloat16|float(16|32|64)|u?int(8|16|32|64)")


def adopt_weights(model: keras.Model, opened: Opened) -> tuple[Finding, ...]:
    """Makes room in the placeholders for what the file holds for them."""
    if opened.contents is None:
        return ()
    findings: list[Finding] = []
    for path, layer in _stand_ins(model, ""):
        if opened.is_legacy:
            arrays, groups = _legacy_arrays(opened.contents, layer.name), {}
        else:
            arrays = dict(_below(opened.contents, path))
            groups = _groups(opened.contents, path)
        variables = []
        for place, array in arrays.items():
            if _SUPPORTED.fullmatch(array.dtype):
                shape = list(array.shape)
                variables.append({"path": place, "shape": shape, "dtype": array.dtype})
            else:
                text = f"The array {shown(place)} of {array.dtype} was left out."
                findings.append(Finding(text, layer.name, "warning"))
        layer.adopt(variables, groups)
    return tuple(findings)


def restore(model: keras.Model, opened: Opened) -> list[Finding]:
    """Puts the weights of a file into a model; tells of those that do not fit."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            failed = (_restore_legacy if opened.is_legacy else _restore)(model, opened)
        except Exception as error:
            text = f"The weights do not fit the layers: {in_one_line(error)}"
            return [Finding(text, "", "warning")]
    findings = [
        Finding(f"Its weights were left out: {in_one_line(error)}", name, "warning")
        for name, error in failed
    ]
    # Only the legacy loader tells by a warning of a shape that does not fit.
    return findings + [
        Finding(in_one_line(warning.message), "", "warning")
        for warning in told
        if opened.is_legacy and issubclass(warning.category, UserWarning)
    ]


def _restore(model: keras.Model, opened: Opened) -> list[tuple[str, Any]]:
    failed: dict[int, tuple[Any, Any]] = {}
    weights = saving_lib.H5IOStore(opened.weights, mode="r")
    has_assets = opened.assets is not None
    assets = (
        saving_lib.DiskIOStore(str(opened.assets), mode="r") if has_assets else None
    )
    try:
        # What `load_model` calls; `load_weights` reads no vocabularies.
        saving_lib._load_state(
            model,
            weights_store=weights,
            assets_store=assets,
            inner_path="",
            skip_mismatch=True,
            visited_saveables=set(),
            failed_saveables=set(),
            error_msgs=failed,
        )
    finally:
        weights.close()
        if assets is not None:
            assets.close()
    return [(getattr(item, "name", ""), error) for item, error in failed.values()]


def _restore_legacy(model: keras.Model, opened: Opened) -> list[tuple[str, Any]]:
    with h5py.File(opened.weights, "r") as file:
        legacy_h5_format.load_weights_from_hdf5_group(
            file[_GROUP], model, skip_mismatch=True
        )
    return []


def _stand_ins(model: keras.Model, path: str) -> Iterator[tuple[str, StandIn]]:
    """Yields the placeholders of a model and where Keras keeps their weights."""
    used: dict[str, int] = {}
    for layer in model.layers:
        name = to_snake_case(type(layer).__name__)
        times = used[name] = used.get(name, -1) + 1
        place = f"{path}layers/{name}" + (f"_{times}" if times else "")
        if isinstance(layer, StandIn):
            yield place, layer
        elif isinstance(layer, keras.Model):
            yield from _stand_ins(layer, place + "/")


def _groups(contents: Contents, path: str) -> dict[str, str | None]:
    """Returns the places of sublayers below a layer, with the names noted there."""
    prefix = path + "/"
    inside = [g.removeprefix(prefix) for g in contents.groups if g.startswith(prefix)]
    return {
        group: contents.groups.get(f"{prefix}{group}/vars")
        for group in inside
        if group.rpartition("/")[2] != "vars"
    }


def _legacy_arrays(contents: Contents, name: str) -> dict[str, Dataset]:
    """Returns a layer's arrays as a `.keras` file would name them."""
    group = f"{_GROUP}/{name}"
    names = contents.lists.get(group, [])
    arrays = (contents.datasets.get(f"{group}/{weight}") for weight in names)
    return {f"vars/{i}": array for i, array in enumerate(arrays) if array is not None}


def _below(contents: Contents, path: str) -> Mapping[str, Dataset]:
    """Returns the arrays below a group, by their path inside it, in natural order."""
    inside = {
        name.removeprefix(path + "/"): dataset
        for name, dataset in contents.datasets.items()
        if name.startswith(path + "/")
    }
    return {name: inside[name] for name in sorted(inside, key=_natural)}


def _natural(path: str) -> list[tuple[int, str]]:
    return [(int(p), "") if p.isdecimal() else (-1, p) for p in path.split("/")]
