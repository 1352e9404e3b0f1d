"""A program reads, divides, fills and weighs the very samples that kgraph trains on."""

import numpy as np
import pytest
from drawings import CLASSES, add, with_data
from loaded_arrays import assert_same_arrays
from msgspec.structs import replace
from run_programs import run_python
from table_drawings import BY_TIME, CSV, KIND, MSE, WINDOWED, drawing

from kgraph.codegen import CodegenError, generate
from kgraph.data import load
from kgraph.document.project import (
    Binding,
    DataSource,
    Preparation,
    Split,
    new_project,
)


@pytest.mark.parametrize(
    "binding",
    [
        Binding(("size", "gaps"), missing="mean"),
        Binding(("size", "gaps"), missing="median", scaling="standard"),
        Binding(("gaps",), missing="frequent", scaling="minmax", reshape=(1, 1)),
        Binding(("gaps", "spotty"), missing="zero"),
        Binding(("spotty", "gaps"), one_hot=True, missing="mean", scaling="standard"),
        Binding(("stars", "size"), per_column={"stars": Preparation("none", True)}),
        Binding(
            ("size", "gaps", "kind"),
            scaling="minmax",
            per_column={
                "gaps": Preparation("standard", missing="median"),
                "kind": Preparation(one_hot=True),
            },
        ),
    ],
)
def test_gaps_are_filled_and_columns_prepared_each_in_its_way(folder, binding):
    width = {"stars": 4, "spotty": 3}.get(binding.columns[0], len(binding.columns))
    width = 5 if len(binding.columns) == 3 else width
    shape = list(binding.reshape or [width])
    assert_same_arrays(drawing(CSV, shape, binding, KIND), folder)


@pytest.mark.parametrize(
    "split",
    [
        Split(by="column", column="part"),
        Split(validation=0, by="column", column="part"),
        Split(by="time", column="day"),
        Split(by="time", column="size", test=0),
        Split(0.2, 0.1, by="time"),
        Split(validation=0, by="time"),
        Split(0, 0, by="time", column="trust"),
    ],
)
def test_samples_are_divided_by_a_column_and_by_time(folder, split):
    project = drawing(
        CSV, [1], Binding(("size",), scaling="standard"), KIND, split=split
    )
    assert_same_arrays(project, folder)


def test_a_share_that_divides_nothing_has_no_name(folder):
    split = Split(by="column", column="part")
    program = generate(
        drawing(CSV, [1], Binding(("size",)), KIND, split=split), folder=folder
    )
    assert "SHARE" not in program.text


@pytest.mark.parametrize(
    "target",
    [
        Binding(("kind",), class_weights="balanced"),
        Binding(("kind",), class_weights={"red": 2.5, "blue": 0.5}),
        Binding(("stars",), class_weights={"1": 3.0}),
        Binding(("kind",), sample_weights="trust"),
        Binding(("kind",), class_weights="balanced", sample_weights="trust"),
        Binding(("stars",), class_weights={"0": 0.25}, sample_weights="trust"),
    ],
)
def test_samples_are_weighed(folder, target):
    project = drawing(CSV, [1], Binding(("size",)), target, split=Split(0.2, 0.2))
    assert_same_arrays(project, folder)


def test_of_several_outputs_one_may_weigh_its_samples(folder):
    graph = add(new_project().main, "Input", "x", shape=[1])
    graph = add(graph, "Dense", "dense", "x", units=3)
    graph = add(graph, "Output", "y", "dense", loss=CLASSES)
    graph = add(graph, "Output", "z", "dense", loss=MSE)
    weighed = Binding(("kind",), class_weights={"red": 2.0})
    project = with_data(
        graph,
        "",
        x=Binding(("size",)),
        y=weighed,
        z=Binding(("size",), scaling="minmax"),
    )
    project = replace(project, data=replace(project.data, source=CSV))
    assert_same_arrays(project, folder)


def test_texts_stay_texts(folder):
    source = DataSource("csv", "t.csv", {"texts": ["note"]})
    project = drawing(source, [], Binding(("note",)), KIND, dtype="string")
    assert_same_arrays(project, folder)
    # Categories, too, where the Input takes texts.
    project = drawing(CSV, [1], Binding(("spotty",)), KIND, dtype="string")
    assert_same_arrays(project, folder)


def test_a_delimiter_may_be_said(tmp_path):
    lines = ["a,b;kind", *(f"{n};{'xy'[n % 2]}" for n in range(40))]
    (tmp_path / "odd.csv").write_text("\n".join(lines))
    source = DataSource("csv", "odd.csv", {"delimiter": "semicolon"})
    project = drawing(source, [1], Binding(("a,b",)), KIND)
    assert_same_arrays(project, tmp_path)


@pytest.mark.slow
def test_the_program_needs_nothing_but_its_folder(folder):
    target = Binding(("kind",), class_weights="balanced")
    project = drawing(
        WINDOWED,
        [5, 2],
        Binding(("gaps", "size"), "standard", missing="mean"),
        replace(target, columns=("kind_ahead",)),
        split=BY_TIME,
    )
    (folder / "program.py").write_text(generate(project, folder=folder).text)
    code = (
        "import numpy as np, program\n"
        "(x, y, w), (v, *_), _ = program.load_data()\n"
        "np.savez('out.npz', x=x, y=y, w=w, v=v)\n"
    )
    (folder / "run.py").write_text("import sys\nsys.path.insert(0, '.')\n" + code)
    run_python("run.py", cwd=folder)
    dataset = load(project, folder)
    with np.load(folder / "out.npz") as found:
        np.testing.assert_array_equal(found["x"], dataset.train.inputs["x"])
        np.testing.assert_array_equal(found["y"], dataset.train.targets["y"])
        np.testing.assert_array_equal(found["w"], dataset.train.weights["y"])
        np.testing.assert_array_equal(found["v"], dataset.validation.inputs["x"])


def test_what_a_program_cannot_read_is_said(folder):
    photos = DataSource("images", "photos", {"labels": "nowhere.csv"})
    project = drawing(photos, [8, 8, 3], Binding(("image",)), Binding(("label",)))
    with pytest.raises(CodegenError, match=r"'nowhere\.csv' names the files"):
        generate(project, folder=folder)


def test_weights_reach_fit_and_evaluate(folder):
    target = Binding(("kind",), class_weights="balanced", sample_weights="trust")
    project = drawing(CSV, [1], Binding(("size",)), target)
    text = generate(project, folder=folder).text
    assert "*train[:2], sample_weight=train[2], validation_data" in text
    assert "model.evaluate(*test[:2], sample_weight=test[2])" in text
    target = Binding(("kind",), class_weights="balanced")
    text = generate(drawing(CSV, [1], Binding(("size",)), target), folder=folder).text
    assert "sample_weight=train[2]" in text
    assert "model.evaluate(*test)" in text


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["weights", "texts"])
def test_the_program_trains_on_what_it_loads(folder, kind):
    target = Binding(("kind",), class_weights="balanced", sample_weights="trust")
    if kind == "weights":
        project = drawing(CSV, [1], Binding(("size",)), target)
    else:
        source = DataSource("csv", "t.csv", {"texts": ["note"]})
        graph = add(new_project().main, "Input", "x", shape=[], dtype="string")
        told = {"max_tokens": 50, "output_sequence_length": 4}
        graph = add(graph, "TextVectorization", "tokens", "x", **told)
        graph = add(graph, "Embedding", "words", "tokens", input_dim=50, output_dim=4)
        graph = add(graph, "GlobalAveragePooling1D", "mean", "words")
        graph = add(graph, "Dense", "dense", "mean", units=3)
        graph = add(graph, "Output", "y", "dense", loss=CLASSES)
        project = with_data(graph, "", x=Binding(("note",)), y=target)
        project = replace(project, data=replace(project.data, source=source))
    (folder / "program.py").write_text(generate(project, folder=folder).text)
    run_python("program.py", cwd=folder)
    assert (folder / "model.keras").exists()


@pytest.mark.parametrize("columns", [("spotty",), ("size",), ("stars",)])
def test_targets_of_other_losses_are_numbers(folder, columns):
    target = Binding(columns, missing="frequent")
    project = drawing(CSV, [1], Binding(("size",)), target, loss=MSE)
    assert_same_arrays(project, folder)
