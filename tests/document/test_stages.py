"""Which layers a stage trains: drawn, all, the last, only some, all but some."""

import pytest
from msgspec.structs import replace
from sketch import Sketch
from three_levels import nested

from kgraph.document.check import check_training
from kgraph.document.project import Project, Stage, with_graphs
from kgraph.document.stages import frozen, frozen_layers, learning, listed, trained


def names(places) -> list[str]:
    return ["/".join(place.names) for place in places]


def tuned() -> Project:
    """A frozen base under a new head: what fine-tuning begins with."""
    base = Sketch("base", "g1")
    image = base.add("Input", name="image", shape=[8])
    x = base.add("Dense", image, name="low", units=8, trainable=False)
    x = base.add("BatchNormalization", x, name="norm", trainable=False)
    x = base.add("Activation", x, name="act", activation="relu")
    base.output(base.add("Dense", x, name="high", units=8, trainable=False))
    s = Sketch("tuned")
    image = s.add("Input", name="image", shape=[8])
    x = s.add("graph:g1", at={"image": [image]}, name="base")
    x = s.add("Dropout", x, name="drop", rate=0.2)
    s.output(s.add("Dense", x, name="head", units=3), name="end")
    s.add("Dense", image, name="idle", units=3)  # leads nowhere
    return replace_graph(s.project(base), "g1", trainable=False)


def replace_graph(project: Project, id: str, **changes: object) -> Project:
    return with_graphs(project, replace(project.graphs[id], **changes))


def id_of(project: Project, graph: str, name: str) -> str:
    layers = project.graphs[graph].layers.values()
    return next(layer.id for layer in layers if layer.name == name)


def test_layers_that_learn_stand_in_the_order_of_the_calls_whatever_holds_them():
    assert names(learning(tuned())) == ["base/low", "base/norm", "base/high", "head"]


def test_a_stage_trains_what_is_drawn_unless_it_says_otherwise():
    assert names(trained(tuned(), Stage())) == ["head"]
    assert names(trained(tuned(), Stage(trains="all"))) == names(learning(tuned()))


def test_nothing_learns_in_a_model_that_is_frozen_as_a_whole():
    project = replace_graph(tuned(), "main", trainable=False)
    assert not trained(project, Stage())
    assert names(trained(project, Stage(trains="last", last=1))) == ["head"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (0, []),
        (1, ["head"]),
        (3, ["base/norm", "base/high", "head"]),
        (99, ["base/low", "base/norm", "base/high", "head"]),
    ],
)
def test_the_last_layers_are_counted_from_the_outputs_and_into_submodels(
    last, expected
):
    assert names(trained(tuned(), Stage(trains="last", last=last))) == expected


def test_only_what_is_listed_learns_and_a_submodel_is_all_that_is_in_it():
    project = tuned()
    base, high = id_of(project, "main", "base"), id_of(project, "g1", "high")
    whole = Stage(trains="only", layers=(base,))
    assert names(trained(project, whole)) == ["base/low", "base/norm", "base/high"]
    part = Stage(trains="only", layers=(f"g1/{high}",))
    assert names(trained(project, part)) == ["base/high"]
    rest = Stage(trains="except", layers=(base,))
    assert names(trained(project, rest)) == ["head"]


def test_statistics_are_kept_in_a_stage_that_trains_the_rest():
    stage = Stage(trains="all", keeps_statistics=True)
    assert names(frozen(tuned(), stage)) == ["base/norm"]


def test_frozen_layers_are_those_that_look_so_a_submodel_if_all_in_it_is():
    project = tuned()
    ids = {(g, id_of(project, g, n)) for g, n in (("main", "base"), ("g1", "low"))}
    ids |= {("g1", id_of(project, "g1", name)) for name in ("norm", "high")}
    assert frozen_layers(project, Stage()) == ids
    later = frozen_layers(project, Stage(trains="last", last=2))
    low, norm = (("g1", id_of(project, "g1", n)) for n in ("low", "norm"))
    assert later == {low, norm}


def test_a_layer_called_twice_counts_once_and_where_it_is_called_last():
    project = nested()
    found = names(learning(project))
    assert len(found) == len(set(found))
    assert found[0] == "encoder/stem"
    assert found[1:3] == ["encoder/block/mix", "encoder/block/norm"]
    mix = id_of(project, learning(project)[1].graph, "mix")
    stage = Stage(trains="except", layers=(f"{learning(project)[1].graph}/{mix}",))
    assert names(frozen(project, stage)) == ["encoder/block/mix"]


def test_two_instances_of_a_submodel_are_two_things_to_train():
    base = Sketch("base", "g1")
    image = base.add("Input", name="image", shape=[8])
    base.output(base.add("Dense", image, name="low", units=8))
    s = Sketch("pair")
    image = s.add("Input", name="image", shape=[8])
    x = s.add("graph:g1", at={"image": [image]}, name="first")
    y = s.add("graph:g1", at={"image": [x]}, name="second")
    s.output(y, name="end")
    project = s.project(base)
    first = id_of(project, "main", "first")
    stage = Stage(trains="except", layers=(first,))
    assert names(trained(project, stage)) == ["second/low"]
    # Inside the graph the layer does learn, in one of its two places.
    assert frozen_layers(project, stage) == {("main", first)}
    low = f"g1/{id_of(project, 'g1', 'low')}"
    both = Stage(trains="only", layers=(low,))
    assert names(trained(project, both)) == ["first/low", "second/low"]


def test_what_is_listed_and_not_there_is_told_apart():
    project = tuned()
    assert listed(project, "gone") is None
    assert listed(project, "g9/l1") is None
    head = id_of(project, "main", "head")
    assert listed(project, head) == listed(project, f"main/{head}") == ("main", head)


def test_submodels_that_hold_nothing_cost_no_time_however_deep_they_are():
    graphs = []
    for level in range(40):
        s = Sketch(f"level_{level}", f"g{level}")
        x = s.add("Input", name="x", shape=[8])
        for _ in range(2):
            if level:
                x = s.add(f"graph:g{level - 1}", at={"x": [x]})
        s.output(x, name="end")
        graphs.append(s)
    s = Sketch("model")
    x = s.add("Input", name="x", shape=[8])
    s.output(s.add("graph:g39", at={"x": [x]}), name="end")
    assert not learning(s.project(*graphs))


def test_a_node_whose_layer_is_gone_learns_nothing():
    project = tuned()
    head = id_of(project, "main", "head")
    layers = {k: x for k, x in project.main.layers.items() if k != head}
    project = replace_graph(project, "main", layers=layers)
    assert "head" not in names(learning(project))
    assert check_training(project) == ()
