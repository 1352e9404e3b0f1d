"""Keys stay with their layers, whatever a person edits."""

from collections import Counter
from contextlib import suppress

import random_models
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits, files
from kgraph.document.copying.bundles import absorb, extract, paste
from kgraph.document.errors import EditError
from kgraph.document.graph import ENDS
from kgraph.document.merge import merge
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.submodels import detach, inline, make_submodel
from kgraph.document.submodels.ordering import move_end
from kgraph.document.weights import default_keys, keys, with_keys, without_keys


def twice() -> Project:
    """A submodel of two layers that the main graph is given twice."""
    inner = Sketch("block", "g1")
    x = inner.add("Input", shape=[4])
    x = inner.add("Dense", x, name="first", units=4)
    inner.output(inner.add("Dense", x, name="second", units=4))
    main = Sketch()
    x = main.add("Input", shape=[4])
    x = main.add("graph:g1", x, name="left")
    x = main.add("graph:g1", x, name="right")
    main.output(main.add("Dense", x, name="top", units=2))
    return replace(main.project(inner), weights="a.weights.npz")


def keyed(project: Project) -> Project:
    return with_keys(project, default_keys(project))


def by_name(project: Project) -> dict[str, str]:
    from kgraph.document.weights.keys import places

    return {"/".join(p.names): p.key for p in places(project)}


def test_a_layer_that_is_there_once_says_its_key_itself() -> None:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), name="top", units=2))
    project = with_keys(s.project(), {"l2": "some/key"})
    assert project.main.layers["l2"].weights == "some/key"
    assert keys(project) == {"l2": "some/key"}


def test_instances_that_differ_say_what_is_theirs() -> None:
    project = keyed(twice())
    assert by_name(project) == {name: name for name in by_name(project)}
    assert project.graphs["g1"].layers["l2"].weights == "left/first"
    assert project.main.layers["l2"].weights == ""
    assert project.main.layers["l3"].weights == {
        "l2": "right/first",
        "l3": "right/second",
    }


def test_an_instance_that_has_no_weights_says_so() -> None:
    project = with_keys(twice(), {"l2/l2": "one"})
    assert keys(project) == {"l2/l2": "one"}
    assert project.main.layers["l3"].weights == {"l2": ""}


def test_a_layer_made_independent_in_a_submodel_keeps_weights() -> None:
    s = Sketch("block", "g1")
    x = s.add("Dense", s.add("Input", shape=[4]), name="dense", units=4)
    s.output(s.again(x, x))
    main = Sketch()
    x = main.add("graph:g1", main.add("Input", shape=[4]), name="left")
    main.output(main.add("graph:g1", x, name="right"))
    project = keyed(main.project(s))
    inner = edits.make_independent(project.graphs["g1"], "n3")
    found = by_name(with_graphs(project, inner))
    assert found["left/dense_1"] == found["right/dense_1"] == "left/dense"
    assert found["right/dense"] == "right/dense"


def test_instances_with_equal_keys_leave_them_to_the_definition() -> None:
    project = with_keys(twice(), {"l2/l2": "one", "l3/l2": "one"})
    assert project.graphs["g1"].layers["l2"].weights == "one"
    assert project.main.layers["l2"].weights == ""


def test_the_outermost_instance_wins() -> None:
    project = keyed(twice())
    definition = project.graphs["g1"]
    own = replace(definition.layers["l2"], weights="own")
    definition = replace(definition, layers={**definition.layers, "l2": own})
    project = with_graphs(project, definition)
    assert keys(project)["l2/l2"] == "own"
    assert keys(project)["l3/l2"] == "right/first"


def test_names_that_no_file_may_hold_become_keys() -> None:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), name="größe ∑", units=2))
    assert default_keys(s.project()) == {"l2": "größe _"}


def test_keys_are_in_the_file() -> None:
    project = keyed(twice())
    again = files.loads(files.dumps(project), "it")
    assert keys(again) == keys(project)
    assert again.weights == "a.weights.npz"


def test_inlining_brings_the_weights_of_the_instance() -> None:
    project, _ = inline(keyed(twice()), MAIN, "n3")
    found = by_name(project)
    assert found["first"] == "right/first"
    assert found["left/first"] == "left/first"


def test_a_submodel_within_a_submodel_keeps_what_the_instances_say() -> None:
    project = keyed(twice())
    made, call = make_submodel(project, "g1", ["n2"], "deep")
    found = by_name(made)
    assert found["left/deep/first"] == "left/first"
    assert found["right/deep/first"] == "right/first"
    back, _ = inline(made, "g1", call)
    assert by_name(back)["right/first"] == "right/first"


def test_a_detached_submodel_keeps_its_weights() -> None:
    project = keyed(twice())
    assert by_name(detach(project, MAIN, "n3")) == by_name(project)


def test_a_copy_keeps_the_weights_of_its_origin() -> None:
    project = keyed(twice())
    pasted, _ = paste(project, MAIN, extract(project, MAIN, ["n3", "n4"]))
    found = by_name(pasted)
    assert found["top_1"] == "top"
    assert found["right_1/second"] == "right/second"


def test_what_lies_in_a_submodel_is_copied_with_its_first_weights() -> None:
    project = keyed(twice())
    pasted, _ = paste(project, MAIN, extract(project, "g1", ["n2"]))
    assert by_name(pasted)["first"] == "left/first"


def test_keys_of_another_file_are_dropped() -> None:
    bundle = extract(keyed(twice()), MAIN, ["n4"])
    other = replace(Sketch().project(), weights="b.weights.npz")
    pasted, _ = paste(other, MAIN, bundle)
    assert keys(pasted) == {}
    assert pasted.weights == "b.weights.npz"
    placed, id = absorb(other, extract(keyed(twice()), "g1"))
    assert all(layer.weights == "" for layer in placed.graphs[id].layers.values())


def test_a_project_without_trained_weights_takes_over_those_of_a_copy() -> None:
    bundle = extract(keyed(twice()), MAIN, ["n4"])
    pasted, _ = paste(Sketch().project(), MAIN, bundle)
    assert pasted.weights == "a.weights.npz"
    assert list(keys(pasted).values()) == ["top"]


def test_without_keys_forgets_all() -> None:
    assert keys(without_keys(keyed(twice()))) == {}


def test_merging_takes_the_changed_keys() -> None:
    base = without_keys(twice())
    mine = with_graphs(base, edits.rename(base.main, "l4", "head"))
    merged = merge(base, mine, keyed(base)).project
    assert by_name(merged)["head"] == "top"


def _inner(draw: st.DrawFn, project: Project, id: str) -> str:
    graph = project.graphs[id]
    inner = [n for n in graph.nodes if graph.layer_of(n).type not in ENDS]
    if not inner:
        raise EditError("nothing to edit")
    return draw(st.sampled_from(inner))


def _renamed(draw: st.DrawFn, project: Project, id: str) -> Project:
    graph = project.graphs[id]
    layer = graph.nodes[_inner(draw, project, id)].layer
    return with_graphs(project, edits.rename(graph, layer, f"other {graph.next_id}"))


def _moved(draw: st.DrawFn, project: Project, id: str) -> Project:
    graph = project.graphs[id]
    return with_graphs(project, edits.move(graph, {_inner(draw, project, id): (3, 3)}))


def _made(draw: st.DrawFn, project: Project, id: str) -> Project:
    part = draw(random_models.parts(project.graphs[id]))
    return make_submodel(project, id, part)[0]


def _inlined(draw: st.DrawFn, project: Project, id: str) -> Project:
    return inline(project, id, _inner(draw, project, id))[0]


def _detached(draw: st.DrawFn, project: Project, id: str) -> Project:
    return detach(project, id, _inner(draw, project, id))


def _reordered(draw: st.DrawFn, project: Project, id: str) -> Project:
    graph = project.graphs[id]
    return with_graphs(project, move_end(graph, graph.of_type("Input")[0].id, 1))


def _saved(draw: st.DrawFn, project: Project, id: str) -> Project:
    return files.loads(files.dumps(project), "it")


def _copied(draw: st.DrawFn, project: Project, id: str) -> Project:
    part = extract(project, id, [_inner(draw, project, id)])
    return paste(project, draw(st.sampled_from(sorted(project.graphs))), part)[0]


def _independent(draw: st.DrawFn, project: Project, id: str) -> Project:
    graph = project.graphs[id]
    node = _inner(draw, project, id)
    return with_graphs(project, edits.make_independent(graph, node))


def _deleted(draw: st.DrawFn, project: Project, id: str) -> Project:
    node = _inner(draw, project, id)
    return with_graphs(project, edits.delete(project.graphs[id], [node]))


KEEPING = (_renamed, _moved, _made, _inlined, _detached, _reordered, _saved)
GROWING = (_copied, _independent)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_layer_keeps_its_key(data: st.DataObject) -> None:
    """A layer is told by its key: one is lost only with its layer, none is mixed up."""
    project = keyed(data.draw(random_models.models()))
    for _ in range(data.draw(st.integers(1, 6))):
        before = Counter(keys(project).values())
        id = data.draw(st.sampled_from(sorted(project.graphs)))
        edit = data.draw(st.sampled_from((*KEEPING, *GROWING, _deleted)))
        with suppress(EditError):
            project = edit(data.draw, project, id)
        after = Counter(keys(project).values())
        if edit in KEEPING:
            assert after == before, edit.__name__
        elif edit in GROWING:
            assert after >= before, edit.__name__
            assert after.keys() == before.keys(), edit.__name__
        else:
            assert after <= before, edit.__name__
