"""Differences in words."""

from collections.abc import Iterable

from kgraph.document.comparing.comparison import Value
from kgraph.document.graph import Graph, Source
from kgraph.document.project import Project
from kgraph.document.telling.words import brief, source_name, title

FEW = 3


def values_text(values: Iterable[Value]) -> str:
    """Returns parameters as `units 10 → 20, activation none → relu`."""
    return ", ".join(f"{v.name} {brief(v.old)} → {brief(v.new)}" for v in values)


def node_text(project: Project, graph: Graph, node: str) -> str:
    """Returns a node with its first parameters: `Dense 'fc' (units 10)`."""
    layer = graph.layer_of(node)
    config = list(layer.config.items())
    told = [f"{name} {brief(value)}" for name, value in config[:FEW]]
    if len(config) > FEW:
        told.append("…")
    return title(project, layer) + (f" ({', '.join(told)})" if told else "")


def wired_text(graph: Graph, node: str) -> str:
    """Returns what a node stands behind: `, after 'conv' and 'pool'`."""
    sources = tuple(dict.fromkeys(graph.nodes[node].sources()))
    if not sources:
        return ""
    names = [source_text(graph, s) for s in sources[:FEW]]
    if len(sources) > FEW:
        names.append(f"{len(sources) - FEW} more")
    return f", after {names_text(names)}"


def source_text(graph: Graph, source: Source) -> str:
    """Returns the name of the layer whose tensor it is, and which of several."""
    name = f"{source_name(graph, source)!r}"
    return f"{name} (output {source.output})" if source.output else name


def names_text(names: Iterable[str]) -> str:
    """Returns a list as people write it: `'a', 'b' and 'c'`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
