"""Samples that training has never seen are read as its own columns have them."""

import numpy as np
import pytest
from drawings import add, with_data
from msgspec.structs import replace

from kgraph.data import DataError
from kgraph.data.new_samples import read_new, read_other
from kgraph.data.recipe import recipe_of
from kgraph.document.project import Binding, DataSource, Windows, new_project

MODEL = {"loss": {"class_name": "MeanSquaredError", "config": {}}}


def project_of(source, binding, target, shape=(1,), **inputs):
    graph = add(new_project().main, "Input", "given", shape=list(shape), **inputs)
    graph = add(graph, "Dense", "dense", "given", units=1)
    graph = add(graph, "Output", "told", "dense", **MODEL)
    project = with_data(graph, "iris", given=binding, told=target)
    return replace(project, data=replace(project.data, source=source))


def prepared(project, folder, name):
    return read_new(project, recipe_of(project, folder), folder / name)


@pytest.fixture
def pets(tmp_path):
    rows = [f"{kind},{n},{n * 2}" for n, kind in enumerate(["cat", "dog", "eel"] * 10)]
    (tmp_path / "pets.csv").write_text("\n".join(["pet,age,weight", *rows]))
    source = DataSource("csv", "pets.csv")
    binding = Binding(("pet", "age"), one_hot=True)
    return project_of(source, binding, Binding(("weight",)), (4,))


def test_categories_are_those_of_the_training(pets, tmp_path):
    (tmp_path / "new.csv").write_text("age,pet\n7,eel\n8,cat\n")
    found = prepared(pets, tmp_path, "new.csv")
    assert found.inputs["given"].tolist() == [[0, 0, 1, 7], [1, 0, 0, 8]]
    assert found.names == ("new.csv, row 1", "new.csv, row 2")


def test_a_category_that_was_never_there_is_refused(pets, tmp_path):
    (tmp_path / "new.csv").write_text("age,pet\n7,fox\n")
    with pytest.raises(DataError, match="Received: 'fox'"):
        prepared(pets, tmp_path, "new.csv")


def test_another_file_brings_targets_too(pets, tmp_path):
    (tmp_path / "more.csv").write_text("age,pet,weight\n7,eel,9\n")
    found = read_other(pets, recipe_of(pets, tmp_path), tmp_path / "more.csv")
    assert found.targets["told"].tolist() == [[9]]
    assert found.positions.tolist() == [0]
    (tmp_path / "less.csv").write_text("age,pet\n7,eel\n")
    with pytest.raises(DataError, match="must have the column 'weight'"):
        read_other(pets, recipe_of(pets, tmp_path), tmp_path / "less.csv")


def test_a_series_is_told_up_to_its_end(tmp_path):
    rows = "\n".join(["heat", *(str(float(n)) for n in range(20))])
    (tmp_path / "heat.csv").write_text(rows)
    (tmp_path / "now.csv").write_text("heat\n1.5\n2.5\n3.5\n4.5\n")
    source = DataSource("csv", "heat.csv", windows=Windows(3, 2, 4))
    project = project_of(source, Binding(("heat",)), Binding(("heat_ahead",)), (3,))
    found = prepared(project, tmp_path, "now.csv")
    assert found.inputs["given"].tolist() == [[1.5, 2.5, 3.5], [2.5, 3.5, 4.5]]
    assert found.names == ("now.csv, rows 1 to 3", "now.csv, rows 2 to 4")


def test_an_image_of_a_folder_is_decoded_as_its_images(tmp_path):
    from PIL import Image

    folder = tmp_path / "pictures"
    for label, shade in (("dark", 10), ("light", 200)):
        (folder / label).mkdir(parents=True)
        for number in range(6):
            picture = Image.new("RGB", (5, 4), (shade, number, 0))
            picture.save(folder / label / f"{number}.png")
    Image.new("RGB", (10, 8), (100, 50, 25)).save(tmp_path / "new.png")
    source = DataSource("images", "pictures")
    binding = Binding(("image",), scaling="minmax")
    project = project_of(source, binding, Binding(("label",)), (4, 5, 3))
    found = prepared(project, tmp_path, "new.png")
    image = np.asarray(found.inputs["given"][0:1])
    assert image.shape == (1, 4, 5, 3)
    assert image[0, 0, 0] * 255 == pytest.approx([100, 50, 25])
    np.save(tmp_path / "new.npy", np.asarray(image * 255)[0])
    (array,) = prepared(project, tmp_path, "new.npy").inputs["given"]
    assert array == pytest.approx(image[0], abs=1e-6)
    (tmp_path / "new.png").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(DataError, match="PNG, JPEG, GIF or BMP"):
        prepared(project, tmp_path, "new.png").inputs["given"][:1]


def test_a_text_is_taken_as_it_is(tmp_path):
    folder = tmp_path / "letters"
    for label in ("kind", "rude"):
        (folder / label).mkdir(parents=True)
        for number in range(6):
            (folder / label / f"{number}.txt").write_text(f"{label} {number}")
    (tmp_path / "new.txt").write_text("Dear reader")
    project = project_of(
        DataSource("texts", "letters"),
        Binding(("text",)),
        Binding(("label",)),
        (1,),
        dtype="string",
    )
    found = prepared(project, tmp_path, "new.txt")
    assert found.inputs["given"][:1].tolist() == ["Dear reader"]
