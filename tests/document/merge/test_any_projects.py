"""Any projects at all are merged to a file that opens, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st
from merged import edited
from msgspec.structs import replace
from strategies import edit_sequences, projects, unhurried

from kgraph.document import files
from kgraph.document.merge import merge
from kgraph.document.order import cycles
from kgraph.document.project import Project
from kgraph.document.values import is_identical


@st.composite
def threes(draw) -> tuple[Project, Project, Project]:
    """A project, and what two people made of it."""
    base = draw(projects())

    def edit() -> Project:
        project = base
        for change in draw(edit_sequences(8)):
            id = draw(st.sampled_from(sorted(project.graphs)))
            project = edited(project, change.apply, id)
        other = draw(st.none() | projects())
        if other is not None:
            project = replace(project, data=other.data, training=other.training)
        return project

    return base, edit(), edit()


@unhurried
@given(threes())
def test_a_side_that_changed_nothing_leaves_the_other_as_it_is(three):
    base, mine, _ = three
    assert is_identical(merge(base, mine, base).project, mine)
    assert is_identical(merge(base, base, mine).project, mine)
    assert is_identical(merge(base, mine, mine).project, mine)


@unhurried
@given(threes(), st.booleans())
def test_any_merge_is_a_file_that_opens(three, is_theirs):
    base, mine, theirs = three
    merged = merge(base, mine, theirs)
    if is_theirs:
        paths = {conflict.path for conflict in merged.conflicts}
        merged = merge(base, mine, theirs, paths)
    assert_legal(merged.project)


@unhurried
@given(projects(), projects(), projects())
def test_strangers_are_merged_to_a_file_that_opens(base, mine, theirs):
    merged = merge(base, mine, theirs)
    assert_legal(merged.project)
    assert all(conflict.sentence for conflict in merged.conflicts)


def assert_legal(project: Project) -> None:
    assert is_identical(files.loads(files.dumps(project), "merged"), project)
    for graph in project.graphs.values():
        assert cycles(graph) == ()
        assert graph.positions.keys() == graph.nodes.keys()
        for node in graph.nodes.values():
            assert not node.inputs.keys() & node.constants.keys()


@unhurried
@given(threes())
def test_what_one_side_alone_added_is_there(three):
    base, mine, theirs = three
    merged = merge(base, mine, theirs).project.main
    new = mine.main.nodes.keys() - base.main.nodes.keys()
    assert new <= merged.nodes.keys()
    added = len(theirs.main.nodes.keys() - base.main.nodes.keys() - new)
    assert len(merged.nodes.keys() - base.main.nodes.keys() - new) >= added
