import os

import pytest

from kgraph.data import DataError
from kgraph.data.sources.folders.file_folder import FileKind, list_files

PICTURES = FileKind("picture", "image", (".pic",), 1000)


@pytest.fixture
def folder(tmp_path):
    def make(*names, content="x"):
        for name in names:
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return tmp_path / "data"

    return make


def test_each_folder_is_a_class_in_alphabetical_order(folder):
    files = list_files(folder("b/2.pic", "b/10.pic", "a/1.PIC"), PICTURES)
    assert files.classes == ("a", "b")
    assert files.names == ("a/1.PIC", "b/10.pic", "b/2.pic")
    assert files.codes == (0, 1, 1)


def test_files_below_a_class_are_of_that_class(folder):
    files = list_files(folder("a/z.pic", "a/old/1.pic", "a/new/deep/2.pic"), PICTURES)
    assert files.names == ("a/z.pic", "a/new/deep/2.pic", "a/old/1.pic")
    assert files.codes == (0, 0, 0)


def test_files_are_listed_as_keras_lists_them(folder):
    from keras.src.utils.dataset_utils import index_directory

    path = folder(
        "a/b c/x.pic", "a/b/y.pic", "a/b/c/z.pic", "a/B.pic", "é/1.pic", "B/1.pic"
    )
    files = list_files(path, PICTURES)
    paths, codes, classes = index_directory(
        str(path), "inferred", (".pic",), shuffle=False, verbose=False
    )
    assert [*files.paths] == paths
    assert [*files.classes] == classes
    assert [*files.codes] == codes.tolist()


def test_without_sub_folders_there_are_no_classes(folder):
    files = list_files(folder("2.pic", "1.pic", "readme.md"), PICTURES)
    assert (files.names, files.classes) == (("1.pic", "2.pic"), ())


def test_hidden_files_and_other_kinds_are_left_out(folder):
    path = folder("a/1.pic", "a/._1.pic", "a/Thumbs.db", ".git/2.pic", "notes.txt")
    assert list_files(path, PICTURES).names == ("a/1.pic",)


@pytest.mark.parametrize("names", [["a/1.txt"], ["1.txt"], ["a/1.txt", "b/2.txt"]])
def test_a_folder_without_samples_is_named(folder, names):
    with pytest.raises(DataError, match=r"data must hold pictures \(\.pic\).*none"):
        list_files(folder(*names), PICTURES)


def test_a_class_without_samples_is_named(folder):
    with pytest.raises(DataError, match=r"Received: none in 'b'. Put some there"):
        list_files(folder("a/1.pic", "b/1.txt"), PICTURES)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere must be a folder .*No such file"):
        list_files(tmp_path / "nowhere", PICTURES)
    with pytest.raises(DataError, match=r"must be a folder .*Received:"):
        list_files(tmp_path / "a\0b", PICTURES)


def test_empty_and_oversized_files_are_named(folder):
    with pytest.raises(DataError, match=r"empty\.pic must be .*Received: 0 bytes"):
        list_files(folder("a/empty.pic", content=""), PICTURES)
    (folder() / "a/empty.pic").unlink()
    with pytest.raises(DataError, match=r"big\.pic must be .*Received: 1,001 bytes"):
        list_files(folder("a/big.pic", content="x" * 1001), PICTURES)


def test_links_that_lead_out_are_refused(folder, tmp_path):
    path = folder("a/1.pic")
    secret = tmp_path / "secret.pic"
    secret.write_text("x")
    (path / "a/2.pic").symlink_to(secret)
    with pytest.raises(DataError, match=r"2\.pic must lie in the folder.*secret\.pic"):
        list_files(path, PICTURES)
    (path / "a/2.pic").unlink()
    (path / "b").symlink_to(tmp_path)
    with pytest.raises(DataError, match="data/b must lie in the folder"):
        list_files(path, PICTURES)


def test_links_within_are_followed_but_never_in_circles(folder):
    path = folder("a/1.pic", "b/2.pic")
    (path / "a/again.pic").symlink_to(path / "b/2.pic")
    (path / "b/round").symlink_to(path)
    files = list_files(path, PICTURES)
    assert files.names == ("a/1.pic", "a/again.pic", "b/2.pic")


def test_the_folder_itself_may_be_a_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder("a/1.pic"))
    assert list_files(tmp_path / "link", PICTURES).names == ("a/1.pic",)


def test_pipes_are_never_waited_for(folder):
    path = folder("a/1.pic")
    os.mkfifo(path / "a/pipe.pic")
    assert list_files(path, PICTURES).names == ("a/1.pic",)
