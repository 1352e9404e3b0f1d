"""Makes a Keras model of a foreign file; nothing that the file names is run."""

import warnings
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keras
from keras.src.backend.common import global_state
from keras.src.backend.common.variables import initialize_all_variables
from keras.src.saving.serialization_lib import ObjectSharingScope
from msgspec import Struct

from kgraph.document.reports import Finding
from kgraph.importing.allowing.allowlist import allow
from kgraph.importing.errors import ImportRefusedError, in_one_line, shown, size_text
from kgraph.importing.opening import limits
from kgraph.importing.opening.bounded import BOUNDED
from kgraph.importing.opening.model_file import Opened, open_file
from kgraph.importing.opening.placeholders import custom_objects
from kgraph.importing.opening.restoring import adopt_weights, restore
from kgraph.modeling.clean_state import in_clean_state

# Where Keras keeps the variables that a stateless scope has not made.
_WAITING = "uninitialized_variables"


class LoadedModel(Struct, frozen=True):
    """A foreign model, and what there is to tell about it.

    Attributes:
        model: A Functional or Sequential, not compiled. Its variables have values only
            if it has weights; it can be drawn either way.
        config: The description of the model, as the file has it.
        compiled: What the file says of `compile()`, as it is; empty for nothing. No
            object of it was made.
        metadata: Which Keras wrote the file, and when.
        has_weights: Whether the model's variables hold what the file held.
        recipe: What kgraph put into the file, by name.
    """

    model: keras.Model
    config: Mapping[str, Any]
    compiled: Mapping[str, Any]
    metadata: Mapping[str, Any]
    has_weights: bool
    findings: tuple[Finding, ...]
    recipe: Mapping[str, bytes] = {}


class _Scope(keras.StatelessScope):
    """Wires layers without making their weights, large ones by no means.

    Some layers look at their variables while they are built; Keras then makes the
    initial values.
    """

    def __init__(self) -> None:
        super().__init__(initialize_variables=False)

    def get_current_value(self, variable: Any) -> Any:
        size = size_of(variable)
        if size > limits.UNSAVED_BYTES:
            raise ImportRefusedError(
                f"{shown(variable.path)} would need {size_text(size)} to be wired. "
                f"At most {size_text(limits.UNSAVED_BYTES)} are made for that."
            )
        return super().get_current_value(variable)


def load(path: str | Path, *, with_weights: bool = True) -> LoadedModel:
    """Loads a `.keras` file, a legacy `.h5` file or the JSON of an architecture.

    Classes that are not here become placeholders (`placeholders.StandIn`).

    Args:
        with_weights: False for the structure alone.

    Raises:
        FileError: If there is no such file.
        ImportRefusedError: If the file is broken, unsafe as a whole, or holds no model
            with a graph.
    """
    with TemporaryDirectory(prefix="kgraph-") as folder:
        opened = open_file(Path(path), Path(folder))
        return in_clean_state(lambda: _load(opened, with_weights))


def size_of(variable: Any) -> int:
    """Returns how many bytes a variable takes."""
    count = 1
    for length in variable.shape:
        count *= length
    return count * _bytes(variable.dtype)


def _bytes(dtype: str) -> int:
    digits = "".join(c for c in dtype if c.isdecimal())
    return max(1, int(digits or 8) // 8)


def _load(opened: Opened, with_weights: bool) -> LoadedModel:
    model, findings = _wired(opened)
    findings = [*opened.findings, *findings]
    has_weights = with_weights and opened.weights is not None
    if has_weights and (problem := _too_large(opened)) is not None:
        has_weights = False
        findings.append(problem)
    if has_weights and (problem := _unmade()) is not None:
        has_weights = False
        findings.append(problem)
    if has_weights:
        findings += restore(model, opened)
    return LoadedModel(
        model=model,
        config=opened.config,
        compiled=opened.compiled,
        metadata=opened.metadata,
        has_weights=has_weights,
        findings=tuple(findings),
        recipe=opened.recipe,
    )


def _wired(opened: Opened) -> tuple[keras.Model, list[Finding]]:
    """Returns the model without weights; layers that cannot be made stand in."""
    allowed = allow(opened.config)
    try:
        model, findings = _made(allowed.config, opened)
    except Exception as error:
        distrusted = _that_fail(allowed.config)
        global_state.set_global_attribute(_WAITING, [])
        if not distrusted:
            raise _refused(error) from error
        allowed = allow(opened.config, distrusted)
        try:
            model, findings = _made(allowed.config, opened)
        except Exception as again:
            raise _refused(again) from again
    # A Sequential whose Input is damaged counts as built and has no graph all the same.
    if not hasattr(model, "inputs"):
        raise ImportRefusedError(
            f"The Sequential {shown(model.name)} was saved before it knew the shape of "
            "its input, so it has no graph yet. Give it an Input and save it again."
        )
    return model, [*allowed.findings, *findings]


def _made(
    config: dict[str, Any], opened: Opened
) -> tuple[keras.Model, tuple[Finding, ...]]:
    with warnings.catch_warnings(), _Scope():
        # Keras tells of masks that go nowhere, as it did when the model was made.
        warnings.simplefilter("ignore")
        model = _deserialized(config)
        if not isinstance(model, keras.Model):
            raise ImportRefusedError("The file holds no model.")
        return model, adopt_weights(model, opened)


def _deserialized(config: dict[str, Any]) -> Any:
    """Returns what Keras makes of a config that was let through."""
    config = deepcopy(config)
    with ObjectSharingScope(), keras.saving.custom_object_scope(_objects()):
        if "module" in config:
            return keras.saving.deserialize_keras_object(config, safe_mode=True)
        is_sequential = config["class_name"] == "Sequential"
        kind = keras.Sequential if is_sequential else keras.Model
        return kind.from_config(config["config"])


def _objects() -> dict[str, type]:
    return {**custom_objects(), **BOUNDED}


def _that_fail(config: dict[str, Any]) -> dict[str, str]:
    """Returns the layers that Keras cannot make one by one, and why."""
    failing = {}
    with warnings.catch_warnings(), _Scope():
        warnings.simplefilter("ignore")
        for layer in config["config"]["layers"]:
            try:
                with keras.saving.custom_object_scope(_objects()):
                    _make_alone(deepcopy(layer))
            except Exception as error:
                name = layer.get("name", layer["config"].get("name"))
                failing[name] = f"{layer['class_name']} cannot be made: {_first(error)}"
    return failing


def _make_alone(layer: dict[str, Any]) -> None:
    if "module" in layer:
        keras.saving.deserialize_keras_object(layer, safe_mode=True)
    else:  # As before Keras 3; a Sequential reads that.
        keras.Sequential.from_config({"name": "alone", "layers": [layer]})


def _too_large(opened: Opened) -> Finding | None:
    """Returns why the model's variables are not made, None if they may be."""
    assert opened.contents is not None
    variables = _unborn()
    declared = sum(map(size_of, variables))
    held = sum(
        array.size * _bytes(array.dtype) for array in opened.contents.datasets.values()
    )
    if declared <= held + limits.UNSAVED_BYTES:
        return None
    largest = max(variables, key=size_of)
    return Finding(
        f"The weights were left out: the layers need {size_text(declared)}, and the "
        f"file holds {size_text(held)}. The largest is {shown(largest.path)} with "
        f"{size_text(size_of(largest))}.",
        largest.path.rpartition("/")[0],
        "warning",
    )


def _unmade() -> Finding | None:
    """Gives the variables a first value; returns why, if that cannot be."""
    try:
        initialize_all_variables()
    except Exception as error:
        global_state.set_global_attribute(_WAITING, [])
        return Finding(
            "The weights were left out: an initializer that the file describes makes "
            f"no values. {_first(error)}",
            "",
            "warning",
        )
    return None


def _unborn() -> list[Any]:
    """Returns the variables of this thread that wait for their first value."""
    return list(global_state.get_global_attribute(_WAITING) or ())


def _refused(error: Exception) -> ImportRefusedError:
    if isinstance(error, ImportRefusedError):
        return error
    return ImportRefusedError(f"Keras cannot make this model: {_first(error)}")


def _first(error: Exception) -> str:
    """Returns the last thing that Keras said."""
    said = str(error).rpartition("Exception encountered: ")[2]
    return in_one_line(said or type(error).__name__)
