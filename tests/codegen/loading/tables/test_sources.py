"""Every kind of source gives a program the very samples that kgraph trains on."""

import gzip
from importlib import import_module

import numpy as np
import pytest
from drawings import CLASSES
from loaded_arrays import assert_same_arrays
from msgspec.structs import replace
from table_drawings import BY_PART, BY_TIME, CSV, KIND, MSE, WINDOWED, drawing

from kgraph.codegen import CodegenError, generate
from kgraph.data.sources import keras_set
from kgraph.document.project import (
    Binding,
    DataSource,
    Split,
)
from kgraph.runs.trust import trust

RANDOM = np.random.default_rng(3)


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
