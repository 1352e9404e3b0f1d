"""An engine says how well a run predicts, and what it makes of samples."""

import pytest
from judged_drawings import iris

from kgraph.document import files
from kgraph.engine.answer import answer
from kgraph.messages import (
    Evaluate,
    Evaluated,
    Failed,
    Predict,
    Predicted,
    Recall,
    Recalled,
    decode_event,
    encode,
)
from kgraph.runs import RunStore
from kgraph.training import fit


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("judged") / "iris.kgraph"
    files.save(iris(), path)
    fit(iris(), store=RunStore.beside(path), report=lambda _: None)
    return str(path)


def test_answers_travel_as_they_are(path, tmp_path):
    judged = answer(Evaluate(7, path, "latest", "validation"))
    assert isinstance(judged, Evaluated)
    assert (judged.number, judged.evaluation.run) == (7, "0001")
    (tmp_path / "x.csv").write_text(
        "sepal_length,sepal_width,petal_length,petal_width\n5,3,1,0.2\n"
    )
    said = answer(Predict(8, path, files=(str(tmp_path / "x.csv"),)))
    assert isinstance(said, Predicted)
    assert said.columns == judged.evaluation.inputs
    (next_one,) = answer(Predict(9, path, places=(0,), part="train")).predictions
    position = next_one.position
    seen = answer(Recall(10, said.columns, (position,), path, "0001", "train"))
    assert isinstance(seen, Recalled)
    assert [sample.position for sample in seen.samples] == [position]
    for event in (judged, said, seen):
        assert decode_event(encode(event)) == event


def test_what_cannot_be_is_a_sentence_about_the_question(path):
    failed = answer(Evaluate(11, path, "77"))
    assert isinstance(failed, Failed)
    assert (failed.request, failed.about) == ("Evaluate", "11")
    assert "Received: '77'" in failed.message
