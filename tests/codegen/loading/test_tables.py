"""A program reads, divides, fills and weighs the very samples that kgraph trains on."""

import gzip
from importlib import import_module
from pathlib import Path

import h5py
import numpy as np
import pytest
from drawings import CLASSES, add, with_data
from loaded_arrays import assert_same_arrays
from msgspec.structs import replace
from run_programs import run_python

from kgraph.codegen import CodegenError, generate
from kgraph.data import load
from kgraph.data.sources import keras_set
from kgraph.document.project import (
    Binding,
    DataSource,
    Preparation,
    Project,
    Split,
    Windows,
    new_project,
)
from kgraph.runs.trust import trust

MSE = {"class_name": "MeanSquaredError", "config": {}}
BY_TIME = Split(by="time")
BY_PART = Split(by="column", column="part")
RANDOM = np.random.default_rng(3)


def drawing(
    source: DataSource,
    shape: list[int],
    x: Binding,
    y: Binding,
    *,
    loss: dict = CLASSES,
    dtype: str | None = None,
    **data: object,
) -> Project:
    """A project with one Input `x` and one Output `y`."""
    graph = new_project().main
    told = {"shape": shape} | ({"dtype": dtype} if dtype else {})
    graph = add(graph, "Input", "x", **told)
    if dtype == "string":
        graph = add(graph, "TextVectorization", "flatten", "x")
    else:
        graph = add(graph, "Flatten", "flatten", "x")
    graph = add(graph, "Dense", "dense", "flatten", units=3)
    graph = add(graph, "Output", "y", "dense", loss=loss)
    project = with_data(graph, "", x=x, y=y)
    return replace(project, data=replace(project.data, source=source, **data))


ROWS = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one table in every format."""
    numbers = RANDOM.normal(5, 3, ROWS)
    gaps = np.where(np.arange(ROWS) % 7 == 3, np.nan, RANDOM.normal(-2, 9, ROWS))
    kinds = ["red", "green", "blue"] * (ROWS // 3)
    spotty = ["" if n % 11 == 5 else "ab"[n % 2] for n in range(ROWS)]
    parts = ["train", "train", "validation", "train", "test"] * (ROWS // 5)
    notes = [f"so, it {word} {n}" for n, word in enumerate(kinds)]
    days = [f"2026-{n * 7 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(ROWS)]
    trust_in = np.arange(ROWS) % 4
    lines = ["size; gaps ;kind;spotty;part;note;day;trust;stars"]
    for n in range(ROWS):
        gap = "NA" if np.isnan(gaps[n]) else repr(float(gaps[n]))
        row = (float(numbers[n]), gap, kinds[n], spotty[n], parts[n], notes[n], days[n])
        lines.append(";".join(map(str, (*row, trust_in[n], n % 3))))
    lines.insert(9, "")  # blank lines are skipped
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    arrays = {
        "size": numbers,
        "gaps": gaps,
        "pixels": RANDOM.integers(0, 255, (ROWS, 4, 3)),
        "kind": np.array(kinds),
        "thin": numbers[:, None] * 2,
        "trust": trust_in,
    }
    np.savez(tmp_path / "t.npz", **arrays)
    with h5py.File(tmp_path / "t.h5", "w") as file:
        for name, array in arrays.items():
            is_text = array.dtype.kind == "U"
            file[f"all/{name}"] = array.astype("S") if is_text else array
    return tmp_path


CSV = DataSource("csv", "t.csv")
KIND = Binding(("kind",))


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


WINDOWED = DataSource("csv", "t.csv", windows=Windows(length=5, ahead=2, stride=3))


@pytest.mark.parametrize(
    ("columns", "scaling", "shape"),
    [
        (("size",), "none", [5]),
        (("size",), "standard", [5]),
        (("size", "trust"), "minmax", [5, 2]),
        (("kind", "trust"), "none", [5, 2]),
    ],
)
def test_windows_are_cut_from_the_same_rows(folder, columns, scaling, shape):
    split = Split(0.2, 0.2) if scaling == "none" else BY_TIME
    for target, loss in (
        (Binding(("size_ahead",), scaling), MSE),
        (Binding(("kind_ahead",)), CLASSES),
    ):
        x = Binding(columns, scaling)
        project = drawing(WINDOWED, shape, x, target, loss=loss, split=split)
        assert_same_arrays(project, folder)


def test_gaps_in_a_series_are_filled(folder):
    x = Binding(("gaps", "spotty"), scaling="standard", missing="mean")
    y = Binding(("gaps_ahead",), missing="median")
    project = drawing(WINDOWED, [5, 2], x, y, loss=MSE, split=BY_TIME)
    assert_same_arrays(project, folder)


@pytest.mark.parametrize(
    ("columns", "shape"),
    [
        (("2.size", "size"), [2]),
        (("2.pixels",), [4, 3]),
        (("2.thin",), [1]),
        (("2.kind",), [1]),
    ],
)
def test_sources_lie_side_by_side(folder, columns, shape):
    project = drawing(
        CSV,
        shape,
        Binding(columns),
        KIND,
        dtype="int32" if columns == ("2.kind",) else None,
        beside=(DataSource("npz", "t.npz"),),
    )
    assert_same_arrays(project, folder)


def test_built_in_data_may_lie_beside_files(tmp_path):
    np.savez(tmp_path / "more.npz", extra=RANDOM.normal(size=150))
    project = drawing(
        DataSource("builtin", "iris"),
        [2],
        Binding(("petal_width", "2.extra"), scaling="standard"),
        Binding(("species",), class_weights={"virginica": 2.0}),
        beside=(DataSource("npz", "more.npz"),),
    )
    assert_same_arrays(project, tmp_path)


@pytest.mark.parametrize("split", [Split(0.2, 0.2), BY_TIME, BY_PART])
@pytest.mark.parametrize("parts", [("validation",), ("validation", "test")])
def test_parts_have_sources_of_their_own(folder, parts, split):
    lines = ["kind,size", "blue,3.5", "red,-1", "blue,7", "green,0.5"]
    for part in parts:
        (folder / f"{part}.csv").write_text("\n".join(lines))
        lines.reverse()
        lines.insert(0, lines.pop())
    sources = {f"{part}_source": DataSource("csv", f"{part}.csv") for part in parts}
    x = Binding(("size", "kind"), one_hot=True, scaling="standard")
    project = drawing(CSV, [4], x, KIND, split=split, **sources)
    assert_same_arrays(project, folder)


def test_series_of_numbers_may_have_parts_of_their_own(folder):
    (folder / "later.csv").write_text("size\n" + "".join(f"{n}\n" for n in range(20)))
    later = replace(WINDOWED, name="later.csv")
    x, y = Binding(("size",), scaling="minmax"), Binding(("size_ahead",))
    told = {"loss": MSE, "split": BY_TIME, "validation_source": later}
    assert_same_arrays(drawing(WINDOWED, [5], x, y, **told), folder)
    with pytest.raises(CodegenError, match="categories"):
        generate(
            drawing(
                WINDOWED, [5], x, Binding(("kind_ahead",)), validation_source=later
            ),
            folder=folder,
        )


def test_classes_of_a_series_are_not_weighed_by_name(folder):
    y = Binding(("kind_ahead",), class_weights={"red": 2.0})
    with pytest.raises(CodegenError, match="'red'"):
        generate(drawing(WINDOWED, [5], Binding(("size",)), y), folder=folder)


@pytest.mark.parametrize(
    ("columns", "shape", "scaling"),
    [
        (("all/size", "all/gaps"), [2], "standard"),
        (("all/pixels",), [4, 3], "minmax"),
        (("all/thin",), [1], "none"),
    ],
)
def test_hdf5_files_are_read_as_kgraph_reads_them(folder, columns, shape, scaling):
    x = Binding(columns, scaling, missing="mean")
    y = Binding(("all/kind",))
    project = drawing(DataSource("hdf5", "t.h5"), shape, x, y)
    assert_same_arrays(project, folder)


def test_parquet_files_are_read_as_kgraph_reads_them(tmp_path):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    kinds = arrow.array(["a", "b", None, "b"] * 15)
    columns = {
        "whole": arrow.array([None if n % 9 == 4 else n for n in range(60)]),
        "old": arrow.array([n % 2 == 0 for n in range(60)]),
        "shade": kinds.dictionary_encode(),
        "pair": arrow.array([[n, n / 2] for n in range(60)]),
        "day": arrow.array(range(60), arrow.timestamp("s")),
        "kind": arrow.array(["x", "y", "z"] * 20),
        "note": kinds,
    }
    parquet.write_table(arrow.table(columns), tmp_path / "t.parquet")
    source = DataSource("parquet", "t.parquet")
    plain = ("whole", "old", "shade", "day")
    x = Binding(plain, missing="mean", scaling="minmax")
    assert_same_arrays(drawing(source, [4], x, KIND), tmp_path)
    assert_same_arrays(drawing(source, [2], Binding(("pair",)), KIND), tmp_path)
    source = DataSource("parquet", "t.parquet", {"texts": ["note"]})
    project = drawing(source, [], Binding(("note",)), KIND, dtype="string")
    assert_same_arrays(project, tmp_path)


def test_a_function_of_the_person_is_called(tmp_path):
    program = (
        "import numpy as np\n\n\ndef load():\n"
        "    return np.arange(120.0).reshape(60, 2), np.array(['b', 'a', 'c'] * 20)\n"
    )
    (tmp_path / "mine.py").write_text(program)
    trust(tmp_path / "mine.py")
    x = Binding(("x",), scaling="standard")
    project = drawing(DataSource("python", "mine.py"), [2], x, Binding(("y",)))
    assert_same_arrays(project, tmp_path)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Small files of Keras's sets, as if they had been downloaded."""
    images = RANDOM.integers(0, 255, (60, 28, 28), "uint8")
    labels = (np.arange(60) % 10).astype("uint8")
    parts = {"train": slice(40), "t10k": slice(40, None)}
    for name, part in parts.items():
        with gzip.open(tmp_path / f"{name}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(bytes(8) + labels[part].tobytes())
        with gzip.open(tmp_path / f"{name}-images-idx3-ubyte.gz", "wb") as file:
            file.write(bytes(16) + images[part].tobytes())
    texts = np.empty(60, object)
    texts[:] = [list(range(1, n % 9 + 2)) for n in range(60)]
    np.savez(tmp_path / "reuters.npz", x=texts, y=np.arange(60) % 46)
    x = RANDOM.normal(size=(60, 8))
    np.savez(tmp_path / "california_housing.npz", x=x, y=x[:, 0])
    for name in ("fashion_mnist", "reuters", "california_housing"):
        module = import_module(f"keras.src.datasets.{name}")
        monkeypatch.setattr(module, "get_file", lambda name, **_: str(tmp_path / name))
    module = import_module("keras.src.datasets.reuters")
    monkeypatch.setattr(module, "get_file", lambda fname, **_: str(tmp_path / fname))
    monkeypatch.setattr(keras_set, "fetch", lambda *_: None)


@pytest.mark.parametrize("part", ["all", "train", "test"])
def test_sets_of_keras_are_read_by_keras(kept, part):
    images = DataSource("keras", "fashion_mnist", {"part": part})
    x, y = Binding(("image",), scaling="minmax"), Binding(("label",))
    split = Split(0.2, 0.2, stratify=False)
    assert_same_arrays(drawing(images, [28, 28], x, y, split=split))
    one_hot = Binding(("label",), one_hot=True, class_weights={"sandal": 3.0})
    loss = {"class_name": "CategoricalCrossentropy", "config": {}}
    assert_same_arrays(drawing(images, [28, 28], x, one_hot, loss=loss, split=split))
    words = DataSource("keras", "reuters", {"part": part, "length": 6, "words": 7})
    x = Binding(("words",))
    assert_same_arrays(drawing(words, [6], x, y, dtype="int32", split=split))


def test_a_set_of_keras_has_a_test_part_of_its_own(kept):
    x, y = Binding(("MedInc", "Latitude"), scaling="standard"), Binding(("price",))
    project = drawing(
        DataSource("keras", "california_housing", {"part": "train"}),
        [2],
        x,
        y,
        loss=MSE,
        test_source=DataSource("keras", "california_housing", {"part": "test"}),
    )
    assert_same_arrays(project)


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
