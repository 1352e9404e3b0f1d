"""Walks the public names of the installed Keras and makes an entry of each."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from kgraph.catalog import Kind, OperationSpec
from kgraph.modeling.introspect import docstrings
from kgraph.modeling.introspect.keywords import inherited
from kgraph.modeling.introspect.parameters import parameters
from kgraph.modeling.introspect.ports import call_of_layer, call_of_op

_LAYER_CATEGORIES = {
    "activations": "Activation",
    "convolutional": "Convolution",
    "rnn": "Recurrent",
    "image_preprocessing": "Image preprocessing",
}
_OP_CATEGORIES = {
    "numpy": "NumPy ops",
    "nn": "Neural network ops",
    "math": "Math ops",
    "linalg": "Linear algebra ops",
    "core": "Core ops",
    "image": "Image ops",
    "einops": "NumPy ops",
}
# Every class of a kind derives from the first; the others are no choice either.
_BASES: dict[Kind, tuple[str, ...]] = {
    "layer": ("layers.Layer", "layers.Wrapper", "layers.InputLayer"),
    "initializer": ("initializers.Initializer",),
    "regularizer": ("regularizers.Regularizer",),
    "constraint": ("constraints.Constraint",),
    "loss": ("losses.Loss",),
    "metric": ("metrics.Metric",),
    "optimizer": ("optimizers.Optimizer",),
    "schedule": ("optimizers.schedules.LearningRateSchedule",),
    "callback": ("callbacks.Callback", "callbacks.CallbackList"),
}


def all_entries() -> Iterator[OperationSpec]:
    """Yields an entry for everything that the installed Keras offers."""
    yield from _classes("layer")
    yield from _ops()
    yield from _activations()
    for kind in _BASES:
        if kind != "layer":
            yield from _classes(kind)


def _classes(kind: Kind) -> Iterator[OperationSpec]:
    import keras

    path = _BASES[kind][0].rpartition(".")[0]
    module = _resolve(keras, path)
    abstract = [_resolve(keras, name) for name in _BASES[kind]]
    for name, (cls, aliases) in _canonical(module, f"keras.{path}").items():
        if (
            inspect.isclass(cls)
            and issubclass(cls, abstract[0])
            and cls not in abstract
        ):
            make = _layer if kind == "layer" else _object
            yield make(kind, name, cls, f"keras.{path}", aliases)


def _canonical(module: ModuleType, path: str) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """Public name to thing and its other names, as Keras itself names it in files."""
    from keras.src.api_export import get_name_from_symbol

    names: dict[int, list[str]] = {}
    things: dict[int, Any] = {}
    for name in sorted(n for n in dir(module) if not n.startswith("_")):
        thing = getattr(module, name)
        names.setdefault(id(thing), []).append(name)
        things[id(thing)] = thing
    found = {}
    for key, public in names.items():
        own = (get_name_from_symbol(things[key]) or "") if callable(things[key]) else ""
        home, _, name = own.rpartition(".")
        if name not in public or not (home == path or home.startswith("keras")):
            name = public[0]
        found[name] = (things[key], tuple(n for n in public if n != name))
    return dict(sorted(found.items()))


def _object(
    kind: Kind, name: str, cls: type, module: str, aliases: tuple[str, ...]
) -> OperationSpec:
    text = docstrings.read(cls)
    arguments = list(inspect.signature(cls.__init__).parameters.values())[1:]  # type: ignore[misc]
    said = {**_said_of_all(kind), **docstrings.inherited_arguments(cls)}
    return OperationSpec(
        name=name,
        kind=kind,
        category=kind.capitalize(),
        module=module,
        summary=text.summary,
        documentation=text.body,
        parameters=parameters(name, arguments, said),
        synonyms=tuple(dict.fromkeys((*aliases, *_identifiers(cls, module)))),
    )


def _identifiers(cls: type, module: str) -> list[str]:
    """The strings that Keras accepts in place of an object: `uniform`, `zeros`."""
    source = import_module(module.replace("keras.", "keras.src.", 1))
    known = getattr(source, "ALL_OBJECTS_DICT", {})
    return [text for text, thing in known.items() if thing is cls and text.islower()]


def _said_of_all(kind: Kind) -> dict[str, str]:
    """What Keras writes by a template into the text of most optimizers, not of all."""
    import keras

    return (
        docstrings.read(keras.optimizers.Adam).arguments if kind == "optimizer" else {}
    )


def _layer(
    kind: Kind, name: str, cls: type, module: str, aliases: tuple[str, ...]
) -> OperationSpec:
    text = docstrings.read(cls)
    arguments = list(inspect.signature(cls.__init__).parameters.values())[1:]  # type: ignore[misc]
    own = [a for a in arguments if a.name != "name"]
    said = docstrings.inherited_arguments(cls)
    found = parameters(name, (*own, *inherited(cls)), said)
    call = call_of_layer(name, cls, said)
    return OperationSpec(
        name=name,
        kind=kind,
        category=_layer_category(cls),
        module=module,
        summary=text.summary,
        documentation=text.body,
        parameters=found,
        inputs=call.inputs,
        call=call.constants,
        outputs=call.outputs,
        synonyms=aliases,
    )


def _layer_category(cls: type) -> str:
    home = cls.__module__.split(".")
    if home[2] != "layers":
        return "Foreign code"
    folder = home[-2] if len(home) > 4 else "core"
    return _LAYER_CATEGORIES.get(folder, folder.capitalize())


def _ops() -> Iterator[OperationSpec]:
    import keras

    for space in ("ops", "ops.nn", "ops.linalg", "ops.image"):
        for name, (function, aliases) in _canonical(
            _resolve(keras, space), f"keras.{space}"
        ).items():
            flat = getattr(keras.ops, name, None)
            if inspect.isfunction(function) and (space == "ops" or flat is None):
                text = docstrings.read(function)
                call = call_of_op(f"{space}.{name}", function, text.arguments)
                if call:
                    yield OperationSpec(
                        name=f"{space}.{name}",
                        kind="op",
                        category=_OP_CATEGORIES[function.__module__.split(".")[-1]],
                        module=f"keras.{space}",
                        summary=text.summary,
                        documentation=text.body,
                        parameters=call.parameters,
                        inputs=call.inputs,
                        outputs=call.outputs,
                        synonyms=aliases,
                    )


def _activations() -> Iterator[OperationSpec]:
    import keras

    machinery = ("get", "serialize", "deserialize")
    for name, (function, aliases) in _canonical(
        keras.activations, "keras.activations"
    ).items():
        if inspect.isfunction(function) and name not in machinery:
            text = docstrings.read(function)
            # Keras keeps an activation by its name alone: its arguments cannot be set.
            yield OperationSpec(
                name=name,
                kind="activation",
                category="Activation",
                module="keras.activations",
                summary=text.summary,
                documentation=text.body,
                synonyms=aliases,
            )


def _resolve(root: Any, path: str) -> Any:
    for part in path.split("."):
        root = getattr(root, part)
    return root
