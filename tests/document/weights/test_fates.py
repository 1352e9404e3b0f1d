"""What the window says about trained weights, without loading a number."""

import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Variable
from kgraph.document.errors import EditError
from kgraph.document.project import MAIN, Project
from kgraph.document.weights import fates, forget, forget_some, keys, taken, with_keys
from kgraph.document.weights.contents import Contents, Stored


def drawn() -> Project:
    s = Sketch()
    x = s.add("Dense", s.add("Input", shape=[4]), name="one", units=4)
    x = s.add("Dense", x, name="two", units=4)
    s.output(s.add("Dense", x, name="three", units=2))
    return replace(with_keys(s.project(), {"l2": "a", "l3": "b"}), weights="a.npz")


def stored(*shape: int) -> Stored:
    return Stored(Variable(shape), "<f4", False, 0, 0, (0, 0))


def known(**shapes: tuple[int, ...]) -> Analysis:
    nodes = {
        node: NodeAnalysis((), variables=(Variable(shape, name="kernel"),))
        for node, shape in shapes.items()
    }
    return Analysis({MAIN: GraphAnalysis(nodes)})


def test_every_layer_is_told_what_becomes_of_its_weights() -> None:
    contents = Contents({"a": (stored(4, 4),), "b": (stored(4, 4),)})
    found = fates(drawn(), known(n2=(4, 4), n3=(4, 9), n4=(4, 2)), contents)
    assert found.text == "1 of 3 layers keep their trained weights."
    assert found.sentences == {
        (MAIN, "l2"): ("Keeps its trained weights.",),
        (MAIN, "l3"): ("Will be reset: kernel was (4, 4), now (4, 9).",),
        (MAIN, "l4"): ("Without trained weights: it starts afresh.",),
    }


def test_nothing_is_said_of_layers_that_nobody_knows() -> None:
    found = fates(drawn(), Analysis(), Contents())
    assert (found.text, found.sentences) == ("", {})


def test_a_key_that_the_file_lacks_is_told() -> None:
    found = fates(drawn(), known(n2=(4, 4)), Contents())
    assert found.sentences[MAIN, "l2"] == (
        "Will be reset: the weights file has nothing named 'a'.",
    )


def test_instances_that_differ_are_told_apart() -> None:
    inner = Sketch("block", "g1")
    inner.output(inner.add("Dense", inner.add("Input", shape=[4]), units=4))
    main = Sketch()
    x = main.add("graph:g1", at={"input": [main.add("Input", shape=[4])]})
    main.output(main.add("graph:g1", at={"input": [x]}))
    project = with_keys(main.project(inner), {"l2/l2": "a"})
    contents = Contents({"a": (stored(4, 4),)})
    analysis = Analysis({"g1": known(n2=(4, 4)).graphs[MAIN]})
    found = fates(project, analysis, contents)
    assert found.kept == 1
    assert found.sentences["g1", "l2"] == (
        "Keeps its trained weights.",
        "Without trained weights: it starts afresh.",
    )
    assert keys(forget_some(project, "g1", ["n2"])) == {}
    assert keys(forget_some(project, MAIN, ["n2"])) == {}


def test_forgetting() -> None:
    assert keys(forget_some(drawn(), MAIN, ["n2"])) == {"l3": "b"}
    assert forget(drawn()).weights == ""
    assert keys(forget(drawn())) == {}
    with pytest.raises(EditError, match="None of the selected"):
        forget_some(drawn(), MAIN, ["n4"])
    with pytest.raises(EditError, match="no trained weights"):
        forget(forget(drawn()))


def test_an_earlier_state_gives_its_weights_to_layers_of_its_types() -> None:
    now = forget(drawn())
    layers = {**now.main.layers}
    layers["l3"] = replace(layers["l3"], type="EinsumDense")
    now = replace(now, graphs={MAIN: replace(now.main, layers=layers)})
    found = taken(now, drawn(), "run.weights.npz")
    assert (keys(found), found.weights) == ({"l2": "a"}, "run.weights.npz")
