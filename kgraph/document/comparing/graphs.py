"""Compares two drawings of one graph, node by node."""

from collections.abc import Iterator

from kgraph import catalog
from kgraph.document.comparing.comparison import Change, Kind, Part, Place, Value
from kgraph.document.comparing.matching import Match
from kgraph.document.comparing.parameters import differing
from kgraph.document.comparing.sentences import (
    names_text,
    node_text,
    source_text,
    values_text,
    wired_text,
)
from kgraph.document.graph import Graph, Node, Source
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.words import plural, title
from kgraph.document.values import is_same

ENDS = {"Input": "Inputs", "Output": "Outputs"}


def compare_graphs(old: Project, new: Project, match: Match) -> Iterator[Change]:
    """Yields what differs between two graphs: the model, its nodes, their edges."""
    yield from _GraphComparison(old, new, match).changes()


class _GraphComparison:
    def __init__(self, old: Project, new: Project, match: Match) -> None:
        self._projects = old, new
        self._match = match
        self._old: Graph = old.graphs[match.old]
        self._new: Graph = new.graphs[match.new]
        self._before = {theirs: ours for ours, theirs in match.nodes.items()}
        self._of_submodel = "" if match.new == MAIN else self._new.name

    def changes(self) -> Iterator[Change]:
        yield from self._model()
        for id in self._old.nodes:
            if id not in self._match.nodes:
                text = node_text(self._projects[0], self._old, id)
                yield self._change("removed", "node", text, old=id)
        shared: set[str] = set()
        for id, node in self._new.nodes.items():
            if id not in self._before:
                text = node_text(self._projects[1], self._new, id)
                text += wired_text(self._new, id)
                yield self._change("added", "node", text, new=id)
                continue
            if node.layer not in shared:
                yield from self._layer(id)
            shared.add(node.layer)
            yield from self._call(id)
            yield from self._edges(id)

    def _model(self) -> Iterator[Change]:
        old, new = self._old, self._new
        if old.name != new.name:
            text = f"model {old.name!r} renamed to {new.name!r}"
            yield self._change("changed", "graph", text)
        if old.trainable != new.trainable:
            text = "the model is " + ("trained again" if new.trainable else "frozen")
            yield self._change("changed", "graph", text)
        if old.is_sequential != new.is_sequential:
            kind = "Sequential" if new.is_sequential else "functional"
            yield self._change("changed", "graph", f"the model is {kind} now")
        for type, word in ENDS.items():
            ends = tuple(new.of_type(type))
            kept = [self._before[n.id] for n in ends if n.id in self._before]
            ours = [n.id for n in old.of_type(type) if n.id in self._match.nodes]
            if kept != ours:
                names = names_text(repr(new.layer_of(n.id).name) for n in ends)
                text = f"{word} in another order: {names}"
                yield self._change("changed", "graph", text)
        for name in ("inputs", "outputs"):
            if not self._is_same_structure(getattr(old, name), getattr(new, name)):
                text = f"the model's {name} are structured in another way"
                yield self._change("changed", "graph", text)

    def _is_same_structure(self, old: object, new: object) -> bool:
        return is_same(_renamed(old, self._match.layers), new)

    def _layer(self, id: str) -> Iterator[Change]:
        before, after = self._old.layer_of(self._before[id]), self._new.layer_of(id)
        name = title(self._projects[1], after)
        if before.name != after.name:
            text = f"{title(self._projects[0], before)} renamed to {after.name!r}"
            value = Value("name", before.name, after.name)
            yield self._change("changed", "node", text, id, values=(value,))
        spec = catalog.load().operation(after.type)
        values = tuple(differing(before.config, after.config, spec))
        if values:
            text = f"{name}: {values_text(values)}"
            yield self._change("changed", "node", text, id, values=values)
        if before.weights != after.weights and self._match.is_by_id:
            yield self._change("changed", "weights", f"{name}: other weights", id)
        if not is_same(before.origin, after.origin) and self._match.is_by_id:
            text = f"{name}: another description of its class"
            yield self._change("changed", "node", text, id)

    def _call(self, id: str) -> Iterator[Change]:
        before, after = self._old.nodes[self._before[id]], self._new.nodes[id]
        name = title(self._projects[1], self._new.layer_of(id))
        values = tuple(differing(before.constants, after.constants))
        if values:
            text = f"call of {name}: {values_text(values)}"
            yield self._change("changed", "node", text, id, values=values)
        if before.positional != after.positional:
            text = f"call of {name}: other arguments are passed by position"
            yield self._change("changed", "node", text, id)
        if self._match.layers[before.layer] != after.layer:
            text = f"{name} is called instead of another layer"
            if len(self._new.calls[after.layer]) == 1:
                text = f"{name} no longer shares its weights"
            yield self._change("changed", "node", text, id)

    def _edges(self, id: str) -> Iterator[Change]:
        before, after = self._old.nodes[self._before[id]], self._new.nodes[id]
        for argument in dict.fromkeys((*before.inputs, *after.inputs)):
            yield from self._argument(before, after, argument)

    def _argument(self, old: Node, new: Node, argument: str) -> Iterator[Change]:
        ours, theirs = (n.inputs.get(argument, ()) for n in (old, new))
        kept = [self._source_now(source) for source in ours]
        if kept == list(theirs):
            return
        went = [s for s, now in zip(ours, kept, strict=True) if now not in theirs]
        came = [s for s in theirs if s not in kept]
        name = title(self._projects[1], self._new.layer_of(new.id))
        goal = f"{name}, as {argument}" if len(new.inputs) > 1 else name
        gone = names_text([source_text(self._old, s) for s in went]) if went else ""
        here = names_text([source_text(self._new, s) for s in came]) if came else ""
        kind: Kind = "changed"
        if went and came:
            text = f"edge to {goal}: from {here} instead of {gone}"
        elif went and all(s.node not in self._match.nodes for s in went):
            return  # it went with the nodes that it began at
        elif went:
            kind, text = "removed", f"edge from {gone} to {goal}"
        elif came:
            kind, text = "added", f"edge from {here} to {goal}"
        else:
            text = f"{goal} takes {plural(len(theirs), 'tensor')} in another order"
        yield self._change(kind, "edge", text, new.id)

    def _source_now(self, source: Source) -> Source | None:
        node = self._match.nodes.get(source.node)
        return None if node is None else Source(node, source.output)

    def _change(
        self,
        kind: Kind,
        part: Part,
        sentence: str,
        new: str | None = None,
        old: str | None = None,
        values: tuple[Value, ...] = (),
    ) -> Change:
        """Makes a change; the old node of one that is in both is looked up."""
        old = old or self._before.get(new or "")
        where = f"in {self._of_submodel!r}: " if self._of_submodel else ""
        return Change(
            kind,
            part,
            where + sentence,
            self._of_submodel,
            Place(self._match.old, old) if old else None,
            Place(self._match.new, new) if new else None,
            values,
        )


def _renamed(value: object, ids: dict[str, str]) -> object:
    """Returns a structure of a model's inputs with the new ids of its leaves."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_renamed(v, ids) for v in value]
    if isinstance(value, dict):
        return {
            key: item if key == "class_name" else _renamed(item, ids)
            for key, item in value.items()
        }
    return value
