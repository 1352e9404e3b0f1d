"""Compares drawings by what they mean: ids, names and places do not matter.

Neither do metrics, which are no part of a model.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from kgraph.document.graph import Graph
from kgraph.document.project import Project
from kgraph.modeling import build


def meaning(project: Project) -> dict[str, Any]:
    """Each layer's calls as text, in which all that leads there is told; by layer."""
    graph = project.main
    calls: dict[str, list[str]] = {}
    for node in graph.nodes.values():
        calls.setdefault(node.layer, []).append(_story(project, graph, node.id))
    return {layer: sorted(stories) for layer, stories in calls.items()}


def assert_equal(drawn: Project, wanted: Project) -> None:
    """Fails unless both are one model: layers, configs, sharing, edges, columns."""
    drawn_meaning, wanted_meaning = meaning(drawn), meaning(wanted)
    assert sorted(drawn_meaning.values()) == sorted(wanted_meaning.values())
    layer = {str(calls): id for id, calls in wanted_meaning.items()}
    names = {
        drawn.main.layers[id].name: wanted.main.layers[layer[str(calls)]].name
        for id, calls in drawn_meaning.items()
    }
    names[drawn.main.name] = wanted.main.name
    assert _config(drawn, names) == _config(wanted, {})
    assert drawn.data.source == wanted.data.source


def _story(project: Project, graph: Graph, node: str) -> str:
    call, layer = graph.nodes[node], graph.layer_of(node)
    binding = project.data.bindings.get(layer.id)
    return repr(
        (
            layer.type,
            sorted((k, v) for k, v in layer.config.items() if k != "metrics"),
            sorted(call.constants.items()),
            to_builtins(binding),
            {
                argument: [(_story(project, graph, s.node), s.output) for s in sources]
                for argument, sources in call.inputs.items()
            },
        )
    )


def _config(project: Project, names: Mapping[str, str]) -> Any:
    config = _renamed(build(project).get_config(), names)
    config["layers"].sort(key=lambda layer: layer["name"])
    return config


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
