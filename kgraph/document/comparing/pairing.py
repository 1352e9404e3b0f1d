"""Pairs the nodes of two graphs, from the surest sign to the weakest."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.order import sort
from kgraph.document.values import is_same

Kinds = Callable[[Layer, bool], str]
Signature = tuple[Any, ...]


class Pairing:
    """Which nodes have found their other self.

    Args:
        kinds: Says what a layer is, told whether it is in the old graph; nodes of
            unlike kinds are never the same.

    Attributes:
        nodes: Old id to new id.
    """

    def __init__(self, old: Graph, new: Graph, kinds: Kinds) -> None:
        self._old, self._new = old, new
        self._kind = {id: kinds(old.layer_of(id), True) for id in old.nodes}
        self._new_kind = {id: kinds(new.layer_of(id), False) for id in new.nodes}
        self.nodes: dict[str, str] = {}
        self._taken: set[str] = set()

    def by_id(self) -> None:
        """Pairs nodes of the same id."""
        for id in self._old.nodes:
            if id in self._new.nodes:
                self._pair(id, id)

    def by_name(self, of_ops: bool) -> None:
        """Pairs calls of layers of the same name, in their order.

        Args:
            of_ops: Whether also of functions, whose names mean less: they are numbered
                anew as soon as one comes before them.
        """
        free: dict[Signature, list[str]] = {}
        for id in self._unpaired_new():
            layer = self._new.layer_of(id)
            free.setdefault((self._new_kind[id], layer.name), []).append(id)
        for id in self._unpaired_old(self._old.nodes):
            layer = self._old.layer_of(id)
            found = free.get((self._kind[id], layer.name))
            if found and (of_ops or not layer.is_op):
                self._pair(id, found.pop(0))

    def by_edges(self, of_equal_config: bool) -> None:
        """Pairs nodes that take from, or lead to, nodes that are paired already.

        Args:
            of_equal_config: Whether their parameters have to be equal, too.
        """
        if self._is_complete():
            return
        order = sort(self._old).nodes
        for nodes, sign in ((order, _taking), (order[::-1], _giving)):
            free: dict[Signature, list[str]] = {}
            for id in self._unpaired_new():
                told = sign(self._new, id, None)
                free.setdefault((self._new_kind[id], told), []).append(id)
            for id in self._unpaired_old(nodes):
                told = sign(self._old, id, self.nodes)
                found = free.get((self._kind[id], told), ()) if told is not None else ()
                fit = next((n for n in found if self._fits(id, n, of_equal_config)), "")
                if fit:
                    self._pair(id, fit)

    def _fits(self, old: str, new: str, of_equal_config: bool) -> bool:
        if new in self._taken:
            return False
        if not of_equal_config:
            return True
        before, after = self._old.layer_of(old), self._new.layer_of(new)
        return is_same(before.config, after.config)

    def _is_complete(self) -> bool:
        return len(self.nodes) == min(len(self._old.nodes), len(self._new.nodes))

    def _unpaired_old(self, nodes: Iterable[str]) -> list[str]:
        return [id for id in nodes if id not in self.nodes]

    def _unpaired_new(self) -> list[str]:
        return [id for id in self._new.nodes if id not in self._taken]

    def _pair(self, old: str, new: str) -> None:
        is_free = old not in self.nodes and new not in self._taken
        if is_free and self._kind[old] == self._new_kind[new]:
            self.nodes[old] = new
            self._taken.add(new)


def _taking(graph: Graph, id: str, ids: Mapping[str, str] | None) -> Signature | None:
    """Returns what a node takes, by new ids; None if not all of these are known."""
    node: Node = graph.nodes[id]
    if ids is not None and any(source.node not in ids for source in node.sources()):
        return None
    return tuple(
        (argument, *((ids[s.node] if ids else s.node, s.output) for s in sources))
        for argument, sources in sorted(node.inputs.items())
    )


def _giving(graph: Graph, id: str, ids: Mapping[str, str] | None) -> Signature | None:
    """Returns where a node leads, by new ids; None if that is not known, or nowhere."""
    edges = graph.targets.get(id, ())
    if not edges or (ids is not None and any(e.target.node not in ids for e in edges)):
        return None
    return tuple(
        sorted(
            (
                ids[e.target.node] if ids else e.target.node,
                e.target.argument,
                e.target.index,
                e.source.output,
            )
            for e in edges
        )
    )
