"""Three-way merges: what one side changed is changed, what both did is named."""

from merged import add, clean, edited, sentences, set_units
from msgspec.structs import replace

from kgraph.document import edits, files
from kgraph.document.graph import Frame, Port, Source
from kgraph.document.merge import merge
from kgraph.document.order import cycles

# One side or both


def test_what_each_side_changed_is_changed(base):
    mine = edited(base, set_units("l2", 20))
    theirs = edited(base, lambda g: edits.set_parameter(g, "l2", "use_bias", False))
    theirs = edited(theirs, set_units("l3", 30))
    merged = clean(merge(base, mine, theirs)).main
    assert merged.layers["l2"].config == {"units": 20, "use_bias": False}
    assert merged.layers["l3"].config == {"units": 30}


def test_what_both_changed_is_named_and_mine_wins_unless_told(base):
    mine, theirs = edited(base, set_units("l2", 20)), edited(base, set_units("l2", 30))
    merged = merge(base, mine, theirs)
    assert sentences(merged) == ["Dense 'a' units: 20 here, 30 in the file"]
    assert merged.project == mine
    path = merged.conflicts[0].path
    assert merge(base, mine, theirs, {path}).project == theirs


def test_one_and_true_are_a_conflict(base):
    mine, theirs = edited(base, set_units("l2", 1)), edited(base, set_units("l2", True))
    assert len(merge(base, mine, theirs).conflicts) == 1


def test_nested_objects_of_two_classes_are_not_mixed(base):
    def train(name, **config):
        optimizer = {"class_name": name, "config": config}
        return replace(base, training=replace(base.training, optimizer=optimizer))

    mine, theirs = train("SGD", momentum=0.9), train("Adam", beta_1=0.5)
    merged = merge(base, mine, theirs)
    assert merged.project == mine
    assert sentences(merged) == [
        "Training optimizer: SGD(momentum=0.9) here, Adam(beta_1=0.5) in the file"
    ]


def test_places_and_frames_are_merged(base):
    mine = edited(base, lambda g: edits.move(g, {"n1": (7.0, 7.0)}))
    theirs = edited(base, lambda g: edits.move(g, {"n2": (8.0, 8.0)}))
    theirs = edited(
        theirs, lambda g: replace(g, frames={"f9": Frame("f9", "T", 0, 0, 9, 9)})
    )
    merged = clean(merge(base, mine, theirs)).main
    assert merged.positions["n1"] == (7.0, 7.0)
    assert merged.positions["n2"] == (8.0, 8.0)
    assert merged.frames == theirs.main.frames


def test_many_nodes_that_both_moved_are_one_conflict(base):
    mine = edited(base, lambda g: edits.move(g, dict.fromkeys(g.nodes, (7.0, 7.0))))
    theirs = edited(base, lambda g: edits.move(g, dict.fromkeys(g.nodes, (8.0, 8.0))))
    merged = merge(base, mine, theirs)
    assert len(merged.conflicts) == 1
    assert merged.project == mine
    yielded = {merged.conflicts[0].path}
    assert merge(base, mine, theirs, yielded).project == theirs


def ordered(project, *ids):
    def order(graph):
        return replace(graph, nodes={id: graph.nodes[id] for id in ids})

    return edited(project, order)


def test_an_order_that_one_side_changed_is_kept(base):
    turned = ordered(base, "n2", "n1", "n3", "n4")
    other = edited(base, add("Dropout"))
    for mine, theirs in ((turned, other), (other, turned)):
        merged = clean(merge(base, mine, theirs)).main
        assert list(merged.nodes) == ["n2", "n1", "n3", "n4", "n5"]


def test_an_order_that_both_changed_is_a_conflict(base):
    mine = ordered(base, "n2", "n1", "n3", "n4")
    theirs = ordered(base, "n1", "n2", "n4", "n3")
    merged = merge(base, mine, theirs)
    assert sentences(merged) == [
        "The order of the nodes: changed here, changed in the file"
    ]
    assert merged.project == mine
    assert list(merged.project.main.nodes) == list(mine.main.nodes)
    yielded = merge(base, mine, theirs, {merged.conflicts[0].path}).project.main
    assert list(yielded.nodes) == list(theirs.main.nodes)


# Nodes come and go


def test_what_both_added_under_one_id_stands_there_twice(base):
    mine, theirs = edited(base, add("Dropout")), edited(base, add("Flatten"))
    theirs = edited(
        theirs, lambda g: edits.connect(g, Source("n4"), Port("n5", "inputs"))
    )
    merged = clean(merge(base, mine, theirs)).main
    types = [merged.layer_of(id).type for id in merged.nodes]
    assert types == ["Input", "Dense", "Dense", "Add", "Dropout", "Flatten"]
    flatten = merged.of_type("Flatten")[0]
    assert flatten.inputs == {"inputs": (Source("n4"),)}
    assert flatten.id not in base.main.nodes
    assert merged.positions.keys() == merged.nodes.keys()
    assert merged.next_id > int(flatten.id[1:])


def test_what_both_added_alike_is_one_thing(base):
    both = edited(base, add("Dropout"))
    theirs = edited(both, set_units("l2", 3))
    mine = edited(both, set_units("l3", 3))
    assert len(clean(merge(base, mine, theirs)).main.nodes) == 5


def test_a_layer_like_mine_on_another_edge_is_not_shared(base):
    mine, theirs = edited(base, add("Dropout")), edited(base, add("Dropout"))
    theirs = edited(
        theirs, lambda g: edits.connect(g, Source("n4"), Port("n5", "inputs"))
    )
    merged = clean(merge(base, mine, theirs)).main
    calls = {merged.nodes[n.id].layer for n in merged.of_type("Dropout")}
    assert len(calls) == 2
    names = [layer.name for layer in merged.layers.values()]
    assert len(set(names)) == len(names)


def test_what_was_deleted_here_and_left_alone_there_is_gone(base):
    mine = edited(base, lambda g: edits.delete(g, ["n3"]))
    theirs = edited(base, set_units("l2", 20))
    merged = clean(merge(base, mine, theirs)).main
    assert "n3" not in merged.nodes
    assert "l3" not in merged.layers
    assert merged.layers["l2"].config == {"units": 20}
    assert clean(merge(base, theirs, mine)).main == merged


def test_a_change_is_kept_against_a_deletion_if_it_is_mine(base):
    mine = edited(base, set_units("l3", 20))
    theirs = edited(base, lambda g: edits.delete(g, ["n3"]))
    kept = merge(base, mine, theirs)
    assert sentences(kept) == ["Dense 'b': changed here, taken away in the file"]
    assert kept.project.main.layers["l3"].config == {"units": 20}
    gone = merge(base, theirs, mine)
    assert sentences(gone) == ["Dense 'b': taken away here, changed in the file"]
    assert "n3" not in gone.project.main.nodes
    back = merge(base, theirs, mine, {gone.conflicts[0].path}).project.main
    assert back.layers["l3"].config == {"units": 20}


# Edges


def test_lists_of_inputs_grow_on_both_sides(base):
    def add_to_sum(graph):
        graph, id = edits.add(graph, "Dense", config={"units": 10})
        return edits.connect(graph, Source(id), Port("n4", "inputs", 9))

    merged = clean(merge(base, edited(base, add_to_sum), edited(base, add_to_sum)))
    assert len(merged.main.nodes["n4"].inputs["inputs"]) == 3  # alike: one thing
    theirs = edited(edited(base, add("Flatten")), add_to_sum)
    merged = clean(merge(base, edited(base, add_to_sum), theirs))
    assert len(merged.main.nodes["n4"].inputs["inputs"]) == 4


def test_one_input_with_two_sources_is_a_conflict(base):
    def feed_from(source):
        return lambda g: edits.connect(g, Source(source), Port("n3", "inputs"))

    theirs = edited(edited(base, add("Flatten", "flat")), feed_from("n5"))
    merged = merge(base, edited(base, feed_from("n2")), theirs)
    assert sentences(merged) == [
        "What Dense 'b' takes as inputs: a here, flat in the file"
    ]
    assert merged.project.main.nodes["n3"].inputs == {"inputs": (Source("n2"),)}


def test_an_edge_takes_the_place_of_a_constant(base):
    base = edited(base, add("ops.add"))
    mine = edited(base, lambda g: edits.set_constant(g, "n5", "x2", 2.0))
    theirs = edited(base, lambda g: edits.connect(g, Source("n4"), Port("n5", "x2")))
    node = merge(base, mine, theirs).project.main.nodes["n5"]
    assert node.inputs == {"x2": (Source("n4"),)}
    assert node.constants == {}


def test_an_edge_from_what_is_gone_is_left_out_and_named(base):
    mine = edited(base, add("Output"))
    mine = edited(mine, lambda g: edits.connect(g, Source("n3"), Port("n5", "inputs")))
    theirs = edited(base, lambda g: edits.delete(g, ["n3"]))
    merged = merge(base, mine, theirs)
    assert merged.left_out == ("the edge from 'b' to 'output': 'b' is gone",)
    files.loads(files.dumps(merged.project), "merged")


def test_an_edge_that_closes_a_cycle_is_left_out_and_named(base):
    def free(graph):
        return edits.disconnect(
            edits.disconnect(graph, Port("n2", "inputs")), Port("n3", "inputs")
        )

    base = edited(base, free)
    mine = edited(base, lambda g: edits.connect(g, Source("n2"), Port("n3", "inputs")))
    theirs = edited(
        base, lambda g: edits.connect(g, Source("n3"), Port("n2", "inputs"))
    )
    merged = merge(base, mine, theirs)
    assert merged.left_out == ("the edge from 'b' to 'a': it would close a cycle",)
    assert cycles(merged.project.main) == ()
    assert "inputs" in merged.project.main.nodes["n3"].inputs
