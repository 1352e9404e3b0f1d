"""The weights of a run become those that a drawing begins with."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.document import edits, files
from kgraph.document.project import Project, with_graphs
from kgraph.document.weights import keys, taken
from kgraph.export import take_weights
from kgraph.export.model import prepare
from kgraph.messages import Event, TrainingBegan
from kgraph.modeling.weights import trained
from kgraph.runs import Run, RunStore
from kgraph.training import fit


def run_of(project: Project, path: Path) -> tuple[Run, TrainingBegan]:
    events: list[Event] = []
    store = RunStore.beside(path)
    run = fit(project, store=store, report=events.append, folder=path.parent)
    assert isinstance(events[0], TrainingBegan)
    return run, events[0]


def one_epoch(project: Project) -> Project:
    return replace(project, training=replace(project.training, epochs=1))


@pytest.mark.slow
def test_a_cnn_is_trained_on_after_one_of_its_layers_was_changed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "digits.kgraph"
    project = one_epoch(templates.load("digits"))
    files.save(project, path)
    run, began = run_of(project, path)
    assert (began.report.findings, run.notes) == ((), ())
    file = tmp_path / "digits.weights.npz"
    project = taken(project, take_weights(run.id, file, path=path), file.name)
    model = prepare(files.load(run.document), run, tmp_path).model
    again, _ = trained(project, path)
    assert any(layer.type == "Conv2D" for layer in project.main.layers.values())
    for a, b in zip(model.get_weights(), again.get_weights(), strict=True):
        assert a.tobytes() == b.tobytes()

    dense = [x for x in project.main.layers.values() if x.type == "Dense"]
    graph = edits.set_parameter(project.main, dense[0].id, "units", 7)
    edited = with_graphs(project, graph)
    changed, _ = trained(edited, path)
    reset = {layer.name for layer in dense}
    for layer in changed.layers:
        if layer.name not in reset:
            was = model.get_layer(layer.name).get_weights()
            for a, b in zip(was, layer.get_weights(), strict=True):
                assert a.tobytes() == b.tobytes()
    layers = len(keys(project))
    run, began = run_of(edited, path)
    told = [finding.text for finding in began.report.findings]
    assert told[0].startswith(f"{layers - len(dense)} of {layers} layers keep")
    assert told[1].startswith(f"{dense[0].name!r} starts afresh: kernel was (")
    assert list(run.notes) == told
