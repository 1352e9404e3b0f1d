"""The library on the disk: whole files, and nothing that can be harmed."""

import os

import pytest
from sketch import Sketch

from kgraph.document import files
from kgraph.document.errors import FileError
from kgraph.document.project import new_project
from kgraph.gui.submodels import shelf


def bundle(name="encoder"):
    s = Sketch(name)
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=2))
    return s.project()


def test_what_is_kept_is_read_again():
    path = shelf.keep("encoder", bundle())
    assert path == shelf.folder() / "encoder.kgraph"
    assert shelf.paths() == [path]
    assert shelf.read(path) == shelf.Kept("encoder", bundle())


def test_a_library_that_is_not_there_is_empty():
    assert shelf.paths() == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a:b\\c", "a_b_c"), ("..", "submodel"), ("x" * 300, "x" * 100), ("é 1", "é 1")],
)
def test_any_name_makes_a_file(name, stem):
    assert shelf.path_of(name) == shelf.folder() / f"{stem}.kgraph"
    assert shelf.keep(name, bundle()).parent == shelf.folder()


def test_damaged_and_foreign_files_are_refused_with_a_sentence():
    shelf.keep("encoder", bundle())
    (shelf.folder() / "broken.kgraph").write_text('{"version": 1, "gra')
    (shelf.folder() / "image.kgraph").write_bytes(b"\x89PNG\x00\xff")
    (shelf.folder() / "folder.kgraph").mkdir()
    files.save(new_project(), shelf.folder() / "empty.kgraph")
    kept = {k.name: k for k in map(shelf.read, shelf.paths())}
    assert not kept["encoder"].refusal
    for name in ("broken", "image", "folder", "empty"):
        assert kept[name].project is None
        assert f"{name}.kgraph" in kept[name].refusal
    assert "Output" in kept["empty"].refusal


def test_files_on_their_way_and_others_are_not_listed():
    shelf.keep("encoder", bundle())
    (shelf.folder() / ".3f2a.kgraph").write_text("")
    (shelf.folder() / "notes.txt").write_text("")
    assert [p.stem for p in shelf.paths()] == ["encoder"]


def test_a_new_name_is_the_files_and_the_graphs():
    path = shelf.keep("encoder", bundle())
    renamed = shelf.rename(path, "stage")
    assert shelf.paths() == [renamed]
    assert shelf.load(renamed).main.name == "stage"
    assert shelf.rename(renamed, "Stage").stem == "Stage"


def test_a_name_that_is_taken_harms_nothing():
    path = shelf.keep("encoder", bundle())
    other = shelf.keep("stage", bundle("stage"))
    with pytest.raises(FileError, match="stage"):
        shelf.rename(path, "stage")
    assert shelf.load(path).main.name == "encoder"
    assert shelf.load(other).main.name == "stage"


def test_what_is_removed_is_gone():
    path = shelf.keep("encoder", bundle())
    shelf.remove(path)
    shelf.remove(path)
    assert shelf.paths() == []


def test_a_folder_that_cannot_be_made_is_said():
    shelf.folder().parent.mkdir(exist_ok=True)
    shelf.folder().write_text("a file is in the way")
    with pytest.raises(FileError, match="library"):
        shelf.keep("encoder", bundle())
    assert shelf.paths() == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_link_that_leads_nowhere_is_refused():
    shelf.keep("encoder", bundle())
    (shelf.folder() / "lost.kgraph").symlink_to("nowhere")
    assert shelf.read(shelf.folder() / "lost.kgraph").refusal


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_name_that_is_the_same_file_loses_nothing():
    path = shelf.keep("stage", bundle())
    (shelf.folder() / "STAGE.kgraph").symlink_to(path)  # as if case made no difference
    assert shelf.load(shelf.rename(path, "STAGE")).main.name == "STAGE"
