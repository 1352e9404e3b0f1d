"""Layers that stand in for those whose classes are not here, and lose nothing of them.

Such a layer is wired and saved as the one it stands for: under the same class name,
with the same config, with its weights at the same places. It cannot compute.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import keras
from keras.src.saving import object_registration

# What Keras walks over when it saves and loads, layer or not.
from keras.src.saving.keras_saveable import KerasSaveable

from kgraph.document.graph import Layer
from kgraph.importing.allowing.origins import STAND_IN
from kgraph.importing.errors import ImportRefusedError, shown

_OWN = "vars"


class StandIn(keras.layers.Layer):
    """A layer of which only its description is known.

    Attributes:
        kgraph_origin: What the foreign file said: `class_name`, `module`,
            `registered_name`, `config`, `build_config`; `outputs`, the shape and dtype
            of each output by call, as far as the file told; `variables`, the path
            inside the layer, shape and dtype of each of its weights; `groups`, the
            names that were noted at the places of its sublayers.
    """

    def __init__(self, origin: Mapping[str, Any], name: str) -> None:
        super().__init__(name=name, autocast=False)
        self._convert_input_args = False
        self._allow_non_tensor_positional_args = True
        self.supports_masking = True
        self.kgraph_origin = dict(origin)
        said = origin.get("config")
        is_frozen = isinstance(said, Mapping) and said.get("trainable") is False
        self.trainable = not is_frozen
        self._places: dict[str, Any] = {}
        self.adopt(origin.get("variables", ()), origin.get("groups", {}))
        self.built = True

    def adopt(
        self,
        variables: Sequence[Mapping[str, Any]],
        groups: Mapping[str, str | None],
    ) -> None:
        """Makes room for weights, as a file holds them.

        Args:
            variables: The path inside the layer, the shape and the dtype of each.
            groups: Path inside the layer of each sublayer to its name, if it has one.
        """
        for variable in variables:
            self._places[variable["path"]] = self.add_weight(
                shape=tuple(variable["shape"]),
                dtype=variable["dtype"],
                initializer="zeros",
                name=variable["path"].replace("/", "_"),
            )
        _grow(self, self._places, groups)
        if variables:
            self.kgraph_origin["variables"] = [dict(item) for item in variables]
        if groups:
            self.kgraph_origin["groups"] = dict(groups)

    def call(
        self, inputs: Any = None, *args: Any, training: Any = None, **kwargs: Any
    ) -> Any:
        """Refuses: nobody here knows what the layer computes."""
        raise ImportRefusedError(
            f"nobody here knows what {self.name!r} computes: its class "
            f"{shown(self.kgraph_origin.get('class_name'))} is not here."
        )

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns the outputs that the foreign file tells of, or what came in."""
        first = _first_tensor((args, kwargs))
        calls = self.kgraph_origin.get("outputs") or [[None]]
        said = calls[min(len(self._inbound_nodes), len(calls) - 1)] or [None]
        outputs = [
            keras.KerasTensor(
                first.shape if spec is None else tuple(spec["shape"]),
                dtype=first.dtype if spec is None else spec["dtype"],
            )
            for spec in said
        ]
        return outputs[0] if len(outputs) == 1 else outputs

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> None:
        """Returns none; where a mask went on, the calls that take it name it."""

    def get_config(self) -> dict[str, Any]:
        """Returns the config that the foreign file had."""
        return dict(self.kgraph_origin.get("config") or {})

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> "StandIn":
        """Returns the stand-in for a layer that `origins.stand_in` describes."""
        return stand_in_of(config["origin"], config["name"])

    def get_build_config(self) -> dict[str, Any] | None:
        """Returns the build config that the foreign file had."""
        return self.kgraph_origin.get("build_config")

    def save_own_variables(self, store: Any) -> None:
        """Writes the weights that lie at the layer itself."""
        _save(self._places, store)

    def load_own_variables(self, store: Any) -> None:
        """Reads them."""
        _load(self._places, store)


class _Place(KerasSaveable):
    """A place inside a layer where a sublayer's weights lie."""

    def __init__(
        self, path: str, name: str | None, variables: Mapping[str, Any]
    ) -> None:
        if name is not None:
            self.name = name
        prefix = path + "/"
        self._places = {
            name.removeprefix(prefix): variable
            for name, variable in variables.items()
            if name.startswith(prefix)
        }

    def _obj_type(self) -> str:
        return "Layer"

    def save_own_variables(self, store: Any) -> None:
        _save(self._places, store)

    def load_own_variables(self, store: Any) -> None:
        _load(self._places, store)


def custom_objects() -> dict[str, type]:
    """Returns what Keras must know to make the placeholders of an allowed config."""
    return {STAND_IN: StandIn}


def stand_in_of(origin: Mapping[str, Any], name: str) -> StandIn:
    """Returns a layer that stands in for another.

    Args:
        origin: As `StandIn.kgraph_origin`.
    """
    said = (origin.get(key) for key in ("class_name", "module", "registered_name"))
    return _class(*map(_text, said))(origin, name)


def placeholder_of(layer: Layer) -> StandIn:
    """Returns the Keras layer for a placeholder of a document.

    Args:
        layer: A layer whose `origin` is what `StandIn.kgraph_origin` was.
    """
    origin = {"class_name": layer.type, "config": layer.config, **layer.origin}
    return stand_in_of(origin, layer.name)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


@cache
def _class(
    name: str | None, module: str | None, registered: str | None
) -> type[StandIn]:
    """Returns a class that Keras writes down as the foreign one."""
    if not name or "\0" in name or not name.isprintable():
        raise ImportRefusedError(f"{shown(name)} is no name of a class.")
    # `__main__` is what Keras writes as no module at all.
    made = type(name, (StandIn,), {"__module__": module or "__main__"})
    # The only hand that Keras offers without a public entry of the class: registering
    # it would put it before a class of that name which the person has registered.
    object_registration.GLOBAL_CUSTOM_NAMES[made] = registered
    return made


def _first_tensor(arguments: Any) -> Any:
    for value in keras.tree.flatten(arguments):
        if keras.backend.is_keras_tensor(value):
            return value
    return keras.KerasTensor((None,))


def _grow(
    layer: StandIn, variables: Mapping[str, Any], groups: Mapping[str, str | None]
) -> None:
    """Gives a layer a place for each sublayer, where Keras will look for it."""
    grown: dict[str, Any] = {"": layer}
    for path in sorted(groups, key=lambda path: path.count("/")):
        above, _, part = path.rpartition("/")
        owner = grown.get(above)
        # Keras looks at no attribute that every layer has.
        if owner is None or part.startswith("__") or hasattr(owner, part):
            continue
        grown[path] = _Place(path, groups[path], variables)
        setattr(owner, part, grown[path])


def _save(places: Mapping[str, Any], store: Any) -> None:
    for path, variable in _own(places).items():
        store[path] = variable


def _load(places: Mapping[str, Any], store: Any) -> None:
    for path, variable in _own(places).items():
        variable.assign(store[path])


def _own(places: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the weights that lie at a place itself, by their names there."""
    prefix = _OWN + "/"
    return {
        path.removeprefix(prefix): variable
        for path, variable in places.items()
        if path.startswith(prefix)
    }
