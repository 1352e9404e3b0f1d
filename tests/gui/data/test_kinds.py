"""Files and folders are known by what they are called and what is in them."""

from pathlib import Path

import pytest

from kgraph.gui.data.kinds import FILES, FOLDERS, kind_of, stored_path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "csv"),
        ("a.TSV", "csv"),
        ("a.parquet", "parquet"),
        ("a.npz", "npz"),
        ("a.npy", "npy"),
        ("a.h5", "hdf5"),
        ("a.py", "python"),
        ("a.kgraph", None),
        ("a.png", None),
        ("a", None),
    ],
)
def test_a_file_is_known_by_its_suffix(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("cat/1.png", "images"),
        ("1.JPG", "images"),
        ("a/b/1.wav", "audio"),
        ("x/1.txt", "texts"),
        ("a/b/c/d/e/1.png", None),
        ("a.csv", None),
    ],
)
def test_a_folder_is_known_by_what_is_in_it(tmp_path, inside, kind):
    (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / inside).touch()
    assert kind_of(tmp_path) == kind


def test_what_is_no_data_in_a_folder_does_not_hide_what_is(tmp_path):
    (tmp_path / "labels.csv").touch()
    (tmp_path / "read me").touch()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "1.bmp").touch()
    assert kind_of(tmp_path) == "images"
    assert kind_of(tmp_path / "nowhere") is None


def test_a_dialog_lists_files_of_the_kind():
    assert FILES[0].filter == "CSV or TSV file (*.csv *.tsv *.txt)"
    assert all(kind.is_folder for kind in FOLDERS)


def test_a_data_file_beside_the_project_is_stored_by_its_relative_path(tmp_path):
    project = tmp_path / "a.kgraph"
    assert stored_path(tmp_path / "data" / "x.csv", project) == "data/x.csv"
    assert stored_path(Path("/elsewhere/x.csv"), project) == "/elsewhere/x.csv"
    assert stored_path(tmp_path / "x.csv", None) == str(tmp_path / "x.csv")
