"""A run that was interrupted ends as if it never had been."""

from pathlib import Path

import numpy as np
import pytest
from drawings import training
from interrupted import (
    DieAfter,
    StopAfter,
    are_equal,
    forgetful,
    in_two_stages,
    stopping_early,
)
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Binding, Split
from kgraph.messages import EpochEnded, Marked, TrainingBegan, TrainingEnded, Warned
from kgraph.modeling.weights import file
from kgraph.runs import RunStore
from kgraph.runs.storing.recovering import recover
from kgraph.training import fit, go_on
from kgraph.training.keeping.checkpoint import Position, doubt_data

SLOW = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> RunStore:
    return RunStore(tmp_path_factory.mktemp("runs") / "net.runs")


@pytest.fixture(scope="module")
def whole(store):
    return fit(forgetful(), store=store, report=lambda event: None)


@pytest.fixture(scope="module")
def staged(store):
    return fit(in_two_stages(), store=store, report=lambda event: None)


def interrupted(project, store, batches: int):
    return fit(
        project, store=store, report=lambda event: None, control=StopAfter(batches)
    )


# 20 batches and 5 of validation make an epoch.
@pytest.mark.parametrize(
    "batches", [pytest.param(1, marks=SLOW), 19, 23, pytest.param(25, marks=SLOW), 63]
)
def test_it_ends_with_the_same_weights_and_curves(store, whole, batches):
    run = interrupted(forgetful(), store, batches)
    assert run.state == "stopped"
    events = []
    run = go_on(run.id, store=store, report=events.append)
    assert run.state == "finished"
    assert are_equal(run, whole)
    assert [e.logs for e in run.epochs] == [e.logs for e in whole.epochs]
    assert store.batches(run.id) == store.batches(whole.id)
    assert warnings_about_data(events) == []
    began = events[0]
    assert began.first_epoch == batches // 26
    assert isinstance(events[-1], TrainingEnded)


@SLOW
def test_it_can_be_interrupted_again_and_again(store, whole):
    run = interrupted(forgetful(), store, 7)
    for _ in range(3):
        run = go_on(
            run.id, store=store, report=lambda event: None, control=StopAfter(17)
        )
        assert run.state == "stopped"
    run = go_on(run.id, store=store, report=lambda event: None)
    assert are_equal(run, whole)
    assert store.batches(run.id) == store.batches(whole.id)


@pytest.mark.parametrize(
    "batches",
    [30, pytest.param(60, marks=SLOW)],  # in the first stage, in the second
)
def test_stages_are_gone_on_with(store, staged, batches):
    run = interrupted(in_two_stages(), store, batches)
    events = []
    run = go_on(run.id, store=store, report=events.append)
    assert are_equal(run, staged)
    assert [e.logs for e in run.epochs] == [e.logs for e in staged.epochs]
    seams = [e.text for e in events if isinstance(e, Marked) and e.kind == "stage"]
    assert seams == (["all"] if batches == 30 else [])


def died(project, store, batches: int):
    with pytest.raises(RuntimeError, match="died"):
        fit(project, store=store, report=lambda event: None, control=DieAfter(batches))
    return store.get("latest")


def test_no_batch_before_a_checkpoint_is_missing_in_the_curves(store, whole):
    run = died(forgetful(checkpoint_minutes=0.0), store, 13)
    run = go_on(run.id, store=store, report=lambda event: None, control=StopAfter(21))
    told = store.batches(run.id)["loss"]
    assert len(told) > 20
    assert told == store.batches(whole.id)["loss"][: len(told)]


def test_a_log_has_one_head_and_each_epoch_once(store):
    log = {"class_name": "CSVLogger", "config": {"filename": "log.csv"}}
    run = interrupted(forgetful(epochs=2, callbacks=(log,)), store, 33)
    with Path(run.folder, "log.csv").open("a") as file:
        file.write("1,0.5,0.5,0.5,0.5\n2,0.")  # told after the last checkpoint
    run = go_on(run.id, store=store, report=lambda event: None)
    lines = Path(run.folder, "log.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["epoch", "0", "1"]


def test_a_store_that_is_moved_away_keeps_its_run_whole(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    moved = tmp_path / "moved.runs"

    def move(event) -> None:
        if isinstance(event, EpochEnded) and store.folder.exists():
            store.folder.rename(moved)

    with pytest.raises(KgraphError, match="must stay where it is"):
        fit(forgetful(epochs=2), store=store, report=move)
    assert not store.folder.exists()
    recover(moved)
    run = RunStore(moved).get("latest")
    assert run.state == "failed"
    assert len(run.epochs) == 2


@SLOW
def test_a_stage_that_a_callback_ended_is_not_gone_on_with(store):
    whole = fit(stopping_early(), store=store, report=lambda event: None)
    run = died(stopping_early(), store, 55)  # in the first epoch of the next stage
    run = go_on(run.id, store=store, report=lambda event: None)
    assert [e.logs for e in run.epochs] == [e.logs for e in whole.epochs]
    assert run.scores == whole.scores
    assert are_equal(run, whole)


def test_a_run_that_lacks_its_scores_alone_is_given_them(store, whole):
    run = died(forgetful(), store, 102)
    run.last_weights.unlink()
    run = go_on(run.id, store=store, report=lambda event: None)
    assert run.state == "finished"
    assert run.scores == whole.scores
    assert are_equal(run, whole)


def test_a_run_that_ended_can_have_more_epochs(store, whole):
    project = forgetful(epochs=2)
    run = fit(project, store=store, report=lambda event: None)
    events = []
    run = go_on(run.id, store=store, report=events.append, epochs=4)
    assert isinstance(events[0], TrainingBegan)
    assert (events[0].first_step, events[0].epochs) == (40, 4)
    assert len(run.epochs) == 4
    assert are_equal(run, whole)


def test_what_is_done_is_not_done_again(store, whole):
    with pytest.raises(KgraphError, match="has had its 4 epochs"):
        go_on(whole.id, store=store, report=lambda event: None)


def test_a_run_without_a_checkpoint_says_so(store, whole):
    run = interrupted(forgetful(), store, 3)
    run.checkpoint.unlink()
    with pytest.raises(KgraphError, match="has no checkpoint"):
        go_on(run.id, store=store, report=lambda event: None)


def test_a_damaged_checkpoint_harms_nothing(store, whole):
    run = interrupted(forgetful(), store, 30)
    data = bytearray(run.checkpoint.read_bytes())
    data[len(data) // 2] ^= 255
    run.checkpoint.write_bytes(data)
    refused(run, store, "must be whole and of this version")


@pytest.mark.parametrize("text", [b"{}", b"\xff", b'{"position": {"stage": "x"}}'])
def test_a_checkpoint_of_another_version_harms_nothing(store, whole, text):
    run = interrupted(forgetful(), store, 2)
    file.write(run.checkpoint, {"plain": [np.frombuffer(text, "uint8")]})
    refused(run, store, "must be whole and of this version")


def test_less_data_than_before_harms_nothing(store, whole):
    run = interrupted(forgetful(), store, 19)
    half = training(forgetful(), batch_size=256)  # as few batches as of half the data
    files.save(half, run.document)
    refused(run, store, "with up to 5 batches an epoch. Received: batch 19")


def test_other_values_than_before_are_told(store, whole):
    run = interrupted(forgetful(), store, 3)
    project = forgetful()
    (image,) = [x.id for x in project.main.layers.values() if x.name == "image"]
    bound = {**project.data.bindings, image: Binding(("image",), scaling="none")}
    data = replace(project.data, bindings=bound)
    files.save(replace(project, data=data), run.document)
    events = []
    go_on(run.id, store=store, report=events.append, control=StopAfter(3))
    (told,) = warnings_about_data(events)
    assert "as many samples, but other values" in told.sentence


def warnings_about_data(events) -> list[Warned]:
    return [e for e in events if isinstance(e, Warned) and e.kind == "data"]


def test_a_checkpoint_of_before_fingerprints_is_gone_on_with():
    assert doubt_data(Position(samples=3), "another") is None


def test_a_run_whose_store_is_damaged_at_its_end_is_not_lost(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    file = store.folder / "runs.sqlite"

    def damage(event) -> None:
        if isinstance(event, EpochEnded):
            file.write_bytes(b"no store")

    with pytest.raises(KgraphError, match="cannot be written down"):
        fit(forgetful(epochs=1), store=store, report=damage)
    file.unlink()
    recover(store.folder)
    run = store.get("latest")
    assert run.state == "finished"
    assert run.scores
    assert len(run.epochs) == 1


def test_other_data_than_before_harms_nothing(store, whole):
    run = interrupted(forgetful(), store, 3)
    project = forgetful()
    data = replace(project.data, split=Split(validation=0.3))
    files.save(replace(project, data=data), run.document)
    refused(run, store, "expected 1,257 samples to train with. Received: ")


def refused(run, store, words: str) -> None:
    """Demands that going on is refused, and that the run is what it was."""
    with pytest.raises(KgraphError, match=words):
        go_on(run.id, store=store, report=lambda event: None)
    assert store.get(run.id).state == "stopped"
    assert store.get(run.id).epochs == run.epochs
