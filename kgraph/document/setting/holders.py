"""What can be found in what: fields in values, items in lists, arguments in objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from kgraph import catalog
from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document.data import Binding, Data, DataSource
from kgraph.document.graph import ENDS
from kgraph.document.project import Project
from kgraph.document.setting.words import SettingError, unknown
from kgraph.document.values import is_same

Put = Callable[[Any], Any]
"""Gives a project with another value in one place."""


class Spot(Struct, frozen=True):
    """A place in a project.

    Attributes:
        path: How it was come to.
        value: What is there.
        parameter: What the catalogue's form says of it, if one does.
        type: The annotation of what may be there, where a struct says so.
        spec: Of the arguments of an object: what the object is.
    """

    path: str
    value: Any
    put: Put
    parameter: ParameterSpec | None = None
    type: Any = None
    spec: OperationSpec | None = None
    project: Project | None = None

    def inside(self, rest: str) -> tuple[Spot, str]:
        """Returns the place that the next name of a path leads to, and what is left.

        Raises:
            SettingError: If there is no such place.
        """
        value = self.value
        if value is None:
            raise SettingError(
                f"`{self.path}` is none, and so there is no `{rest}` in it. "
                f"Set `{self.path}` first."
            )
        if isinstance(value, Data) and rest.partition(".")[0] == "bindings":
            return _bindings(self, rest)
        if isinstance(value, Struct):
            return _field(self, rest)
        if isinstance(value, (list, tuple)):
            return _item(self, rest)
        if self.spec is not None:
            return _argument(self, rest)
        if self.parameter is not None and self.parameter.takes:
            return _config(self, rest)
        if _dict_type(self.type) is not None:
            return _entry(self, rest)
        raise SettingError(
            f"`{self.path}` is a value, {value!r}, and so there is no `{rest}` in it."
        )


def project_spot(project: Project, name: str) -> Spot:
    """Returns the place of a project's training or data."""
    return Spot(
        name,
        getattr(project, name),
        lambda value: replace(project, **{name: value}),
        project=project,
    )


def config_spot(path: str, config: Any, put: Put, spec: OperationSpec) -> Spot:
    """Returns the place of the arguments of an object."""
    return Spot(path, config, put, spec=spec)


def first_name(rest: str, known: Iterable[str]) -> str | None:
    """Returns the longest of the names that a path begins with; names may have dots."""
    fitting = [n for n in known if rest == n or rest.startswith(f"{n}.")]
    return max(fitting, key=len, default=None)


def _left(rest: str, name: str) -> str:
    return rest[len(name) + 1 :]


def _taken(spot: Spot, rest: str, known: Iterable[str]) -> tuple[str, str]:
    """Returns the next name of a path and what is left of it."""
    names = list(known)
    name = first_name(rest, names)
    if name is None:
        raise unknown(spot.path, rest.partition(".")[0], names)
    return name, _left(rest, name)


def _field(spot: Spot, rest: str) -> tuple[Spot, str]:
    value = spot.value
    name, left = _taken(spot, rest, value.__struct_fields__)
    form = _form(value)
    found = Spot(
        f"{spot.path}.{name}",
        getattr(value, name),
        lambda new: spot.put(replace(value, **{name: new})),
        parameter=form.parameter(name) if form else None,
        type=get_type_hints(type(value))[name],
        spec=_options_form(value) if name == "options" else None,
        project=spot.project,
    )
    return found, left


def _form(value: Any) -> OperationSpec | None:
    """Returns the form of a struct, which goes by the struct's name."""
    return catalog.load().find("settings", type(value).__name__)


def _options_form(value: Any) -> OperationSpec | None:
    is_source = isinstance(value, DataSource)
    return (
        catalog.load().find("settings", f"{value.kind} source") if is_source else None
    )


def _item(spot: Spot, rest: str) -> tuple[Spot, str]:
    items = spot.value
    name, left = rest.partition(".")[0], rest.partition(".")[2]
    if not name.isdecimal() or int(name) >= len(items):
        held = f"{len(items)} of them, from 0" if items else "none yet"
        raise SettingError(
            f"`{spot.path}` is a list of {held}. Received: `{name}`. Set "
            f"`{spot.path}` as a whole to have more."
        )
    at = int(name)
    one = spot.parameter and replace(spot.parameter, kind="object", nullable=False)
    arguments = [x for x in get_args(spot.type) if x is not Ellipsis]
    found = Spot(
        f"{spot.path}.{name}",
        items[at],
        lambda new: spot.put(type(items)((*items[:at], new, *items[at + 1 :]))),
        parameter=one if one and one.takes else None,
        type=arguments[0] if arguments else Any,
        project=spot.project,
    )
    return found, left


def _config(spot: Spot, rest: str) -> tuple[Spot, str]:
    assert spot.parameter is not None
    spec = catalog.load().resolve(spot.value, *spot.parameter.takes)
    if spec is None:
        raise SettingError(
            f"`{spot.path}` is {spot.value!r}, and so there is no `{rest}` in it."
        )
    name, dot, left = rest.partition(".")
    if name != "config" or not dot:
        parameters = (f"config.{p.name}" for p in spec.parameters)
        raise unknown(spot.path, rest, parameters)
    config = spot.value.get("config") if isinstance(spot.value, dict) else {}

    def put(new: Any) -> Any:
        return spot.put({"class_name": spec.name, "config": new})

    return config_spot(f"{spot.path}.config", config or {}, put, spec), left


def _argument(spot: Spot, rest: str) -> tuple[Spot, str]:
    spec, config = spot.spec, spot.value
    assert spec is not None
    name, left = _taken(spot, rest, [p.name for p in spec.parameters])
    parameter = spec.parameter(name)
    assert parameter is not None

    def put(new: Any) -> Any:
        others = {key: item for key, item in config.items() if key != name}
        is_usual = not parameter.required and is_same(new, parameter.default)
        return spot.put(others if is_usual else {**others, name: new})

    value = config.get(name, parameter.default)
    return Spot(f"{spot.path}.{name}", value, put, parameter=parameter), left


def _entry(spot: Spot, rest: str) -> tuple[Spot, str]:
    """Returns the place of a key; one that is not there yet is all that is left."""
    # Such as class weights, which may be a word instead.
    entries: Mapping[str, Any] = spot.value if isinstance(spot.value, dict) else {}
    name = first_name(rest, entries) or rest
    types = get_args(_dict_type(spot.type))
    found = Spot(
        f"{spot.path}.{name}",
        entries.get(name),
        lambda new: spot.put({**entries, name: new}),
        type=types[1] if len(types) > 1 else Any,
    )
    return found, _left(rest, name)


def _dict_type(annotation: Any) -> Any:
    """Returns what of a type is a dict, None if nothing is."""
    parts = (annotation, *get_args(annotation))
    return next((part for part in parts if get_origin(part) is dict), None)


def _bindings(spot: Spot, rest: str) -> tuple[Spot, str]:
    """Returns the place of what is bound to an Input or Output, by its name."""
    assert spot.project is not None
    layers = spot.project.main.layers.values()
    ids = {layer.name: layer.id for layer in layers if layer.type in ENDS}
    whole = "bindings."
    if not rest.startswith(whole):
        return _field(spot, rest)
    here = Spot(f"{spot.path}.bindings", None, spot.put)
    name, left = _taken(here, rest.removeprefix(whole), ids)
    bindings: dict[str, Binding] = spot.value.bindings

    def put(new: Any) -> Any:
        return spot.put(replace(spot.value, bindings={**bindings, ids[name]: new}))

    value = bindings.get(ids[name])
    return Spot(f"{here.path}.{name}", value, put, type=Binding), left
