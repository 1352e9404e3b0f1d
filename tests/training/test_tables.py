"""Tables of every kind are trained on: texts, series, weights, parts of their own."""

import pytest
from drawings import ACCURACY, CLASSES, add, training, with_data
from msgspec.structs import replace

from kgraph.document.project import (
    Binding,
    DataSource,
    Project,
    Split,
    Windows,
    new_project,
)
from kgraph.messages import EpochEnded
from kgraph.runs.trust import trust
from kgraph.training import go_on

MSE = {"class_name": "MeanSquaredError", "config": {}}


def taught(graph, source: DataSource, epochs: int, **bindings: Binding) -> Project:
    project = with_data(graph, "", **bindings)
    project = replace(project, data=replace(project.data, source=source))
    return training(project, epochs=epochs, batch_size=8)


def last(watched) -> dict[str, float]:
    return watched.of(EpochEnded)[-1].logs


def accuracy(logs: dict[str, float]) -> float:
    return next(v for k, v in logs.items() if k.startswith("val") and "accuracy" in k)


def test_words_decide_once_they_are_read(train, store, tmp_path):
    lines = ["review,opinion"]
    for n in range(60):
        word, opinion = (("fine", "good"), ("dull", "bad"))[n % 2]
        lines.append(f"film {n % 5} was {word},{opinion}")
    (tmp_path / "films.csv").write_text("\n".join(lines))
    source = DataSource("csv", str(tmp_path / "films.csv"), {"texts": ["review"]})
    graph = add(new_project().main, "Input", "x", shape=[], dtype="string")
    told = {"max_tokens": 99, "output_mode": "multi_hot", "pad_to_max_tokens": True}
    graph = add(graph, "TextVectorization", "words", "x", **told)
    graph = add(graph, "Dense", "dense", "words", units=2, activation="softmax")
    graph = add(graph, "Output", "y", "dense", loss=CLASSES, metrics=[ACCURACY])
    target = Binding(("opinion",), class_weights="balanced")
    project = taught(graph, source, 12, x=Binding(("review",)), y=target)
    optimizer = {"class_name": "Adam", "config": {"learning_rate": 0.05}}
    watched = train(training(project, optimizer=optimizer))
    assert accuracy(last(watched)) > 0.9
    run = go_on(watched.run.id, store=store, report=lambda event: None, epochs=13)
    assert len(run.epochs) == 13


@pytest.mark.slow
def test_a_sample_without_weight_teaches_nothing(train, tmp_path):
    lines = ["x,y,counts"]
    for n in range(80):
        is_lie = n % 2
        lines.append(f"{n / 80},{-5 if is_lie else 3},{0 if is_lie else 1}")
    (tmp_path / "lies.csv").write_text("\n".join(lines))
    graph = add(new_project().main, "Input", "x", shape=[1])
    graph = add(graph, "Dense", "dense", "x", units=1)
    graph = add(graph, "Output", "y", "dense", loss=MSE)
    target = Binding(("y",), sample_weights="counts")
    source = DataSource("csv", str(tmp_path / "lies.csv"))
    project = taught(graph, source, 25, x=Binding(("x",)), y=target)
    optimizer = {"class_name": "SGD", "config": {"learning_rate": 0.3}}
    project = training(project, optimizer=optimizer)
    # Keras divides by the number of samples, those without weight among them.
    assert last(train(project))["val_loss"] < 0.2


@pytest.mark.slow
def test_a_program_s_series_is_foretold(train, tmp_path):
    path = tmp_path / "wave.py"
    path.write_text(
        "import numpy as np\n\n"
        "def load():\n    return {'wave': np.sin(np.arange(400) / 5)}\n"
    )
    trust(path)
    source = DataSource("python", str(path), windows=Windows(length=12, stride=2))
    graph = add(new_project().main, "Input", "x", shape=[12])
    graph = add(graph, "Dense", "dense", "x", units=1)
    graph = add(graph, "Output", "y", "dense", loss=MSE)
    x, y = Binding(("wave",), scaling="standard"), Binding(("wave_ahead",))
    project = taught(graph, source, 40, x=x, y=y)
    split = Split(by="time")
    project = replace(project, data=replace(project.data, split=split))
    optimizer = {"class_name": "Adam", "config": {"learning_rate": 0.02}}
    project = training(project, optimizer=optimizer)
    watched = train(project)
    assert last(watched)["val_loss"] < 0.02
    assert watched.run.scores["loss"] < 0.02


@pytest.mark.slow
def test_a_part_of_its_own_is_validated_with(train, tmp_path):
    for name, count in (("a", 60), ("b", 10)):
        rows = [f"{n / count},{'xy'[n % 2]}" for n in range(count)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["size,kind", *rows]))
    graph = add(new_project().main, "Input", "x", shape=[1])
    graph = add(graph, "Dense", "dense", "x", units=2, activation="softmax")
    graph = add(graph, "Output", "y", "dense", loss=CLASSES, metrics=[ACCURACY])
    source = DataSource("csv", str(tmp_path / "a.csv"))
    project = taught(graph, source, 1, x=Binding(("size",)), y=Binding(("kind",)))
    other = DataSource("csv", str(tmp_path / "b.csv"))
    data = replace(project.data, validation_source=other, split=Split(0.5, 0))
    watched = train(replace(project, data=data))
    tenths = 10 * accuracy(last(watched))
    assert tenths == pytest.approx(round(tenths))
