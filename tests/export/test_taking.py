"""The weights of a run become those that a drawing begins with."""

from pathlib import Path

from drawings import digits
from msgspec.structs import replace

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


def test_training_goes_on_from_the_weights_of_a_run(tmp_path: Path) -> None:
    path = tmp_path / "digits.kgraph"
    project = one_epoch(digits())
    files.save(project, path)
    run, _ = run_of(project, path)
    assert run.notes == ()
    file = tmp_path / "digits.weights.npz"
    project = taken(project, take_weights(run.id, file, path=path), file.name)
    model = prepare(files.load(run.document), run, tmp_path).model
    again, _ = trained(project, path)
    assert again.get_weights()
    for a, b in zip(model.get_weights(), again.get_weights(), strict=True):
        assert a.tobytes() == b.tobytes()

    dense = [x for x in project.main.layers.values() if x.type == "Dense"]
    changed = edits.set_parameter(project.main, dense[0].id, "units", 7)
    edited = with_graphs(project, changed)
    layers = len(keys(project))
    run, began = run_of(edited, path)
    told = [finding.text for finding in began.report.findings]
    assert told[0].startswith(f"{layers - len(dense)} of {layers} layers keep")
    assert told[1].startswith(f"{dense[0].name!r} starts afresh: kernel was (")
    assert list(run.notes) == told
