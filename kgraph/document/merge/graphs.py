"""Merges two graphs that began as one."""

from functools import partial
from typing import Any

from msgspec.structs import replace

from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.merge.judge import GONE, Judge, Path
from kgraph.document.merge.sequences import is_reordered, merge_lists
from kgraph.document.project import Project
from kgraph.document.telling.words import brief, source_name, title
from kgraph.document.values import is_identical


class GraphMerge:
    """The three values of one graph, and the judge over them.

    Args:
        project: Tells the names of submodels.
    """

    def __init__(
        self, judge: Judge, project: Project, base: Graph, mine: Graph, theirs: Graph
    ) -> None:
        self._judge = judge
        self._project = project
        self._base, self._mine, self._theirs = base, mine, theirs
        self._sides = (base, mine, theirs)

    def merged(self) -> Graph:
        """Returns the graph of both; its edges may still lead nowhere, or in a ring."""
        nodes = self._in_order(
            self._judge.each(self._node, *(g.nodes for g in self._sides))
        )
        return replace(
            self._mine,
            name=self._field("name", "The name of the graph"),
            next_id=max(g.next_id for g in self._sides),
            is_sequential=self._field("is_sequential", "Whether it is sequential"),
            trainable=self._field("trainable", "Whether the model is trained"),
            inputs=self._field("inputs", "How the model takes its inputs"),
            outputs=self._field("outputs", "How the model returns its outputs"),
            layers=self._layers({node.layer for node in nodes.values()}),
            nodes=nodes,
            positions=self._positions(nodes),
            frames=self._field("frames", "The frame"),
            notes=self._field("notes", "The note"),
            collapsed=self._field("collapsed", "").intersection(nodes),
        )

    def _in_order(self, nodes: dict[str, Node]) -> dict[str, Node]:
        """Orders nodes as the winner does: it is the order of the model's Inputs."""
        base, mine, theirs = (list(graph.nodes) for graph in self._sides)
        sides = ((base, mine), (base, theirs), (mine, theirs))
        if not all(is_reordered(*pair) for pair in sides):
            return nodes
        winner = self._judge.dispute(
            self._path("order"), "The order of the nodes", mine, theirs, _changed
        )
        order = dict.fromkeys((*winner, *nodes))
        return {id: nodes[id] for id in order if id in nodes}

    def _field(self, name: str, words: str) -> Any:
        values = (getattr(graph, name) for graph in self._sides)
        return self._judge.decide(self._path(name), words, *values)

    def _path(self, *names: str) -> Path:
        return (self._mine.id, *names)

    def _node(self, id: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine is GONE or theirs is GONE:
            return self._came_or_went(id, base, mine, theirs)
        if is_identical(mine, theirs) or base is GONE:
            return mine
        words = self._title(mine)
        decide = partial(self._inputs, id, words)
        inputs = self._judge.each(decide, base.inputs, mine.inputs, theirs.inputs)
        path = self._path("nodes", id)
        constants = self._judge.decide(
            (*path, "constants"),
            words,
            *(node.constants for node in (base, mine, theirs)),
        )
        layers = (node.layer for node in (base, mine, theirs))
        return Node(
            id=id,
            layer=self._judge.decide((*path, "layer"), f"{words} calls", *layers),
            inputs=inputs,
            constants={
                k: v
                for k, v in constants.items()
                if k not in inputs or isinstance(v, (list, dict))
            },
            positional=self._judge.decide(
                (*path, "positional"),
                words,
                base.positional,
                mine.positional,
                theirs.positional,
            ),
        )

    def _came_or_went(self, id: str, base: Any, mine: Any, theirs: Any) -> Any:
        there, left = (self._mine, mine) if theirs is GONE else (self._theirs, theirs)
        if base is GONE:
            return left
        # What nobody touched may go; a change is worth more than a deletion.
        is_untouched = is_identical(base, left) and is_identical(
            self._base.layer_of(id), there.layer_of(id)
        )
        if is_untouched:
            return GONE
        words, path = self._title(left, there), self._path("nodes", id)
        return self._judge.dispute(path, words, mine, theirs, _changed)

    def _inputs(self, id: str, words: str, argument: str, *sides: Any) -> Any:
        base, mine, theirs = (() if side is GONE else side for side in sides)
        if mine == theirs or base == theirs:
            decided = mine
        elif base == mine:
            decided = theirs
        else:
            decided = self._of_both(id, words, argument, (base, mine, theirs))
        return decided or GONE

    def _of_both(
        self, id: str, words: str, argument: str, sides: tuple[Any, Any, Any]
    ) -> tuple[Source, ...]:
        is_many = max(map(len, sides)) > 1
        both = merge_lists(*sides) if is_many else None
        if both is not None:
            return both
        path = self._path("nodes", id, "inputs", argument)
        subject = f"What {words} takes as {argument}"
        decided = self._judge.dispute(path, subject, *sides[1:], self._source_names)
        return tuple(decided)

    def _source_names(self, sources: tuple[Source, ...]) -> str:
        names = (
            source_name(self._mine if s.node in self._mine.nodes else self._theirs, s)
            for s in sources
        )
        return ", ".join(names) or "nothing"

    def _layers(self, called: set[str]) -> dict[str, Layer]:
        """Returns the layers that are called, and those that mine kept uncalled."""
        idle = self._mine.layers.keys() - self._mine.calls.keys()
        kept = called | idle
        return self._judge.each(
            lambda id, *sides: self._layer(id, *sides) if id in kept else GONE,
            *(graph.layers for graph in self._sides),
        )

    def _layer(self, id: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine is GONE or theirs is GONE:
            return theirs if mine is GONE else mine
        if is_identical(mine, theirs):
            return mine
        words, path = title(self._project, mine), self._path("layers", id)
        if is_identical(base, mine) or is_identical(base, theirs):
            return mine if is_identical(base, theirs) else theirs
        if mine.type != theirs.type or base is GONE:
            return self._judge.dispute(path, words, mine, theirs, _type)
        decide, sides = self._judge.decide, (base, mine, theirs)
        named = f"The name of {words}"
        return replace(
            mine,
            name=decide((*path, "name"), named, *(layer.name for layer in sides)),
            config=decide((*path, "config"), words, *(x.config for x in sides)),
            weights=decide((*path, "weights"), words, *(x.weights for x in sides)),
        )

    def _positions(self, nodes: dict[str, Node]) -> dict[str, tuple[float, float]]:
        """Takes mine where both moved a node: one conflict, however many there are."""
        base, mine, theirs = (graph.positions for graph in self._sides)
        known = base.keys() & mine.keys() & theirs.keys()
        disputed = [
            id
            for id in nodes
            if id in known and len({base[id], mine[id], theirs[id]}) == 3
        ]
        winner = mine
        if disputed:
            words = f"The place of {self._title(nodes[disputed[0]])}"
            if len(disputed) > 1:
                words = f"The places of {len(disputed)} nodes"
            path = self._path("positions")
            winner = self._judge.dispute(path, words, mine, theirs, _changed)
        return {id: self._position(id, winner) for id in nodes}

    def _position(
        self, id: str, winner: dict[str, tuple[float, float]]
    ) -> tuple[float, float]:
        base, mine, theirs = (graph.positions for graph in self._sides)
        if id not in mine or id not in theirs:
            return mine.get(id) or theirs.get(id) or base.get(id) or (0.0, 0.0)
        if base.get(id) in (mine[id], theirs[id]):
            return theirs[id] if base.get(id) == mine[id] else mine[id]
        return winner[id]

    def _title(self, node: Node, graph: Graph | None = None) -> str:
        graph = graph or self._mine
        layer = graph.layers.get(node.layer) or self._theirs.layers.get(node.layer)
        return title(self._project, layer) if layer else brief(node.id)


def _changed(_: Any) -> str:
    return "changed"


def _type(layer: Layer) -> str:
    return f"{layer.type}({brief(layer.config)})"
