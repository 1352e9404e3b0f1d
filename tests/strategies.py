"""Hypothesis strategies for documents: `from strategies import graphs, projects`."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.document.copying import fragments
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Graph, Layer, Node, Port, Source
from kgraph.document.project import (
    MAIN,
    Binding,
    Data,
    DataSource,
    Project,
    Split,
    Training,
)

TYPES = ("Input", "Output", "Dense", "Add", "LSTM", "ops.add", "Unheard", "graph:part")
ARGUMENTS = ("inputs", "sequences", "x1", "x2", "initial_state")
PARAMETERS = ("units", "activation", "use_bias", "shape", "name of nothing")

numbers = st.floats(-1e6, 1e6, allow_nan=False)
positions = st.tuples(numbers, numbers)
rects = st.tuples(numbers, numbers, numbers, numbers)
colors = st.sampled_from(annotations.COLORS)
small = st.integers(0, 1000)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    max_leaves=6,
)


unhurried = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
"""For tests of several projects at once: a busy machine draws them slowly."""


class Edit(NamedTuple):
    """An edit that fits any graph: what it is about is found by number."""

    label: str
    apply: Callable[[Graph], Graph]


def graph_edits() -> st.SearchStrategy[Edit]:
    """One edit of any kind."""
    return st.one_of(
        st.builds(_add, st.sampled_from(TYPES), positions),
        st.builds(_call, small, positions),
        st.builds(_connect, small, small, st.sampled_from(ARGUMENTS), small),
        st.builds(_disconnect, small, st.sampled_from(ARGUMENTS)),
        st.builds(_delete, small, small),
        st.builds(_move, small, positions),
        st.builds(_rename, small, st.text(max_size=6)),
        st.builds(_set_parameter, small, st.sampled_from(PARAMETERS), values),
        st.builds(_reset_parameter, small, st.sampled_from(PARAMETERS)),
        st.builds(_set_constant, small, st.sampled_from(ARGUMENTS), values),
        st.builds(_make_independent, small),
        st.builds(_duplicate, small, small),
        st.builds(_collapse, small, st.booleans()),
        st.builds(_frame, rects, st.text(max_size=4)),
        st.builds(_note, rects, st.text(max_size=12)),
        st.builds(_resize, small, rects),
        st.builds(_recolor, small, colors),
        st.builds(_rewrite, small, st.text(max_size=8)),
        st.builds(_remove, small),
    )


def edit_sequences(max_size: int = 20) -> st.SearchStrategy[list[Edit]]:
    """A person at work."""
    return st.lists(graph_edits(), max_size=max_size)


@st.composite
def graphs(draw: st.DrawFn, id: str = MAIN, max_edits: int = 25) -> Graph:
    """A graph as edits make it: without cycles, not necessarily a model."""
    graph = Graph(id=id, name=draw(st.text(max_size=6)))
    for edit in draw(edit_sequences(max_edits)):
        graph = edit.apply(graph)
    return graph


@st.composite
def tangled_graphs(draw: st.DrawFn, max_nodes: int = 12) -> Graph:
    """A graph as a file may hold it: edges anywhere, cycles and loops among them."""
    count = draw(st.integers(0, max_nodes))
    if not count:
        return Graph(MAIN, "model")
    ids = [f"n{i}" for i in range(count)]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=3 * count
        )
    )
    return graph_of(ids, pairs)


def graph_of(ids: list[str], pairs: list[tuple[str, str]]) -> Graph:
    """A graph of calls of one Add, with an edge from the first to the second of each pair."""
    given: dict[str, list[Source]] = {id: [] for id in ids}
    for source, target in pairs:
        given[target].append(Source(source))
    nodes = {
        id: Node(id, "l0", {"inputs": tuple(s)} if s else {}) for id, s in given.items()
    }
    positions = dict.fromkeys(ids, (0.0, 0.0))
    layers = {"l0": Layer("l0", "Add", "add")}
    return Graph(MAIN, "model", len(ids) + 1, layers, nodes, positions)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project with all that a file can hold."""
    main = draw(graphs())
    others = {"part": draw(graphs("part", 6))} if draw(st.booleans()) else {}
    names = st.text(min_size=1, max_size=5)
    bindings = draw(
        st.dictionaries(
            st.sampled_from(sorted(main.layers) or ["l1"]),
            st.builds(
                Binding,
                columns=st.lists(names, max_size=2).map(tuple),
                scaling=st.sampled_from(["none", "standard", "minmax"]),
                one_hot=st.booleans(),
                reshape=st.none() | st.tuples(small, small),
            ),
            max_size=2,
        )
    )
    source = draw(
        st.none() | st.builds(DataSource, st.sampled_from(["builtin", "csv"]), names)
    )
    share = st.floats(0, 0.5)
    split = draw(st.builds(Split, share, share, small, st.booleans()))
    objects = st.dictionaries(st.text(max_size=4), values, max_size=2)
    training = draw(
        st.builds(
            Training,
            optimizer=objects,
            epochs=small,
            batch_size=small,
            shuffle=st.booleans(),
            seed=st.none() | small,
            callbacks=st.lists(objects, max_size=2).map(tuple),
        )
    )
    return Project({MAIN: main, **others}, Data(source, bindings, split), training)


def _add(type: str, position: edits.Position) -> Edit:
    return Edit("add", lambda graph: edits.add(graph, type, position)[0])


def _call(number: int, position: edits.Position) -> Edit:
    return Edit(
        "call",
        lambda g: (
            edits.call(g, _pick(g.layers, number), position)[0] if g.layers else g
        ),
    )


def _connect(source: int, target: int, argument: str, number: int) -> Edit:
    def apply(graph: Graph) -> Graph:
        if not graph.nodes:
            return graph
        start, end = _pick(graph.nodes, source), _pick(graph.nodes, target)
        try:
            return edits.connect(
                graph, Source(start, number % 2), Port(end, argument, number % 3)
            )
        except CycleError:
            return graph

    return Edit("connect", apply)


def _disconnect(number: int, argument: str) -> Edit:
    return _on_node(
        "disconnect", number, lambda g, id: edits.disconnect(g, Port(id, argument))
    )


def _delete(first: int, second: int) -> Edit:
    return _on_node(
        "delete", first, lambda g, id: edits.delete(g, {id, _pick(g.nodes, second)})
    )


def _move(number: int, position: edits.Position) -> Edit:
    return _on_node("move", number, lambda g, id: edits.move(g, {id: position}))


def _rename(number: int, name: str) -> Edit:
    return _on_layer("rename", number, lambda g, id: edits.rename(g, id, name))


def _set_parameter(number: int, name: str, value: object) -> Edit:
    return _on_layer(
        "set", number, lambda g, id: edits.set_parameter(g, id, name, value)
    )


def _reset_parameter(number: int, name: str) -> Edit:
    return _on_layer("reset", number, lambda g, id: edits.reset_parameter(g, id, name))


def _set_constant(number: int, argument: str, value: object) -> Edit:
    return _on_node(
        "constant", number, lambda g, id: edits.set_constant(g, id, argument, value)
    )


def _make_independent(number: int) -> Edit:
    return _on_node("independent", number, edits.make_independent)


def _duplicate(first: int, second: int) -> Edit:
    def duplicate(graph: Graph, id: str) -> Graph:
        part = fragments.fragment(graph, {id, _pick(graph.nodes, second)})
        return fragments.paste(graph, part)[0]

    return _on_node("duplicate", first, duplicate)


def _collapse(number: int, is_collapsed: bool) -> Edit:
    return _on_node(
        "collapse", number, lambda g, id: edits.collapse(g, [id], is_collapsed)
    )


def _frame(rect: annotations.Rect, title: str) -> Edit:
    return Edit("frame", lambda g: annotations.add_frame(g, rect, title)[0])


def _note(rect: annotations.Rect, text: str) -> Edit:
    return Edit("note", lambda g: annotations.add_note(g, rect, text)[0])


def _resize(number: int, rect: annotations.Rect) -> Edit:
    return _on_annotation(
        "resize", number, lambda g, id: annotations.resize(g, id, rect)
    )


def _recolor(number: int, color: str) -> Edit:
    return _on_annotation(
        "recolor", number, lambda g, id: annotations.recolor(g, [id], color)
    )


def _rewrite(number: int, text: str) -> Edit:
    return _on_annotation(
        "rewrite", number, lambda g, id: annotations.rewrite(g, id, text)
    )


def _remove(number: int) -> Edit:
    return _on_annotation("remove", number, lambda g, id: annotations.remove(g, [id]))


def _on_annotation(
    label: str, number: int, edit: Callable[[Graph, str], Graph]
) -> Edit:
    def apply(graph: Graph) -> Graph:
        ids = {**graph.frames, **graph.notes}
        return _try(graph, edit, _pick(ids, number)) if ids else graph

    return Edit(label, apply)


def _on_node(label: str, number: int, edit: Callable[[Graph, str], Graph]) -> Edit:
    return Edit(
        label, lambda g: _try(g, edit, _pick(g.nodes, number)) if g.nodes else g
    )


def _on_layer(label: str, number: int, edit: Callable[[Graph, str], Graph]) -> Edit:
    return Edit(
        label, lambda g: _try(g, edit, _pick(g.layers, number)) if g.layers else g
    )


def _try(graph: Graph, edit: Callable[[Graph, str], Graph], id: str) -> Graph:
    try:
        return edit(graph, id)
    except EditError:
        return graph


def _pick(ids: dict[str, object], number: int) -> str:
    return list(ids)[number % len(ids)]
