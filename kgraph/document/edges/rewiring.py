"""Exchanges the tensors that a call is given for others."""

from collections.abc import Mapping

from msgspec.structs import replace

from kgraph.document.graph import Node, Source


def rewired(node: Node, instead: Mapping[Source, Source | None]) -> Node:
    """Returns a node that takes other tensors.

    Args:
        instead: Sources to those that stand in their place; the edges of those that
            are exchanged for None are taken away, and later ones move up.
    """
    if not any(source in instead for source in node.sources()):
        return node
    given = {
        argument: tuple(
            kept for s in sources if (kept := instead.get(s, s)) is not None
        )
        for argument, sources in node.inputs.items()
    }
    return replace(node, inputs={k: v for k, v in given.items() if v})


def renumbered(node: Node, ids: Mapping[str, str]) -> Node:
    """Returns a node under its new id, that takes tensors from nodes under theirs.

    Args:
        ids: Old id to new id, of the nodes that have another one.
    """
    instead = {
        source: Source(ids[source.node], source.output)
        for source in node.sources()
        if source.node in ids
    }
    return replace(rewired(node, instead), id=ids.get(node.id, node.id))
