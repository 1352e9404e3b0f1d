"""What `load_data()` returns is what `kgraph.data.load` gives."""

import os
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from drawings import ACCURACY, CLASSES, add, with_data
from loaded_arrays import assert_same_arrays
from msgspec.structs import replace

from kgraph import templates
from kgraph.codegen import CodegenError, generate
from kgraph.document.project import (
    Binding,
    DataSource,
    Project,
    Split,
    new_project,
)

MSE = {"class_name": "MeanSquaredError", "config": {}}


def drawing(source: str, shape: list[int], loss: dict, **bindings: Binding) -> Project:
    """A project with one Input `x` and one Output `y`."""
    graph = new_project().main
    graph = add(graph, "Input", "x", shape=shape)
    graph = add(graph, "Flatten", "flatten", "x")
    graph = add(graph, "Dense", "dense", "flatten", units=3)
    graph = add(graph, "Output", "y", "dense", loss=loss)
    return with_data(graph, source, **bindings)


def from_file(project: Project, kind: str, name: str) -> Project:
    return replace(project, data=replace(project.data, source=DataSource(kind, name)))


assert_same_arrays = partial(assert_same_arrays, rtol=1e-6)


@pytest.mark.parametrize("name", [t.name for t in templates.all_templates()])
def test_templates_load_what_kgraph_loads(name: str):
    assert_same_arrays(templates.load(name))


@pytest.mark.parametrize(
    "split",
    [
        Split(validation=0, seed=3),
        Split(test=0, stratify=False),
        Split(validation=0, test=0),
    ],
)
def test_parts_may_be_left_out(split: Split):
    project = drawing(
        "iris",
        [2],
        CLASSES,
        x=Binding(("petal_width", "sepal_width"), scaling="standard"),
        y=Binding(("species",)),
    )
    assert_same_arrays(replace(project, data=replace(project.data, split=split)))


def test_drawn_images_are_drawn_by_the_program_itself():
    project = drawing(
        "shapes",
        [32, 32, 1],
        MSE,
        x=Binding(("image",), scaling="standard"),
        y=Binding(("mask",), reshape=(1024,)),
    )
    assert "sklearn.datasets" not in generate(project).text
    assert_same_arrays(project)


def test_categories_become_one_hot_and_images_are_scaled_together():
    loss = {"class_name": "CategoricalCrossentropy", "config": {}}
    project = drawing(
        "digits",
        [8, 8],
        loss,
        x=Binding(("image",), scaling="standard"),
        y=Binding(("digit",), one_hot=True),
    )
    assert_same_arrays(project)


def test_features_and_target_may_be_one_input():
    columns = ("alcohol", "hue", "cultivar")
    project = drawing("wine", [3], MSE, x=Binding(columns), y=Binding(("proline",)))
    assert_same_arrays(project)


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    lines = ["size; weight;colour;kind"]
    for i in range(90):
        size, weight = rng.normal(3, 2), rng.normal(50, 9)
        lines.append(f"{size};{weight};{'red' if i % 3 else 'green'};{'abc'[i % 3]}")
    (tmp_path / "fruit.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "binding",
    [
        Binding(("size", "weight")),
        Binding(("size", "weight"), scaling="standard"),
        Binding(("size", "weight"), scaling="minmax", reshape=(2, 1)),
        Binding(("colour",), one_hot=True),
        Binding(("size", "colour"), one_hot=True),
        Binding(("size", "colour", "weight"), one_hot=True, scaling="standard"),
    ],
)
def test_csv_files_are_read_as_kgraph_reads_them(csv_file: Path, binding: Binding):
    widths = {1: [2], 2: [3] if binding.one_hot else [2], 3: [4]}
    shape = list(binding.reshape or widths[len(binding.columns)])
    project = drawing("", shape, CLASSES, x=binding, y=Binding(("kind",)))
    assert_same_arrays(from_file(project, "csv", "fruit.csv"), csv_file)


def test_names_of_columns_are_tidied_as_kgraph_tidies_them(tmp_path: Path):
    lines = [" size ,, kind", *(f"{n},{n % 7},{'abc'[n % 3]}" for n in range(60))]
    (tmp_path / "loose.csv").write_text("\n".join(lines), encoding="utf-8")
    x, y = Binding(("size", "column_2")), Binding(("kind",))
    project = from_file(drawing("", [2], CLASSES, x=x, y=y), "csv", "loose.csv")
    assert_same_arrays(project, tmp_path)


@pytest.mark.parametrize("rare", ["once", "twice"])
def test_a_class_that_is_too_small_is_divided_as_kgraph_divides_it(
    tmp_path: Path, rare: str
):
    kinds = ["a", "b"] * 20 + ["c"] * (1 if rare == "once" else 2)
    lines = ["size,kind", *(f"{size},{kind}" for size, kind in enumerate(kinds))]
    (tmp_path / "rare.csv").write_text("\n".join(lines), encoding="utf-8")
    x, y = Binding(("size",)), Binding(("kind",))
    project = from_file(drawing("", [1], CLASSES, x=x, y=y), "csv", "rare.csv")
    assert_same_arrays(project, tmp_path)


@pytest.mark.parametrize("shape", [(60,), (60, 1), (60, 4)])
def test_labels_with_axes_divide_nothing(tmp_path: Path, shape: tuple[int, ...]):
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, shape)
    np.savez(tmp_path / "d.npz", x=rng.normal(size=(60, 4, 3)), y=y)
    bindings = {"x": Binding(("x",)), "y": Binding(("y",))}
    project = from_file(drawing("", [4, 3], CLASSES, **bindings), "npz", "d.npz")
    assert_same_arrays(project, tmp_path)


def test_a_small_share_of_built_in_data_may_lack_a_class():
    x, y = Binding(("image",)), Binding(("digit",))
    project = drawing("digits", [8, 8], CLASSES, x=x, y=y)
    split = Split(validation=0.002, test=0.1)
    assert_same_arrays(replace(project, data=replace(project.data, split=split)))


@pytest.mark.parametrize("scaling", ["none", "standard", "minmax"])
def test_arrays_are_read_as_kgraph_reads_them(tmp_path: Path, scaling: str):
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "d.npz", x=rng.normal(size=(60, 4, 3)), y=rng.normal(size=60))
    x, y = Binding(("x",), scaling=scaling), Binding(("y",), scaling=scaling)
    project = from_file(drawing("", [4, 3], MSE, x=x, y=y), "npz", "d.npz")
    assert_same_arrays(project, tmp_path)


def test_a_column_that_is_not_there_is_named():
    project = drawing("iris", [1], MSE, x=Binding(("colour",)), y=Binding(("species",)))
    with pytest.raises(CodegenError, match="'colour'"):
        generate(project)


def test_without_data_the_program_builds_and_saves():
    graph = new_project("plain").main
    graph = add(graph, "Input", "x", shape=[3])
    graph = add(graph, "Output", "y", "x", loss=CLASSES, metrics=[ACCURACY])
    project = replace(new_project("plain"), graphs={"main": graph})
    text = generate(project).text
    assert "load_data" not in text
    assert "compile_model(model)\n    model.summary()\n" in text


@pytest.mark.parametrize("name", ["pipe", "a\0b", "/dev/zero"])
def test_what_is_no_file_is_not_read_for_its_delimiter(name: str, tmp_path: Path):
    if hasattr(os, "mkfifo"):  # not on Windows
        os.mkfifo(tmp_path / "pipe")
    project = drawing("digits", [8, 8], MSE, x=Binding(("a",)), y=Binding(("b",)))
    program = generate(from_file(project, "csv", name), folder=tmp_path)
    assert "delimiter" not in program.text
