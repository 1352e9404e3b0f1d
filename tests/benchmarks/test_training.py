"""How much slower a model learns because somebody watches: both in one process.

All is on: curves of batches, journal, store, checkpoints, best weights, measurements,
warnings, an ear for what is asked. Beside it stands `fit(verbose=0)` on the same arrays,
as a plain script has it.
"""

import time
from itertools import pairwise
from statistics import median, quantiles

import keras
import numpy as np
import pytest
from drawings import ACCURACY, CLASSES, add, digits, training, with_data
from msgspec.structs import replace

from kgraph.data import Dataset, Samples, load
from kgraph.document.project import Binding, Project, new_project
from kgraph.modeling import read
from kgraph.runs import RunStore
from kgraph.training import fit as kgraph_fit
from kgraph.training.preparing import prepared


class Clock(keras.callbacks.Callback):
    """Notes when epochs begin; it hears of no batch, so it costs nothing."""

    def __init__(self):
        super().__init__()
        self.marks: list[float] = []

    def on_epoch_begin(self, epoch, logs=None):
        self.marks.append(time.perf_counter())

    @property
    def seconds(self) -> list[float]:
        """From one epoch's beginning to the next, without the first, which traces."""
        return [after - before for before, after in pairwise(self.marks)][1:]


def digits_cnn() -> Project:
    graph = new_project("digits_cnn").main
    graph = add(graph, "Input", "image", shape=[8, 8, 1])
    sizes = {"kernel_size": [3, 3], "activation": "relu", "padding": "same"}
    graph = add(graph, "Conv2D", "first", "image", filters=32, **sizes)
    graph = add(graph, "Conv2D", "second", "first", filters=64, **sizes)
    graph = add(graph, "MaxPooling2D", "pool", "second")
    graph = add(graph, "Flatten", "flatten", "pool")
    graph = add(graph, "Dense", "scores", "flatten", units=10, activation="softmax")
    graph = add(graph, "Output", "digit", "scores", loss=CLASSES, metrics=[ACCURACY])
    image = Binding(("image",), scaling="minmax", reshape=(8, 8, 1))
    return with_data(graph, "digits", image=image, digit=Binding(("digit",)))


def resnet() -> Project:
    """ResNet50V2 on digits that are 64 by 64, in batches of 32."""
    project = read(
        keras.applications.ResNet50V2(
            weights=None, input_shape=(64, 64, 3), classes=10, name="resnet"
        )
    )
    graph = project.main
    (input,) = [x for x in graph.layers.values() if x.type == "Input"]
    (output,) = [x for x in graph.layers.values() if x.type == "Output"]
    config = {**output.config, "loss": CLASSES, "metrics": [ACCURACY]}
    layers = {**graph.layers, output.id: replace(output, config=config)}
    graph = replace(graph, layers=layers)
    names = {input.name: Binding(("image",)), output.name: Binding(("digit",))}
    return with_data(graph, "digits", **names)


@pytest.mark.parametrize(
    ("project", "epochs", "pairs"),
    [(digits(units=64), 40, 5), (digits_cnn(), 8, 3)],
    ids=["mlp", "cnn"],
)
def test_throughput_with_everything_on(
    benchmark, tmp_path, monkeypatch, project, epochs, pairs
):
    project = training(project, batch_size=32, epochs=epochs)
    ratio = compare(benchmark, tmp_path, monkeypatch, project, pairs)
    assert ratio >= 0.97


def test_throughput_of_a_real_model(benchmark, tmp_path, monkeypatch):
    project = training(resnet(), batch_size=32, epochs=8)
    monkeypatch.setattr(prepared, "load", large_digits)
    assert compare(benchmark, tmp_path, monkeypatch, project, 1) >= 0.97


def compare(benchmark, tmp_path, monkeypatch, project, pairs) -> float:
    """Returns how much of plain `fit()`'s speed is left."""
    without, watched = [], []
    store = RunStore(tmp_path / "net.runs")
    for _ in range(pairs):
        without += plain(project)
        watched += with_everything(project, store, monkeypatch)
    benchmark.pedantic(lambda: None, rounds=1)
    ratio = undisturbed(without) / undisturbed(watched)
    benchmark.extra_info["throughput against plain fit()"] = round(ratio, 3)
    benchmark.extra_info["medians, seconds"] = [median(without), median(watched)]
    return ratio


def undisturbed(seconds: list[float]) -> float:
    """The first quartile: whatever else the machine does only makes epochs longer."""
    return quantiles(seconds, n=4)[0] if len(seconds) > 2 else min(seconds)


def with_everything(project, store, monkeypatch) -> list[float]:
    clock = Clock()
    monkeypatch.setattr("kgraph.training.course.make_callbacks", lambda *_: [clock])
    kgraph_fit(project, store=store, report=lambda event: None)
    return clock.seconds


def plain(project: Project) -> list[float]:
    made = prepared.prepare(project, None)
    clock = Clock()
    data = made.dataset
    made.model.fit(
        only(data.train.inputs),
        only(data.train.targets),
        validation_data=(only(data.validation.inputs), only(data.validation.targets)),
        batch_size=project.training.batch_size,
        epochs=project.training.epochs,
        callbacks=[clock],
        verbose=0,
    )
    return clock.seconds


def only(arrays):
    (array,) = arrays.values()
    return array


def large_digits(project, folder, report=None):
    """Digits as pictures of 64 by 64 in three colours; a share is enough to time."""
    loaded = load(digits_cnn(), folder)

    def enlarged(samples, count):
        image = only(samples.inputs)[:count]
        image = np.repeat(image.repeat(8, axis=1).repeat(8, axis=2), 3, axis=3)
        digit = only(samples.targets)[:count]
        (output,) = [x.name for x in project.main.layers.values() if x.type == "Output"]
        return Samples({"image": image}, {output: digit})

    return Dataset(
        enlarged(loaded.train, 320), enlarged(loaded.validation, 32), Samples({}, {})
    )
