"""What differs between two graphs, so that a view redraws that and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from kgraph.document.graph import Edge, Graph, Node, edges_into
from kgraph.document.values import is_identical


class GraphDiff(Struct, frozen=True):
    """The way from an old graph to a new one; ids in the order of placement.

    Attributes:
        added, removed: Nodes that are in one of the two alone.
        changed: Nodes in both whose call or whose layer differs.
        layers: Layers in both that differ.
        edges_added, edges_removed: All of them, those of added and removed nodes too.
        moved: Nodes in both whose position differs.
        frames_added, frames_removed, frames_changed: Likewise, of frames.
        notes_added, notes_removed, notes_changed: Likewise, of notes.
        folded: Nodes in both that are collapsed in one of the two alone.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    edges_added: tuple[Edge, ...] = ()
    edges_removed: tuple[Edge, ...] = ()
    moved: tuple[str, ...] = ()
    frames_added: tuple[str, ...] = ()
    frames_removed: tuple[str, ...] = ()
    frames_changed: tuple[str, ...] = ()
    notes_added: tuple[str, ...] = ()
    notes_removed: tuple[str, ...] = ()
    notes_changed: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is drawn differs."""
        return self == _NOTHING


_NOTHING = GraphDiff()


def diff(old: Graph, new: Graph) -> GraphDiff:
    """Compares two graphs; parts that are the same object are not looked into."""
    if old is new:
        return _NOTHING
    layers = _changed(old.layers, new.layers)
    redrawn = set(_changed(old.nodes, new.nodes))
    gone, came = _only(old.nodes, new.nodes), _only(new.nodes, old.nodes)
    called = set(layers)
    edges_added, edges_removed = _edges(
        (old.nodes[id] for id in (*gone, *(i for i in new.nodes if i in redrawn))),
        (new.nodes[id] for id in new.nodes if id in redrawn or id not in old.nodes),
    )
    if called:
        redrawn |= {n.id for n in new.nodes.values() if n.layer in called} - set(came)
    return GraphDiff(
        added=came,
        removed=gone,
        changed=tuple(id for id in new.nodes if id in redrawn) if redrawn else (),
        layers=layers,
        edges_added=edges_added,
        edges_removed=edges_removed,
        moved=_changed(old.positions, new.positions),
        frames_added=_only(new.frames, old.frames),
        frames_removed=_only(old.frames, new.frames),
        frames_changed=_changed(old.frames, new.frames),
        notes_added=_only(new.notes, old.notes),
        notes_removed=_only(old.notes, new.notes),
        notes_changed=_changed(old.notes, new.notes),
        folded=_folded(old, new),
    )


def _only(these: Mapping[str, Any], others: Mapping[str, Any]) -> tuple[str, ...]:
    return () if these is others else tuple(id for id in these if id not in others)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    if old is new:
        return ()
    return tuple(
        id
        for id, value in new.items()
        if id in old and not is_identical(old[id], value)
    )


def _folded(old: Graph, new: Graph) -> tuple[str, ...]:
    if old.collapsed == new.collapsed:
        return ()
    differing = old.collapsed ^ new.collapsed
    return tuple(id for id in new.nodes if id in differing and id in old.nodes)


def _edges(
    old: Iterable[Node], new: Iterable[Node]
) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Returns the edges that came and those that went."""
    before = {edge: None for node in old for edge in edges_into(node)}
    after = {edge: None for node in new for edge in edges_into(node)}
    return (
        tuple(edge for edge in after if edge not in before),
        tuple(edge for edge in before if edge not in after),
    )
