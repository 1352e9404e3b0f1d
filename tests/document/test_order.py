import itertools

from hypothesis import given
from strategies import graph_of, graphs, tangled_graphs

from kgraph.document.graph import Graph, Source
from kgraph.document.order import ancestors, cycles, descendants, knots, reaches, sort


def ids(count: int) -> list[str]:
    return [f"n{i}" for i in range(count)]


@given(graphs())
def test_every_node_comes_after_its_sources(graph):
    order = sort(graph)
    place = {id: at for at, id in enumerate(order.nodes)}
    assert set(place) == set(graph.nodes)
    assert not order.cycle
    assert all(place[e.source.node] < place[e.target.node] for e in graph.edges())


def test_free_nodes_come_in_the_order_of_placement():
    pairs = [("n4", "n0"), ("n0", "n2")]
    assert sort(graph_of(ids(5), pairs)).nodes == ("n1", "n3", "n4", "n0", "n2")
    assert sort(graph_of(ids(3), [("n1", "n0")])).nodes == ("n1", "n0", "n2")


def test_members_of_cycles_are_named_and_those_behind_told_apart():
    pairs = ["01", "12", "21", "23", "34", "45", "54", "56", "77", "80"]
    graph = graph_of(ids(9), [(f"n{a}", f"n{b}") for a, b in pairs])
    order = sort(graph)
    assert order.nodes == ("n8", "n0")
    assert order.cycle == ("n1", "n2", "n4", "n5", "n7")
    assert order.behind == ("n3", "n6")
    assert cycles(graph) == (("n1", "n2"), ("n4", "n5"), ("n7",))


@given(tangled_graphs())
def test_a_node_is_on_a_cycle_if_it_reaches_itself_through_another(graph):
    order = sort(graph)
    on_cycle = {
        id
        for id, node in graph.nodes.items()
        for source in node.inputs.get("inputs", ())
        if reachable(graph, id, source.node)
    }
    assert set(order.cycle) == on_cycle
    assert sorted((*order.nodes, *order.cycle, *order.behind)) == sorted(graph.nodes)
    assert {id for knot in cycles(graph) for id in knot} == on_cycle


@given(tangled_graphs())
def test_reaches_is_a_path(graph):
    for start in graph.nodes:
        for goal in graph.nodes:
            assert reaches(graph, start, goal) == reachable(graph, start, goal)


def reachable(graph: Graph, start: str, goal: str) -> bool:
    """Follows edges downwards until nothing new is found."""
    found = {start}
    while True:
        more = {e.target.node for e in graph.edges() if e.source.node in found}
        if more <= found:
            return goal in found
        found |= more


def test_two_knots_are_told_apart_though_one_leads_to_the_other():
    waits_for = {"a": {"b"}, "b": {"a"}, "c": {"d", "a"}, "d": {"c"}}
    assert sorted(map(sorted, knots(waits_for))) == [["a", "b"], ["c", "d"]]


def test_a_source_that_is_not_there_holds_nothing_up():
    graph = graph_of(["n0"], [])
    graph.nodes["n0"].inputs["inputs"] = (Source("gone"),)
    assert sort(graph).nodes == ("n0",)
    assert ancestors(graph, ["n0", "gone"]) == {"n0"}


def test_a_long_chain_needs_no_recursion():
    chain = [(f"n{i}", f"n{i + 1}") for i in range(9_999)]
    assert len(sort(graph_of(ids(10_000), chain)).nodes) == 10_000
    ring = graph_of(ids(10_000), [*chain, ("n9999", "n0")])
    assert len(sort(ring).cycle) == 10_000
    assert reaches(ring, "n5", "n4")


@given(tangled_graphs())
def test_descendants_are_those_whose_ancestor_one_is(graph):
    for start in graph.nodes:
        below = {id for id in graph.nodes if start in ancestors(graph, [id])}
        assert descendants(graph, [start]) == below


def test_a_long_chain_is_walked_without_recursion():
    names = ids(3000)
    graph = graph_of(names, list(itertools.pairwise(names)))
    assert descendants(graph, names[:1]) == ancestors(graph, names[-1:]) == {*names}
    assert descendants(graph, ["gone"]) == set()
