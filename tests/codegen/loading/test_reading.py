"""What a program reads from files is what `kgraph.data.load` gives, part by part."""

import ast
import json

import numpy as np
import pytest
from drawings import CLASSES, add, training, with_data
from loaded_samples import assert_same_samples
from msgspec.structs import replace
from run_programs import run, run_python
from sample_files import image_folder, painted, write_image, write_wav
from tidy import reformatting

from kgraph.codegen import CodegenError, generate
from kgraph.codegen.notebook import notebook
from kgraph.data import describe, load
from kgraph.document.project import Binding, DataSource, Split, new_project

LABEL = Binding(("label",))
MSE = {"class_name": "MeanSquaredError", "config": {}}


def classifier(source, shape, dtype=None, loss=CLASSES, **bindings):
    """A project with one Input `x` and one Output `y`."""
    graph = new_project().main
    config = {"dtype": dtype} if dtype else {}
    graph = add(graph, "Input", "x", shape=shape, **config)
    before = "flatten"
    if dtype:
        graph = add(
            graph,
            "TextVectorization",
            "words",
            "x",
            max_tokens=9,
            output_mode="multi_hot",
            pad_to_max_tokens=True,
        )
        before = "words"
    else:
        graph = add(graph, "Flatten", "flatten", "x")
    graph = add(graph, "Dense", "dense", before, units=2, activation="softmax")
    graph = add(graph, "Output", "y", "dense", loss=loss)
    project = with_data(graph, "digits", **bindings)
    return replace(project, data=replace(project.data, source=source))


@pytest.fixture
def pets(tmp_path):
    image_folder(tmp_path / "pets", count=10)
    for name in ("cat/old", "cat/old b"):  # sorted as Keras does
        write_image(tmp_path / f"pets/{name}/1.jpg", painted(8, 8))
    (tmp_path / "pets/cat/._1.png").write_bytes(b"hidden")
    (tmp_path / "pets/notes.png").write_bytes(b"of no class")
    return tmp_path


@pytest.mark.parametrize(
    "binding",
    [
        Binding(("image",)),
        Binding(("image",), scaling="minmax"),
        Binding(("image",), scaling="minmax", reshape=(192,)),
        Binding(("image",), scaling="standard"),
    ],
)
def test_images_of_classes(pets, binding):
    shape = binding.reshape or [8, 8, 3]
    options = {"size": [8, 8], "channels": 3}
    source = DataSource("images", "pets", options)
    assert_same_samples(classifier(source, [*shape], x=binding, y=LABEL), pets)


def test_the_size_of_images_is_that_of_the_input(pets):
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=LABEL)
    assert_same_samples(project, pets)
    flat = classifier(source, [192], x=Binding(("image",), reshape=(192,)), y=LABEL)
    with pytest.raises(CodegenError, match="must know the size of images"):
        generate(flat, folder=pets)


@pytest.mark.parametrize(
    "split",
    [Split(validation=0), Split(validation=0, test=0), Split(stratify=False, seed=5)],
)
def test_parts_may_be_left_out_and_need_no_classes(pets, split):
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=LABEL)
    assert_same_samples(replace(project, data=replace(project.data, split=split)), pets)


def test_one_hot_classes(pets):
    source = DataSource("images", "pets")
    one_hot = Binding(("label",), one_hot=True)
    loss = {"class_name": "CategoricalCrossentropy", "config": {}}
    images = Binding(("image",))
    project = classifier(source, [8, 8, 3], loss=loss, x=images, y=one_hot)
    assert_same_samples(project, pets)


def test_animations_and_bitmaps_are_read_by_what_can_read_them(pets):
    write_image(pets / "pets/dog/9.bmp", painted(8, 8))
    write_image(pets / "pets/dog/8.gif", painted(8, 8))
    (pets / "pets/cat/old/1.jpg").unlink()  # decoded less exactly then
    (pets / "pets/cat/old b/1.jpg").unlink()
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=LABEL)
    assert_same_samples(project, pets)


def test_a_table_of_images_and_an_input_of_numbers(pets):
    rows = [f"{i},dog/{i:03}.png,{i / 7}" for i in range(10)]
    (pets / "pets/labels.csv").write_text("\n".join(["age, path ,weight", *rows]))
    options = {"labels": "labels.csv", "file_column": "path"}
    graph = new_project().main
    graph = add(graph, "Input", "photo", shape=[8, 8, 3])
    graph = add(graph, "Input", "weight", shape=[1])
    graph = add(graph, "Flatten", "flatten", "photo")
    graph = add(graph, "Concatenate", "both", "flatten", "weight")
    graph = add(graph, "Dense", "dense", "both", units=1)
    graph = add(graph, "Output", "age", "dense", loss=MSE)
    bindings = {
        "photo": Binding(("image",), scaling="minmax"),
        "weight": Binding(("weight",), scaling="standard"),
        "age": Binding(("age",)),
    }
    project = with_data(graph, "digits", **bindings)
    source = DataSource("images", "pets", options)
    assert_same_samples(
        replace(project, data=replace(project.data, source=source)), pets
    )


def test_images_of_images(pets):
    graph = new_project().main
    graph = add(graph, "Input", "x", shape=[8, 8, 3])
    graph = add(graph, "Conv2D", "conv", "x", filters=3, kernel_size=1)
    graph = add(graph, "Output", "y", "conv", loss=MSE)
    same = Binding(("image",), scaling="standard")
    scaled = Binding(("image",), scaling="minmax")
    project = with_data(graph, "digits", x=scaled, y=same)
    source = DataSource("images", "pets")
    assert_same_samples(
        replace(project, data=replace(project.data, source=source)), pets
    )


@pytest.mark.parametrize(
    ("options", "scaling"),
    [({}, "standard"), ({"sample_rate": 6000, "seconds": 0.05}, "minmax")],
)
def test_sounds_of_classes(tmp_path, options, scaling):
    rng = np.random.default_rng(0)
    for number in range(12):
        sound = rng.uniform(-1, 1, 300 + number)
        bits, channels = (8, 16, 24, 32)[number % 4], 1 + number % 2
        path = tmp_path / f"sounds/{'ab'[number % 2]}/{number}.wav"
        write_wav(path, sound[: len(sound) // 2 * 2], bits=bits, channels=channels)
    source = DataSource("audio", "sounds", options)
    shape = [*describe(source, tmp_path).columns[0].shape]
    project = classifier(source, shape, x=Binding(("audio",), scaling=scaling), y=LABEL)
    assert_same_samples(project, tmp_path)


@pytest.fixture
def reviews(tmp_path):
    for number in range(20):
        path = tmp_path / f"reviews/{('bad', 'good')[number % 2]}/{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{('schlimm', 'schön')[number % 2]} {number}", "utf-8")
    return tmp_path


def test_texts_of_classes(reviews):
    source = DataSource("texts", "reviews")
    project = classifier(source, [], "string", x=Binding(("text",)), y=LABEL)
    assert_same_samples(project, reviews)


def test_batches_are_made_as_training_asks(pets):
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=LABEL)
    project = training(
        project,
        batch_size=4,
        validation_batch_size=2,
        shuffle=False,
        steps_per_epoch=3,
        epochs=2,
    )
    program = generate(project, folder=pets).text
    assert reformatting(program) == ""
    train, validation, _ = run(program, pets)["load_data"]()
    assert [len(y) for _, y in train] == [4, 4, 4, 2]
    assert [len(y) for _, y in validation] == [2, 2]
    trained = load(project, pets).train
    np.testing.assert_array_equal(next(iter(train))[0], trained.inputs["x"][:4])
    assert "model.fit(train.repeat(), " in program
    assert "batch_size=" not in program.partition("def main")[2]
    assert "*test" not in program


def test_classes_may_weigh_and_parts_have_folders_of_their_own(pets):
    for kind in ("cat", "dog"):
        for number in range(3):
            write_image(pets / f"others/{kind}/{number}.png", painted(20, 30))
    y = Binding(("label",), class_weights={"cat": 2.0, "dog": 0.5})
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=y)
    others = DataSource("images", "others")
    split = Split(validation=0.2, test=0)
    data = replace(project.data, test_source=others, split=split)
    project = replace(project, data=data)
    assert_same_samples(project, pets)
    train, _, test = run(generate(project, folder=pets).text, pets)["load_data"]()
    for _, labels, weights in train:
        np.testing.assert_array_equal(weights, [(2, 0.5)[y] for y in labels[:, 0]])
    assert len(test.element_spec) == 2


def test_sounds_beside_images(pets):
    for number in range(22):
        write_wav(pets / f"calls/{number:02}.wav", np.full(50, number / 100))
    graph = new_project().main
    graph = add(graph, "Input", "photo", shape=[8, 8, 3])
    graph = add(graph, "Input", "call", shape=[50, 1])
    graph = add(graph, "Flatten", "pixels", "photo")
    graph = add(graph, "Flatten", "values", "call")
    graph = add(graph, "Concatenate", "both", "pixels", "values")
    graph = add(graph, "Dense", "dense", "both", units=2, activation="softmax")
    graph = add(graph, "Output", "y", "dense", loss=CLASSES)
    bindings = {
        "photo": Binding(("image",)),
        "call": Binding(("2.audio",), reshape=(50, 1), scaling="minmax"),
        "y": LABEL,
    }
    project = with_data(graph, "digits", **bindings)
    images, calls = DataSource("images", "pets"), DataSource("audio", "calls")
    data = replace(project.data, source=images, beside=(calls,))
    assert_same_samples(replace(project, data=data), pets)


@pytest.mark.parametrize(
    ("kind", "column", "options"),
    [
        ("images", "image", {"channels": "3) + print(1"}),
        ("images", "image", {"size": ["8", "print(1)"]}),
        ("images", "image", {"size": "88"}),
        ("audio", "audio", {"sample_rate": "None) + print(1"}),
        ("audio", "audio", {"sample_rate": 8000, "seconds": "print(1)"}),
        ("images", "image", {"labels": ["x'); print(1"]}),
        ("images", "image", {"labels": "l.csv", "file_column": ["print(1)"]}),
    ],
)
def test_options_never_become_code(tmp_path, kind, column, options):
    source = DataSource(kind, "pets", options)
    project = classifier(source, [8, 8, 3], x=Binding((column,)), y=LABEL)
    try:
        program = generate(project, folder=tmp_path).text
    except CodegenError:
        return
    calls = [n for n in ast.walk(ast.parse(program)) if isinstance(n, ast.Name)]
    assert "print" not in [name.id for name in calls]


@pytest.mark.slow
def test_a_program_reads_and_learns_in_a_process_of_its_own(reviews):
    source = DataSource("texts", "reviews")
    project = classifier(source, [], "string", x=Binding(("text",)), y=LABEL)
    program = generate(project, folder=reviews).text
    (reviews / "program.py").write_text(program, "utf-8")
    run_python("program.py", cwd=reviews)
    assert list(reviews.glob("*.keras"))


@pytest.mark.slow
def test_a_notebook_reads_and_learns(pets):
    source = DataSource("images", "pets")
    project = classifier(source, [8, 8, 3], x=Binding(("image",)), y=LABEL)
    cells = json.loads(notebook(project, folder=pets))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    (pets / "cells.py").write_text("import matplotlib\nmatplotlib.use('agg')\n" + code)
    run_python("cells.py", cwd=pets)
