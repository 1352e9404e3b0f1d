"""Hypothesis strategies for documents: `from strategies import graphs, projects`."""

import numbered_edits as by_number
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kgraph.document.arranging import annotations
from kgraph.document.graph import Graph, Layer, Node, Source
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


def graph_edits() -> st.SearchStrategy[by_number.Edit]:
    """One edit of any kind."""
    return st.one_of(
        st.builds(by_number.add, st.sampled_from(TYPES), positions),
        st.builds(by_number.call, small, positions),
        st.builds(by_number.connect, small, small, st.sampled_from(ARGUMENTS), small),
        st.builds(by_number.disconnect, small, st.sampled_from(ARGUMENTS)),
        st.builds(by_number.delete, small, small),
        st.builds(by_number.move, small, positions),
        st.builds(by_number.rename, small, st.text(max_size=6)),
        st.builds(by_number.set_parameter, small, st.sampled_from(PARAMETERS), values),
        st.builds(by_number.reset_parameter, small, st.sampled_from(PARAMETERS)),
        st.builds(by_number.set_constant, small, st.sampled_from(ARGUMENTS), values),
        st.builds(by_number.make_independent, small),
        st.builds(by_number.duplicate, small, small),
        st.builds(by_number.collapse, small, st.booleans()),
        st.builds(by_number.frame, rects, st.text(max_size=4)),
        st.builds(by_number.note, rects, st.text(max_size=12)),
        st.builds(by_number.resize, small, rects),
        st.builds(by_number.recolor, small, colors),
        st.builds(by_number.rewrite, small, st.text(max_size=8)),
        st.builds(by_number.remove, small),
    )


def edit_sequences(max_size: int = 20) -> st.SearchStrategy[list[by_number.Edit]]:
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
