"""Stages list the same layers after these have moved into a submodel, or out of one."""

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.project import MAIN, Project, Stage
from kgraph.document.stages import trained
from kgraph.document.submodels import inline, make_submodel


def chain(*layers: str) -> Project:
    sketch = Sketch()
    x = sketch.add("Input", shape=[4])
    for name in ("first", "second", "head"):
        x = sketch.add("Dense", x, name=name, units=4)
    sketch.output(x)
    project = sketch.project()
    stages = (Stage(trains="only", layers=layers), Stage(trains="last"))
    return replace(project, training=replace(project.training, stages=stages))


def names(project: Project) -> list[str]:
    return [place.names[-1] for place in trained(project, project.training.stages[0])]


def test_a_layer_is_found_in_the_submodel_that_it_became_part_of():
    project = chain("l2", "l4")
    made, _ = make_submodel(project, MAIN, ["n2", "n3"])
    assert made.training.stages[0].layers == ("g1/l2", "l4")
    assert names(made) == names(project) == ["first", "head"]


def test_what_was_in_a_submodel_is_found_where_it_is_put():
    made, node = make_submodel(chain("l3"), MAIN, ["n2", "n3"])
    back, _ = inline(made, MAIN, node)
    assert names(back) == ["second"]


def test_a_submodel_that_is_listed_becomes_all_that_was_in_it():
    made, node = make_submodel(chain(), MAIN, ["n2", "n3"])
    layer = made.main.nodes[node].layer
    stage = Stage(trains="only", layers=(layer,))
    made = replace(made, training=replace(made.training, stages=(stage,)))
    back, _ = inline(made, MAIN, node)
    assert names(back) == ["first", "second"]


def test_other_stages_stay_the_very_same():
    project = chain("l4")
    made, _ = make_submodel(project, MAIN, ["n2", "n3"])
    assert made.training is project.training
