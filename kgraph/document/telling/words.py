"""Parts of a drawing in words, short enough for a sentence."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kgraph import catalog
from kgraph.document.graph import Graph, Layer, Source
from kgraph.document.project import Project

LONGEST = 40
SHORT = 24


def brief(value: Any, longest: int = LONGEST) -> str:
    """Returns a value of a config as a person would write it.

    Args:
        longest: How many letters at most.

    Example:

    >>> brief(0.5), brief([3, 3]), brief(None), brief("relu")
    ('0.5', '[3, 3]', 'none', 'relu')
    >>> brief({"class_name": "Adam", "config": {"learning_rate": 0.01}})
    'Adam(learning_rate=0.01)'
    """
    text = " ".join(_brief(value).split()) or "nothing"
    return text if len(text) <= longest else text[: longest - 1] + "…"


def setting(name: str, value: Any) -> str:
    """Returns the label of a step that sets a value: `Set units to 64`."""
    return f"Set {name} to {brief(value, SHORT)}"


def title(project: Project, layer: Layer) -> str:
    """Returns what a layer is and its name: `Dense 'dense_1'`."""
    return f"{type_name(project, layer)} {layer.name!r}"


def type_name(project: Project, layer: Layer) -> str:
    """Returns what a layer is: its operation, or the name of its submodel."""
    submodel = project.graphs.get(layer.submodel or "")
    return submodel.name if submodel else layer.type


def default(layer: Layer, parameter: str) -> Any:
    """Returns what a parameter is where the layer's config does not say it."""
    spec = catalog.load().operation(layer.type)
    known = spec.parameter(parameter) if spec else None
    return None if known is None or known.required else known.default


def source_name(graph: Graph, source: Source) -> str:
    """Returns the name of the layer that an edge begins at."""
    return graph.layer_of(source.node).name if source.node in graph.nodes else "?"


def plural(number: int, word: str) -> str:
    """Returns a count with its noun.

    Example:

    >>> plural(1, "epoch"), plural(2, "epoch")
    ('1 epoch', '2 epochs')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _brief(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and "class_name" in value:
        config = value.get("config")
        given = config.items() if isinstance(config, Mapping) else ()
        arguments = ", ".join(f"{name}={_brief(v)}" for name, v in given)
        return f"{value['class_name']}({arguments})" if arguments else _name(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_brief, value))}]"
    return msgspec.json.encode(value).decode()


def _name(value: Mapping[str, Any]) -> str:
    return str(value["class_name"])
