"""What stops a training is one clear error."""

import shutil

import keras
import pytest
from drawings import add, digits, training, with_data

from kgraph.document.project import Binding, new_project
from kgraph.messages import Event
from kgraph.runs import RunError, RunStore
from kgraph.training import TrainingError, fit
from kgraph.training.keeping.weights import save_weights


def test_a_class_without_a_unit_is_one_clear_error(train, store):
    with pytest.raises(TrainingError, match=r"'digit' expects classes from 0 to 6"):
        train(digits(classes=7))
    assert store.list() == ()


def test_a_drawing_without_a_loss_is_one_clear_error(train, store):
    graph = new_project().main
    graph = add(graph, "Input", "image", shape=[8, 8])
    graph = add(graph, "Output", "digit", "image")
    project = with_data(
        graph, "digits", image=Binding(("image",)), digit=Binding(("digit",))
    )
    with pytest.raises(TrainingError, match="choose its loss"):
        train(project)
    assert store.list() == ()


def test_a_store_that_cannot_be_written_to_is_said_before_training(tmp_path):
    (tmp_path / "file").write_text("")
    events: list[Event] = []
    with pytest.raises(RunError, match="cannot be written down"):
        fit(digits(), store=RunStore(tmp_path / "file" / "x"), report=events.append)
    assert events == []


def test_a_run_that_fails_is_kept_as_failed(train, store):
    mean = {"class_name": "MeanSquaredError", "config": {}}
    graph = new_project().main
    graph = add(graph, "Input", "image", shape=[8, 8])
    graph = add(graph, "Dense", "scores", "image", units=5)
    graph = add(graph, "Output", "digit", "scores", loss=mean)
    project = with_data(
        graph,
        "digits",
        image=Binding(("image",)),
        digit=Binding(("digit",), one_hot=True),
    )
    with pytest.raises(ValueError, match="shape"):
        train(project)
    (run,) = store.list()
    assert run.state == "failed"
    assert "do not fit together" in run.error
    assert "Traceback" not in run.error


def test_a_full_disk_is_one_clear_error(train, store, monkeypatch):
    usage = shutil.disk_usage(store.folder.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(TrainingError, match="no room for the model's weights"):
        train(training(digits()))
    assert store.get("latest").state == "failed"


def test_weights_ask_for_all_the_room_that_they_take(tmp_path, monkeypatch):
    layers = [keras.layers.Input((500,)), keras.layers.Dense(1000)]
    model = keras.Sequential([*layers, *(keras.layers.Dense(5) for _ in range(50))])
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    save_weights(model, tmp_path / "a.weights.h5")
    size = (tmp_path / "a.weights.h5").stat().st_size
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=size))
    with pytest.raises(TrainingError, match="no room for the model's weights"):
        save_weights(model, tmp_path / "b.weights.h5")
    assert not (tmp_path / "b.weights.h5").exists()
