"""Finds the layer that a path begins with: `conv.filters`, `base/conv.filters`."""

from collections.abc import Iterator
from typing import Any

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project, with_graphs
from kgraph.document.setting.holders import Spot, config_spot
from kgraph.document.setting.words import SettingError, unknown


def layer_spot(project: Project, rest: str) -> tuple[Spot, str]:
    """Returns the place of a layer's arguments, and what is left of the path.

    Raises:
        SettingError: If there is no such layer, or none with arguments.
    """
    found = max(_found(project, project.main, "", rest), key=_length, default=None)
    if found is None:
        names = [_name(project, x) for x in project.main.layers.values()]
        said = rest.rpartition(".")[0] or rest
        raise unknown("layers", said, names)
    graph, layer, name = found
    spec = catalog.load().operation(layer.type)
    if layer.submodel is not None or spec is None:
        what = "a submodel" if layer.submodel is not None else "a placeholder"
        example = f" Say which of its layers, as in `layers.{name}/…`."
        raise SettingError(
            f"`layers.{name}` is {what} and has no parameters."
            + (example if layer.submodel is not None else "")
        )

    def put(config: Any) -> Project:
        changed = project.graphs[graph.id]
        for parameter in {*layer.config, *config}:
            if parameter in config:
                value = config[parameter]
                changed = edits.set_parameter(changed, layer.id, parameter, value)
            else:
                changed = edits.reset_parameter(changed, layer.id, parameter)
        return with_graphs(project, changed)

    spot = config_spot(f"layers.{name}", layer.config, put, spec)
    left = rest[len(name) + 1 :]
    if not left:
        raise SettingError(
            f"`layers.{name}` is no setting but has some: "
            + ", ".join(f"`{p.name}`" for p in spec.parameters)
            + "."
        )
    return spot, left


def _found(
    project: Project, graph: Graph, above: str, rest: str
) -> Iterator[tuple[Graph, Layer, str]]:
    """Yields the layers whose names, from the main graph down, a path begins with."""
    for layer in graph.layers.values():
        name = f"{above}{layer.name}"
        if rest == name or rest.startswith(f"{name}."):
            yield graph, layer, name
        inner = project.graphs.get(layer.submodel or "")
        if inner is not None and rest.startswith(f"{name}/"):
            yield from _found(project, inner, f"{name}/", rest)


def _length(found: tuple[Graph, Layer, str]) -> int:
    return len(found[2])


def _name(project: Project, layer: Layer) -> str:
    return f"{layer.name}/…" if layer.submodel in project.graphs else layer.name
