import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.analysis import Analysis
from kgraph.document.check import check
from kgraph.document.project import Project
from kgraph.document.repairs import Case, propose


def mended(project: Project) -> tuple[str, Project]:
    """The only repair of the only problem of names: its title and what it makes."""
    problems = check(project)
    (problem,) = (p for p in problems if p.rule == "trainable-names")
    (repair,) = propose(Case(project, problem, Analysis({}, problems)))
    repaired = repair.edit(project)
    assert "trainable-names" not in [p.rule for p in check(repaired)]
    return repair.title, repaired


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Left half", "Left_half"), ("größe", "gr_e"), ("überall da", "berall_da"), ("量", "dense_1"), ("taken !", "taken_1")],
)  # fmt: skip
def test_a_layer_is_renamed_as_little_as_tensorflow_asks_for(name, expected):
    s = Sketch()
    x = s.add("Dense", s.add("Input", shape=[4]), name="dense", units=4)
    x = s.add("Dense", s.add("Dense", x, name="taken", units=4), name=name, units=4)
    s.output(x)
    title, project = mended(s.project())
    assert title == f"Rename {name!r} to {expected!r}"
    assert project.main.layer_of(x).name == expected


def test_the_model_is_renamed():
    s = Sketch("My model")
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=4))
    title, project = mended(s.project())
    assert title == "Rename the model to 'My_model'"
    assert project.main.name == "My_model"
    again = replace(s.graph, name="_")
    assert mended(replace(project, graphs={"main": again}))[1].main.name == "model"
