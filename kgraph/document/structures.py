"""How tensors are held together: in lists, tuples and dicts, as Keras nests them.

A *nested value* is a leaf, a tuple of nested values (a list in Keras) or a dict of
them; a tuple in Keras is `{"class_name": "__tuple__", "config": (...)}`. In a document
the same is JSON, with lists for tuples.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kgraph.document.graph import Graph, Node, Source
from kgraph.document.names import unique_name

TUPLE = "__tuple__"
TENSOR = "__tensor__"

Path = tuple[str | int, ...]
"""Where a leaf stands: the keys and indices that lead to it."""


def inputs_structure(graph: Graph) -> Any:
    """Returns how the model takes its tensors, with the ids of Inputs as leaves.

    Inputs that were deleted are left out, and new ones come last; the usual form is
    one tensor or a list.
    """
    nodes = graph.of_type("Input")
    return _structure(graph, nodes, graph.inputs, tuple(node.id for node in nodes))


def outputs_structure(graph: Graph) -> Any:
    """Returns how the model returns its tensors, with the ids of Outputs as leaves.

    Outputs that were deleted are left out, and new ones come last; the usual form is
    one tensor, or a dict by name.
    """
    nodes = graph.of_type("Output")
    usual = {graph.layers[node.layer].name: node.id for node in nodes}
    return _structure(graph, nodes, graph.outputs, usual)


def leaves(structure: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yields path and leaf of a nested value, in the order in which they stand.

    Example:

    >>> list(leaves({"a": "n1", "b": ("n2", "n3")}))
    [(('a',), 'n1'), (('b', 0), 'n2'), (('b', 1), 'n3')]
    """
    if is_tuple(structure):
        structure = structure["config"]
    if isinstance(structure, Mapping):
        for key, item in structure.items():
            yield from leaves(item, (*path, key))
    elif isinstance(structure, (list, tuple)):
        for index, item in enumerate(structure):
            yield from leaves(item, (*path, index))
    else:
        yield path, structure


def mapped(structure: Any, leaf: Callable[[Any], Any]) -> Any:
    """Returns a nested value with other leaves; one that becomes None is left out.

    So is a list, tuple or dict of which nothing is left. None if nothing is.
    """
    if is_tuple(structure):
        items = mapped(tuple(structure["config"]), leaf)
        return None if items is None else {"class_name": TUPLE, "config": items}
    if isinstance(structure, Mapping):
        by_key = {key: mapped(item, leaf) for key, item in structure.items()}
        return {k: item for k, item in by_key.items() if item is not None} or None
    if isinstance(structure, (list, tuple)):
        listed = (mapped(item, leaf) for item in structure)
        return tuple(item for item in listed if item is not None) or None
    return leaf(structure)


def renumbered(template: Any, ids: Mapping[str, str]) -> Any:
    """Returns the template of a graph of which layers have other ids now.

    Args:
        ids: Id of each layer that is still there to its new id.
    """
    if template is None:
        return None
    new = mapped(template, lambda id: ids.get(id) if isinstance(id, str) else None)
    return as_template(new)


def rekeyed(template: Any, id: str, old: str, new: str) -> Any:
    """Returns a template in which a leaf whose key was its name has its new name.

    Where another leaf has the new name as its key, the old one stays.
    """
    if is_tuple(template):
        return {**template, "config": rekeyed(template["config"], id, old, new)}
    if isinstance(template, Mapping):
        is_free = template.get(old) == id and new not in template
        return {
            new if is_free and key == old else key: rekeyed(item, id, old, new)
            for key, item in template.items()
        }
    if isinstance(template, (list, tuple)):
        return [rekeyed(item, id, old, new) for item in template]
    return template


def as_template(structure: Any) -> Any:
    """Returns a nested value as JSON: its tuples become lists."""
    if isinstance(structure, Mapping):
        return {key: as_template(item) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return [as_template(item) for item in structure]
    return structure


def filled(template: Any, sources: Sequence[Source]) -> Any:
    """Returns the argument that a template describes, None if the template is void.

    Args:
        template: JSON in which `{"class_name": "__tensor__", "config": i}` stands for
            the i-th of the sources.

    Returns:
        A nested value whose leaves are the sources, and constants as JSON.

    Example:

    >>> filled([{"class_name": "__tensor__", "config": 0}, 2.0], [Source("n1")])
    (Source(node='n1', output=0), 2.0)
    """
    if sorted(_places(template)) != list(range(len(sources))):
        return None
    return with_places_filled(template, sources)


def with_places_filled(template: Any, tensors: Sequence[Any]) -> Any:
    """Returns a template with tensors in its places; JSON's lists become tuples."""
    if is_place(template):
        return tensors[template["config"]]
    return _changed(template, lambda item: with_places_filled(item, tensors))


def with_leaves(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """Returns a nested value with other leaves; none is left out."""
    if isinstance(value, (Mapping, list, tuple)):
        return _changed(value, lambda item: with_leaves(item, leaf))
    return leaf(value)


def place(index: int) -> dict[str, Any]:
    """Returns what stands for a tensor in a template."""
    return {"class_name": TENSOR, "config": index}


def is_tuple(value: Any) -> bool:
    """Whether a nested value is a tuple in Keras."""
    return (
        isinstance(value, Mapping)
        and value.get("class_name") == TUPLE
        and isinstance(value.get("config"), (list, tuple))
    )


def is_place(value: Any) -> bool:
    """Whether a value of a template stands for a tensor; Keras's own hold numbers."""
    return (
        isinstance(value, Mapping)
        and value.get("class_name") == TENSOR
        and type(value.get("config")) is int
    )


def _structure(
    graph: Graph, ends: Sequence[Node], template: Any, usual: Mapping[str, str] | Path
) -> Any:
    waiting = {node.layer: node.id for node in ends}
    kept = mapped(
        template, lambda id: waiting.pop(id, None) if isinstance(id, str) else None
    )
    added = [node for node in ends if node.id in waiting.values()]
    is_shorter = len(list(leaves(kept))) < len(list(leaves(template)))
    if kept is None or (added and isinstance(kept, str)):
        return _bare(usual)
    if is_tuple(kept):
        return {**kept, "config": (*kept["config"], *(node.id for node in added))}
    if isinstance(kept, tuple):
        items = (*kept, *(node.id for node in added))
        return _bare(items) if is_shorter else items
    for node in added:
        kept[unique_name(graph.layers[node.layer].name, kept)] = node.id
    return kept


def _bare(usual: Any) -> Any:
    """Returns a lone tensor as it is."""
    items = list(usual.values() if isinstance(usual, dict) else usual)
    is_lone = len(items) == 1 and isinstance(items[0], str)
    return items[0] if is_lone else usual


def _places(template: Any) -> Iterator[int]:
    if is_place(template):
        yield template["config"]
    elif isinstance(template, Mapping):
        for item in template.values():
            yield from _places(item)
    elif isinstance(template, (list, tuple)):
        for item in template:
            yield from _places(item)


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """Returns a list or dict with its items changed, and any other value as it is."""
    if isinstance(value, Mapping):
        return {key: change(item) for key, item in value.items()}
    return tuple(map(change, value)) if isinstance(value, (list, tuple)) else value
