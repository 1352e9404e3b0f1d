"""An engine that is asked for the weights of a run."""

from pathlib import Path

from kgraph import templates
from kgraph.document import files
from kgraph.document.weights import default_keys, keys, read_contents, with_keys
from kgraph.engine.answer import answer
from kgraph.export.model import prepare
from kgraph.messages import (
    Failed,
    TakeWeights,
    WeightsTaken,
    decode_event,
    decode_request,
    encode,
)
from kgraph.runs import RunStore


def test_the_weights_of_a_run_land_in_a_file(tmp_path: Path) -> None:
    path, target = tmp_path / "digits.kgraph", tmp_path / "digits.weights.npz"
    project = templates.load("digits")
    files.save(project, path)
    store = RunStore.beside(path)
    run = store.begin(project, seed=0, versions={})
    prepare(project, None, None).model.save_weights(run.last_weights)
    store.end(run.id, "finished")
    request = TakeWeights(run.id, str(target), str(path))
    event = answer(decode_request(encode(request)))
    assert isinstance(event, WeightsTaken), event
    assert decode_event(encode(event)) == event
    assert read_contents(target).arrays.keys() == set(keys(event.project).values())
    assert keys(event.project).items() <= default_keys(project).items()
    assert event.project == with_keys(project, keys(event.project))


def test_a_run_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    path, target = tmp_path / "digits.kgraph", tmp_path / "digits.weights.npz"
    event = answer(TakeWeights("0007", str(target), str(path)))
    assert isinstance(event, Failed)
    assert event.request == "TakeWeights"
    assert not target.exists()
