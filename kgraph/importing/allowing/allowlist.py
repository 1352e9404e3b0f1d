"""Lets a config through to Keras: what the catalogue knows, where it belongs.

Keras's own loader imports what a config names. Here every object in a config is found
by the place it stands at and named anew, as the catalogue names it; a layer with
anything else in it becomes a placeholder, which keeps what the file said to the letter.
Nothing is imported or made.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kgraph.catalog import Kind, OperationSpec
from kgraph.document.applications import APPLICATION_LAYERS
from kgraph.document.reports import Finding
from kgraph.importing.allowing.counting import Count, check_hidden
from kgraph.importing.allowing.lengths import refuse_lengths
from kgraph.importing.allowing.named import (
    checked_dtype,
    class_of,
    described,
    function_named,
    has_graph,
    is_model,
    is_of_keras,
    name_of,
    op_of,
    plain,
    refuse_paths,
    text_of,
)
from kgraph.importing.allowing.origins import Outputs, outputs_of, stand_in
from kgraph.importing.allowing.quantized import checked_quantization
from kgraph.importing.allowing.wired import calls_of, check_work, references
from kgraph.importing.errors import ImportRefusedError, NotAllowedError, shown

_INPUT = "InputLayer"
_NEWER = ("module", "registered_name")


class Allowed(Struct, frozen=True):
    """A config that Keras may be given.

    Attributes:
        config: The model's description; placeholders are described as `STAND_IN`.
        findings: What became a placeholder or was left out, and why.
    """

    config: dict[str, Any]
    findings: tuple[Finding, ...]


def allow(config: Any, distrusted: Mapping[str, str] | None = None) -> Allowed:
    """Returns what of a model's description is harmless.

    Args:
        config: `{"class_name": "Functional", "config": ...}`, as a `.keras` file, a
            legacy `.h5` file or `model.to_json()` has it.
        distrusted: Names of layers of the outermost model that must become
            placeholders, and why.

    Raises:
        ImportRefusedError: If it describes no model with a graph, or one that is made
            to keep Keras busy.
    """
    if not isinstance(config, Mapping) or "class_name" not in config:
        raise ImportRefusedError(
            "The config must describe a Keras model: an object with `class_name` and "
            f"`config`. Received: {shown(config)}."
        )
    screen = _Screen(distrusted or {})
    try:
        allowed, _ = screen.model(_outermost(config, screen), 0)
    except NotAllowedError as error:
        raise ImportRefusedError(f"The model cannot be opened: {error}.") from error
    return Allowed(allowed, tuple(screen.findings))


def _outermost(value: Mapping[str, Any], screen: "_Screen") -> Mapping[str, Any]:
    if is_model(value):
        return value
    name = shown(value.get("class_name"))
    if has_graph(value):
        screen.note(
            f"{name} is a class that is not here; the file holds its graph, which is "
            "opened as a plain Functional.",
            "",
        )
        return {**value, "class_name": "Functional", "module": "keras"} | (
            {"registered_name": None}
        )
    config = value.get("config")
    if is_of_keras(value) and isinstance(config, Mapping) and "layers" not in config:
        raise ImportRefusedError(
            f"The file must hold a model that Keras can make. Received: {name} alone."
        )
    raise ImportRefusedError(
        f"{name} is a subclass of keras.Model without a graph: its layers are called "
        "by Python code, which no model file holds. Only the program that made it can "
        "load it; a Functional or Sequential model can be opened here."
    )


class _Screen:
    """One pass over a config; collects what there is to tell."""

    def __init__(self, distrusted: Mapping[str, str]) -> None:
        self.findings: list[Finding] = []
        self._distrusted = distrusted
        self._count = Count()

    def note(self, text: str, where: str) -> None:
        self.findings.append(Finding(text, where, "warning"))

    def model(
        self, value: Mapping[str, Any], depth: int, is_strict: bool = False
    ) -> tuple[dict[str, Any], int]:
        """Returns a model's description, and how many calls it makes in all."""
        config = value.get("config")
        if isinstance(config, list):  # As the Sequential of Keras 2.0 was written.
            config = {"name": "sequential", "layers": config}
        if not isinstance(config, Mapping) or not isinstance(
            config.get("layers"), list
        ):
            raise NotAllowedError(
                f"{shown(value.get('class_name'))} has no list of layers, so no graph"
            )
        self._count.model(config["layers"], depth)
        if value["class_name"] == "Sequential":
            return self._sequential(value, config, depth, is_strict)
        return self._functional(value, config, depth, is_strict)

    def _sequential(
        self,
        value: Mapping[str, Any],
        config: Mapping[str, Any],
        depth: int,
        is_strict: bool,
    ) -> tuple[dict[str, Any], int]:
        layers, total = [], 0
        for item in config["layers"]:
            name = name_of(item)
            layer, calls = self._entry(item, name, ((),), depth, is_strict)
            layers.append(layer)
            total += calls
        shape = plain(config.get("build_input_shape"))
        kept = {"name": text_of(config, "name", "sequential"), "layers": layers}
        # Keras 2 writes the shape of every Sequential, also of one with an input.
        kept |= {"build_input_shape": shape} if shape else {}
        return described(value, kept, "keras"), total

    def _functional(
        self,
        value: Mapping[str, Any],
        config: Mapping[str, Any],
        depth: int,
        is_strict: bool,
    ) -> tuple[dict[str, Any], int]:
        if not has_graph(value):
            raise NotAllowedError(f"{shown(value['class_name'])} has no graph")
        ends = (config["input_layers"], config["output_layers"])
        calls, checked = calls_of(config["layers"])
        outputs = outputs_of(calls, references(ends))
        layers, kept_calls, total, hidden = [], {}, 0, 0
        for item in config["layers"]:
            name = name_of(item)
            if name in kept_calls:
                raise NotAllowedError(f"two layers are named {shown(name)}")
            if not calls[name] and item.get("class_name") != _INPUT:
                self._leave_out(item, name)
                continue
            layer, inner = self._entry(item, name, outputs[name], depth, is_strict)
            layers.append({**layer, "name": name, "inbound_nodes": checked[name]})
            kept_calls[name] = calls[name]
            total += inner * max(1, len(calls[name]))
            hidden += inner * max(0, len(calls[name]) - 1)
        check_hidden(hidden)
        name = text_of(config, "name", "functional")
        check_work([layer["name"] for layer in layers], kept_calls, name)
        kept = {key: config[key] for key in ("trainable",) if key in config}
        kept |= {
            "name": name,
            "layers": layers,
            "input_layers": plain(config["input_layers"]),
            "output_layers": plain(config["output_layers"]),
        }
        is_named = value["class_name"] == "Functional"
        module = "keras.src.models.functional" if is_named else "keras"
        return described(value, kept, module), total

    def _leave_out(self, item: Mapping[str, Any], name: str) -> None:
        self.note(
            f"{shown(item.get('class_name'))} is called with no tensor, so it belongs "
            "to nothing and would run while the file is opened: it was left out.",
            name,
        )

    def _entry(
        self,
        item: Mapping[str, Any],
        name: str,
        outputs: Outputs,
        depth: int,
        is_strict: bool,
    ) -> tuple[dict[str, Any], int]:
        """Returns a layer of a model, or the placeholder for it, and its calls."""
        try:
            if depth == 0 and name in self._distrusted:
                raise NotAllowedError(self._distrusted[name])
            layer, calls = self._layer(item, depth, is_strict)
        except NotAllowedError as error:
            if is_strict:
                raise
            self.note(
                f"{error}. A placeholder keeps its config, its wiring and its weights.",
                name,
            )
            return stand_in(item, name, outputs), 1
        if "module" not in item:  # By that, Keras knows the formats before Keras 3.
            layer = {k: layer[k] for k in layer if k not in _NEWER}
        return layer, calls

    def _layer(
        self, value: Any, depth: int, is_strict: bool = True
    ) -> tuple[dict[str, Any], int]:
        if not isinstance(value, Mapping) or not isinstance(
            value.get("class_name"), str
        ):
            raise NotAllowedError(f"{shown(value)} is no layer")
        if is_model(value):
            return self.model(value, depth + 1, is_strict)
        if value["class_name"] == _INPUT and is_of_keras(value):
            spec, module = None, "keras.layers"
        elif (spec := op_of(value)) is not None:
            module = str(value["module"])
        elif value["class_name"] in APPLICATION_LAYERS and (
            value.get("module") == APPLICATION_LAYERS[value["class_name"]]
        ):
            spec, module = None, value["module"]
        else:
            spec = class_of(("layer",), value)
            module = spec.module
        config = self._config(spec, value, depth)
        refuse_paths(value["class_name"], config)
        refuse_lengths(spec, value["class_name"], config)
        return described(value, config, module), 1

    def object(self, kinds: tuple[Kind, ...], value: Any, depth: int) -> Any:
        """Returns what an argument may be that takes objects of these kinds."""
        if isinstance(value, list):
            return [self.object(kinds, item, depth) for item in value]
        if not isinstance(value, Mapping) or value.get("class_name") == "__tuple__":
            return plain(value)
        if value.get("class_name") == "function":
            return function_named(kinds, value)
        # Keras takes `LeakyReLU()` for an activation, too.
        if "layer" in kinds or "activation" in kinds:
            self._count.nested()
            return self._layer(value, depth)[0]
        spec = class_of(kinds, value)
        config = self._config(spec, value, depth)
        refuse_lengths(spec, spec.name, config)
        return described(value, config, spec.module)

    def _config(
        self, spec: OperationSpec | None, value: Mapping[str, Any], depth: int
    ) -> dict[str, Any]:
        config = value.get("config")
        if config is None:
            return {}
        if not isinstance(config, Mapping):
            raise NotAllowedError(f"{shown(value['class_name'])} has no arguments")
        return {
            name: self._argument(spec, name, argument, depth)
            for name, argument in config.items()
        }

    def _argument(
        self, spec: OperationSpec | None, name: str, value: Any, depth: int
    ) -> Any:
        parameter = spec.parameter(name) if spec is not None else None
        is_dtype = parameter is not None and parameter.kind == "dtype"
        if name == "dtype" or is_dtype:
            return checked_dtype(value)
        if name == "quantization_config":
            return checked_quantization(value)
        if parameter is not None and parameter.takes:
            return self.object(parameter.takes, value, depth)
        return plain(value)
