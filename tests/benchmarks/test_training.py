"""How much slower a model learns because somebody watches: both in one process."""

import time
from itertools import pairwise
from statistics import quantiles

import keras
import pytest
from drawings import ACCURACY, CLASSES, add, digits, training, with_data

from kgraph.data import load
from kgraph.document.project import Binding, Project, new_project
from kgraph.modeling import build
from kgraph.runs import RunStore
from kgraph.training.compile import compile_model
from kgraph.training.record import Recorder
from kgraph.training.report import Callbacks, Reporter
from kgraph.training.weights import WeightKeeper

PAIRS = 12


class Clock(keras.callbacks.Callback):
    """Notes when epochs begin; it hears of no batch, so it costs nothing."""

    def __init__(self):
        super().__init__()
        self.marks: list[float] = []

    def on_epoch_begin(self, epoch, logs=None):
        self.marks.append(time.perf_counter())

    @property
    def seconds(self) -> list[float]:
        """From one epoch's beginning to the next: with validation and writing."""
        return [after - before for before, after in pairwise(self.marks)]


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


@pytest.mark.parametrize(
    ("project", "epochs"),
    [(digits(units=64), 10), (digits_cnn(), 3)],
    ids=["mlp", "cnn"],
)
def test_throughput_with_batch_curves(benchmark, tmp_path, project, epochs):
    project = training(project, batch_size=32, epochs=epochs)
    store = RunStore(tmp_path / "net.runs")
    plain_model, watched_model = compiled(project), compiled(project)

    def plain() -> list[float]:
        clock = Clock()
        fit(project, plain_model, [clock])
        return clock.seconds

    def watched() -> list[float]:
        clock = Clock()
        run = store.begin(project, seed=0, versions={})
        recorder = Recorder(store, run)
        reporter = Reporter(recorder, lambda: False)
        others = [WeightKeeper(run), clock]
        params = {"model": watched_model, "epochs": epochs}
        fit(project, watched_model, Callbacks(reporter, others, **params))
        recorder.write()
        store.end(run.id, "finished")
        return clock.seconds

    plain()
    watched()  # both are traced now
    without, with_curves = [], []
    for _ in range(PAIRS):
        without += plain()
        with_curves += watched()
    benchmark.pedantic(watched, rounds=1)
    ratio = undisturbed(without) / undisturbed(with_curves)
    benchmark.extra_info["throughput against plain fit()"] = round(ratio, 3)
    assert ratio >= 0.97


def undisturbed(seconds: list[float]) -> float:
    """The first quartile: whatever else the machine does only makes epochs longer."""
    return quantiles(seconds, n=4)[0]


def compiled(project: Project) -> keras.Model:
    model = build(project)
    compile_model(model, project)
    return model


def fit(project: Project, model: keras.Model, callbacks) -> None:
    data = load(project)
    model.fit(
        data.train.inputs["image"],
        data.train.targets["digit"],
        validation_data=(
            data.validation.inputs["image"],
            data.validation.targets["digit"],
        ),
        batch_size=project.training.batch_size,
        epochs=project.training.epochs,
        callbacks=callbacks,
        verbose=0,
    )
