"""A training tells what it does, keeps it, and stops when asked to."""

import math
from pathlib import Path

import keras
import numpy as np
import pytest
from drawings import ACCURACY, CLASSES, add, digits, training, with_data
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.project import Binding, new_project
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    TrainingBegan,
    TrainingEnded,
    decode_event,
    encode,
)
from kgraph.training import fit


def test_a_run_tells_every_batch_and_epoch_and_is_kept(train, store):
    watched = train(digits())
    began, *_, ended = watched.events
    assert began == TrainingBegan(
        "0001",
        epochs=2,
        batches=20,
        samples=1257,
        metrics=("loss", "accuracy"),
        stages=("Stage 1",),
    )
    assert ended.reason == "finished"
    assert ended.epochs == 2
    assert set(ended.scores) == {"loss", "accuracy"}
    epochs = watched.of(EpochEnded)
    assert [(e.epoch, e.step) for e in epochs] == [(0, 20), (1, 40)]
    assert set(epochs[0].logs) == {
        "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate",
    }  # fmt: skip
    batches = watched.of(BatchesEnded)
    told = [b.step + i for b in batches for i in range(len(b.logs["loss"]))]
    assert told == list(range(40))
    assert epochs[0].logs["loss"] == batches_of(batches, 0)[-1]

    run = watched.run
    assert run.state == "finished"
    assert run.scores == ended.scores
    assert [e.logs for e in run.epochs] == [e.logs for e in epochs]
    assert np.allclose(store.batches(run.id)["loss"][:20], batches_of(batches, 0))
    assert run.versions["keras"] == keras.__version__
    assert {p.name for p in Path(run.folder).iterdir()} == {
        "document.kgraph",
        "best.weights.h5",
        "last.weights.h5",
        "checkpoint.npz",
        "events.jsonl",
        "run.json",
    }


def batches_of(batches: list[BatchesEnded], epoch: int) -> list[float]:
    return [v for b in batches if b.epoch == epoch for v in b.logs["loss"]]


def test_a_second_run_logs_the_same_names(train):
    unnamed = {"class_name": "SparseCategoricalAccuracy", "config": {}}
    project = digits()
    (output,) = project.main.of_type("Output")
    graph = edits.set_parameter(project.main, output.layer, "metrics", [unnamed])
    project = replace(training(project, epochs=1), graphs={"main": graph})
    for _ in range(2):
        watched = train(project)
        names = ("loss", "sparse_categorical_accuracy")
        assert watched.events[0].metrics == names
        assert set(names) <= set(watched.run.epochs[0].logs)


def test_the_same_seed_gives_the_same_curves(train):
    first, second = train(digits()), train(digits())
    assert [e.logs for e in first.run.epochs] == [e.logs for e in second.run.epochs]
    other = train(training(digits(), seed=1))
    assert other.run.epochs[0].logs != first.run.epochs[0].logs


def test_a_seed_that_was_left_to_chance_is_kept(train):
    first = train(training(digits(), seed=None, epochs=1))
    again = train(training(digits(), seed=first.run.seed, epochs=1))
    assert again.run.epochs[0].logs == first.run.epochs[0].logs


def test_stop_takes_effect_within_one_batch(train):
    asked = []

    def stop(watched):
        asked.append(True)
        return len(asked) >= 7

    watched = train(training(digits(), epochs=50), stop)
    (epoch,) = watched.of(EpochEnded)
    assert epoch.step == 7
    assert "val_loss" not in epoch.logs
    assert watched.events[-1].reason == "stopped"
    assert watched.events[-1].epochs == len(watched.run.epochs) == 1
    assert watched.run.state == "stopped"
    assert watched.run.last_weights.exists()
    assert not watched.run.best_weights.exists()


def test_stop_takes_effect_during_validation(train):
    asked = []

    def stop(watched):
        asked.append(True)
        return len(asked) > 20  # an epoch has 20 batches, its validation 5

    watched = train(training(digits(), epochs=50), stop)
    (epoch,) = watched.of(EpochEnded)
    assert epoch.step == 20
    assert "val_loss" not in epoch.logs
    assert len(asked) == 21
    assert watched.run.state == "stopped"


def test_nan_arrives_as_nan_and_ends_training_if_asked_to(train):
    huge = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    watcher = {"class_name": "TerminateOnNaN", "config": {}}
    graph = new_project("regression").main
    graph = add(graph, "Input", "features", shape=[10])
    graph = add(graph, "Dense", "prediction", "features", units=1)
    loss = {"class_name": "MeanSquaredError", "config": {}}
    graph = add(graph, "Output", "progression", "prediction", loss=loss)
    project = with_data(
        graph,
        "diabetes",
        features=Binding(feature_names(), scaling="standard"),
        progression=Binding(("progression",)),
    )
    watched = train(training(project, optimizer=huge, callbacks=(watcher,)))
    last = decode_event(encode(watched.of(BatchesEnded)[-1])).logs["loss"][-1]
    assert last in ("nan", "inf")
    assert not math.isfinite(watched.run.epochs[-1].logs["loss"])
    assert watched.events[-1].reason == "early"
    assert watched.run.state == "finished"


def feature_names() -> tuple[str, ...]:
    from kgraph.data import describe
    from kgraph.document.project import DataSource

    columns = describe(DataSource("builtin", "diabetes")).columns
    return tuple(c.name for c in columns if c.name != "progression")


def test_the_best_weights_are_those_of_the_best_epoch(train):
    worse = {"class_name": "SGD", "config": {"learning_rate": 0.5, "momentum": 0.95}}
    watched = train(training(digits(), optimizer=worse, epochs=6))
    losses = [e.logs["val_loss"] for e in watched.run.epochs]
    model = keras_model(watched.run.best_weights)
    from kgraph.data import load

    samples = load(digits()).validation
    found = model.evaluate(samples.inputs["image"], samples.targets["digit"], verbose=0)
    assert found == pytest.approx(min(losses), rel=1e-4)


def keras_model(weights: Path) -> keras.Model:
    from kgraph.modeling import build

    model = build(digits())
    model.load_weights(weights)
    model.compile(loss="sparse_categorical_crossentropy")
    return model


def test_two_inputs_and_two_outputs_learn_together(train):
    graph = new_project("two").main
    graph = add(graph, "Input", "left", shape=[2])
    graph = add(graph, "Input", "right", shape=[2])
    graph = add(graph, "Dense", "a", "left", units=8, activation="relu")
    graph = add(graph, "Dense", "b", "right", units=8, activation="relu")
    graph = add(graph, "Dense", "species", "a", units=3, activation="softmax")
    graph = add(graph, "Dense", "width", "b", units=1)
    graph = add(graph, "Output", "kind", "species", loss=CLASSES, metrics=[ACCURACY])
    squared = {"class_name": "MeanSquaredError", "config": {}}
    graph = add(
        graph,
        "Output",
        "breadth",
        "width",
        loss=squared,
        loss_weight=0.25,
        metrics=["mae"],
    )
    names = iris_names()
    project = with_data(
        graph,
        "iris",
        left=Binding(names[:2]),
        right=Binding(names[2:4]),
        kind=Binding(names[4:]),
        breadth=Binding(names[:1]),
    )
    watched = train(training(project, epochs=1, batch_size=1000))
    logs = watched.run.epochs[0].logs
    trained = {n for n in logs if n[:4] != "val_" and n != "learning_rate"}
    assert trained == set(watched.events[0].metrics)
    assert trained == {
        "loss", "kind_loss", "breadth_loss", "kind_accuracy", "breadth_mae",
    }  # fmt: skip
    assert logs["loss"] == pytest.approx(
        logs["kind_loss"] + 0.25 * logs["breadth_loss"], rel=1e-3
    )


def iris_names() -> tuple[str, ...]:
    from kgraph.data import describe
    from kgraph.document.project import DataSource

    return tuple(c.name for c in describe(DataSource("builtin", "iris")).columns)


def test_preprocessing_layers_see_the_training_data_first(train, monkeypatch):
    graph = new_project("scaled").main
    graph = add(graph, "Input", "left", shape=[4])
    graph = add(graph, "Normalization", "first", "left")
    graph = add(graph, "Normalization", "second", "first")
    graph = add(graph, "Dense", "species", "second", units=3, activation="softmax")
    graph = add(graph, "Output", "kind", "species", loss=CLASSES)
    names = iris_names()
    project = with_data(graph, "iris", left=Binding(names[:4]), kind=Binding(names[4:]))
    watched = train(training(project, epochs=1))
    from kgraph.data import load
    from kgraph.modeling import build

    model = build(project)
    model.load_weights(watched.run.last_weights)
    values = load(project).train.inputs["left"]
    first, second = model.get_layer("first"), model.get_layer("second")
    assert np.allclose(np.ravel(first.mean), values.mean(0), atol=1e-4)
    assert np.allclose(np.ravel(second.mean), 0, atol=1e-4)
    assert np.allclose(np.ravel(second.variance), 1, atol=1e-3)


def test_an_ended_event_comes_when_the_store_knows(store):
    seen = []

    def look(event):
        if isinstance(event, TrainingEnded):
            seen.append(store.get(event.run).state)

    fit(training(digits(), epochs=1), store=store, report=look)
    assert seen == ["finished"]


@pytest.mark.parametrize("weight", [2, 2.0])
def test_a_whole_number_weighs_a_loss_too(train, weight):
    project = digits()
    (output,) = project.main.of_type("Output")
    main = edits.set_parameter(project.main, output.layer, "loss_weight", weight)
    train(training(replace(project, graphs={"main": main})))
