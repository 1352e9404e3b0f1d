import numpy as np
import pytest
from sample_files import image_folder, painted, write_image

from kgraph.data import DataError
from kgraph.data.sources.folders.image_folder import read


def columns(table):
    return {column.name: column for column in table.describe().columns}


def test_a_folder_of_classes_has_images_labels_and_names(tmp_path):
    table = read(image_folder(tmp_path, count=3), {})
    known = columns(table)
    assert list(known) == ["image", "label", "file"]
    assert (known["image"].shape, known["image"].dtype) == ((8, 8, 3), "float32")
    assert (known["image"].minimum, known["image"].maximum) == (0, 255)
    assert known["label"].categories == ("cat", "dog")
    assert known["file"].dtype == "string"
    np.testing.assert_array_equal(table.columns["label"].values, [0, 0, 0, 1, 1, 1])
    assert table.columns["file"].values[4] == "dog/001.png"


def test_images_are_read_only_when_they_are_asked_for(tmp_path):
    images = read(image_folder(tmp_path, count=3), {}).columns["image"].values
    (tmp_path / "cat/001.png").write_bytes(b"")
    assert images[[0, 2]].shape == (2, 8, 8, 3)
    with pytest.raises(DataError, match=r"001\.png"):
        images[1]


def test_a_folder_without_classes_has_no_labels(tmp_path):
    write_image(tmp_path / "1.png")
    assert list(read(tmp_path, {}).columns) == ["image", "file"]


def test_images_of_one_size_keep_it_and_others_get_the_usual_one(tmp_path):
    write_image(tmp_path / "1.png", painted(20, 30))
    write_image(tmp_path / "2.png", painted(20, 30))
    assert columns(read(tmp_path, {}))["image"].shape == (20, 30, 3)
    write_image(tmp_path / "3.png", painted(21, 30))
    assert columns(read(tmp_path, {}))["image"].shape == (256, 256, 3)


def test_images_are_grey_if_all_are(tmp_path):
    write_image(tmp_path / "1.png", painted(20, 30, 1))
    assert columns(read(tmp_path, {}))["image"].shape == (20, 30, 1)
    write_image(tmp_path / "2.png", painted(20, 30, 3))
    assert columns(read(tmp_path, {}))["image"].shape == (20, 30, 3)


def test_options_say_size_and_channels(tmp_path):
    write_image(tmp_path / "1.png")
    table = read(tmp_path, {"size": [5, 7], "channels": 4})
    assert table.columns["image"].values[0].shape == (5, 7, 4)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": [5]}, "size of images must be a height and a width"),
        ({"size": [5, 0]}, "size of images"),
        ({"size": [10**9, 10**9]}, "size of images"),
        ({"size": "large"}, "size of images"),
        ({"channels": 2}, "channels of images must be 1"),
        ({"channels": [3]}, "channels of images must be 1"),
        ({"channels": True}, "channels of images must be 1"),
        ({"labels": 5}, "'labels' of a folder must be text"),
        ({"labels": "1.png", "file_column": [1]}, "'file_column' of a folder must be"),
    ],
)
def test_options_that_cannot_be_are_refused(tmp_path, options, words):
    write_image(tmp_path / "1.png")
    with pytest.raises(DataError, match=words):
        read(tmp_path, options)


def test_a_damaged_header_is_named(tmp_path):
    (tmp_path / "1.png").write_bytes(b"not an image")
    with pytest.raises(DataError, match=r"1\.png must be .*something else"):
        read(tmp_path, {})


def test_a_table_says_what_belongs_to_each_image(tmp_path):
    image_folder(tmp_path, count=2)
    (tmp_path / "labels.csv").write_text(
        "id,path,age,kind\n1,dog/001.png,2.5,old\n2,cat/000.png,0.5,new\n"
    )
    table = read(tmp_path, {"labels": "labels.csv", "file_column": "path"})
    assert list(table.columns) == ["image", "id", "path", "age", "kind"]
    np.testing.assert_array_equal(table.columns["age"].values, [2.5, 0.5])
    assert table.columns["kind"].categories == ("new", "old")
    direct = read(tmp_path, {}).columns["image"].values
    np.testing.assert_array_equal(table.columns["image"].values[:], direct[[3, 0]])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.png", r"nowhere\.png must be .*line 3 of .*No such file"),
        ("../secret.png", "must lie in the folder"),
        ("{out}", "must lie in the folder"),
        ("out/secret.png", "out must lie in the folder"),
        ("cat", "cat must be a file, says line 3"),
        ("", "must be a file, says line 3"),
        ("cat/link.png", r"link\.png must lie in the folder"),
    ],
)
def test_a_table_names_files_of_the_folder_alone(tmp_path, name, words):
    folder = image_folder(tmp_path / "data", count=1)
    secret = write_image(tmp_path / "secret.png")
    (folder / "cat/link.png").symlink_to(secret)
    (folder / "out").symlink_to(tmp_path)
    named = name.replace("{out}", str(secret))
    (folder / "labels.csv").write_text(f"file,y\ncat/000.png,1\n{named},2\n")
    with pytest.raises(DataError, match=words):
        read(folder, {"labels": "labels.csv"})


def test_a_table_that_cannot_serve_is_named(tmp_path):
    image_folder(tmp_path, count=1)
    with pytest.raises(DataError, match=r"labels\.csv must be a table.*no such file"):
        read(tmp_path, {"labels": "labels.csv"})
    (tmp_path / "labels.csv").write_text("file,y\ncat/000.png,1\n")
    with pytest.raises(DataError, match=r"column of files 'name'. Received: 'file'"):
        read(tmp_path, {"labels": "labels.csv", "file_column": "name"})
    with pytest.raises(DataError, match=r"must name files in 'y'. Received: numbers"):
        read(tmp_path, {"labels": "labels.csv", "file_column": "y"})
    (tmp_path / "labels.csv").write_text("file,image\ncat/000.png,1\n")
    with pytest.raises(DataError, match="must not have a column 'image'"):
        read(tmp_path, {"labels": "labels.csv"})
