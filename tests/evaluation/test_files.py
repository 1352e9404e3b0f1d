"""Samples that lie in files are judged and asked about as those of tables are."""

import numpy as np
import pytest
from drawings import CLASSES, add, training, with_data
from msgspec.structs import replace
from PIL import Image

from kgraph.document import files
from kgraph.document.project import Binding, DataSource, new_project
from kgraph.evaluation import evaluate, predict, recall
from kgraph.runs import RunStore
from kgraph.training import fit

pytestmark = pytest.mark.slow
LABELS = ("dark", "light", "middle")


def learned(folder, graph, source, column, **binding):
    graph = add(graph, "Dense", "scores", "read", units=3, activation="softmax")
    graph = add(graph, "Output", "label", "scores", loss=CLASSES)
    bound = Binding((column,), **binding)
    project = with_data(graph, "iris", given=bound, label=Binding(("label",)))
    project = replace(project, data=replace(project.data, source=source))
    project = training(project, epochs=2, batch_size=16)
    path = folder / "net.kgraph"
    files.save(project, path)
    run = fit(
        project, store=RunStore.beside(path), report=lambda _: None, folder=folder
    )
    return path, run


def judged(path, run):
    evaluation = evaluate(path)
    assert evaluation.scores == pytest.approx(run.scores)
    assert evaluation.samples == 14
    (output,) = evaluation.outputs
    assert [c.name for c in output.classes] == list(LABELS)
    return evaluation


def test_images(tmp_path):
    random = np.random.default_rng(0)
    for number, label in enumerate(LABELS):
        (tmp_path / "images" / label).mkdir(parents=True)
        for name in range(30):
            pixels = 60 * number + random.integers(0, 60, (12, 12, 3))
            image = Image.fromarray(pixels.astype("uint8"))
            image.save(tmp_path / "images" / label / f"{name}.png")
    graph = add(new_project().main, "Input", "given", shape=[12, 12, 3])
    graph = add(graph, "Flatten", "read", "given")
    source = DataSource("images", "images")
    path, run = learned(tmp_path, graph, source, "image", scaling="minmax")
    evaluation = judged(path, run)
    position = evaluation.outputs[0].mistakes[0].position
    (known,) = predict(path, positions=[position]).predictions
    files_of = sorted((tmp_path / "images").rglob("*.png"))
    new = [str(file) for file in files_of]
    found = predict(path, files=new).predictions
    answers = [prediction.answers[0].text for prediction in found]
    assert known.answers[0].text in answers
    (sample,) = recall(path, "best", "test", columns=("image",), positions=[position])
    assert (sample.looks[0].width, sample.looks[0].channels) == (12, 3)


def test_texts(tmp_path):
    for label in LABELS:
        (tmp_path / "texts" / label).mkdir(parents=True)
        for name in range(30):
            text = f"This is a {label} text, {name} é"
            (tmp_path / "texts" / label / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "new.txt").write_text("This is a dark text, 7 é", "utf-8")
    graph = add(new_project().main, "Input", "given", shape=[], dtype="string")
    words = {"output_mode": "multi_hot", "max_tokens": 60, "pad_to_max_tokens": True}
    graph = add(graph, "TextVectorization", "read", "given", **words)
    path, run = learned(tmp_path, graph, DataSource("texts", "texts"), "text")
    judged(path, run)
    (prediction,) = predict(path, files=[str(tmp_path / "new.txt")]).predictions
    assert {guess.label for guess in prediction.answers[0].guesses} == set(LABELS)
