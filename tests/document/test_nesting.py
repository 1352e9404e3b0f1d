"""Which graphs stand within which, and the way down to them."""

from sketch import Sketch

from kgraph.document.nesting import Call, calls_to, holding, way_to, within


def nested():
    """Main calls the outer submodel twice, which calls the inner one."""
    main, outer, inner = Sketch(), Sketch("outer", "g1"), Sketch("inner", "g2")
    main.add("graph:g1")
    main.add("graph:g1")
    outer.add("graph:g2")
    inner.add("Dense")
    alone = Sketch("alone", "g3")
    alone.add("graph:g2")
    return main.project(outer, inner, alone)


def test_what_is_within_a_graph_is_found_at_any_depth():
    project = nested()
    assert within(project, "main") == {"main", "g1", "g2"}
    assert within(project, "g2") == {"g2"}
    assert within(project, "g9") == set()


def test_what_holds_a_graph_is_what_it_is_within():
    project = nested()
    for id in (*project.graphs, "g9"):
        assert holding(project, id) == {
            other for other in project.graphs if id in within(project, other)
        }


def test_every_call_is_found_also_where_the_model_does_not_reach():
    project = nested()
    assert calls_to(project, "g1") == (Call("main", "n1"), Call("main", "n2"))
    assert calls_to(project, "g2") == (Call("g1", "n1"), Call("g3", "n1"))
    assert calls_to(project, "g3") == ()


def test_the_way_down_is_the_shortest():
    project = nested()
    assert way_to(project, "g2") == (Call("main", "n1"), Call("g1", "n1"))
    assert way_to(project, "main") == ()
    assert way_to(project, "g3") == ()


def test_a_graph_that_holds_itself_has_an_end():
    main, outer = Sketch(), Sketch("outer", "g1")
    main.add("graph:g1")
    outer.add("graph:g1")
    project = main.project(outer)
    assert within(project, "g1") == {"g1"}
    assert way_to(project, "g1") == (Call("main", "n1"),)
