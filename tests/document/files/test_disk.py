import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import projects

from kgraph.document import edits
from kgraph.document.check import check
from kgraph.document.errors import FileError
from kgraph.document.files import dumps, load, loads, save
from kgraph.document.files.disk import whole_file
from kgraph.document.graph import Port, Source
from kgraph.document.order import sort
from kgraph.document.project import Project, new_project


def drawing(units: int = 64) -> Project:
    graph = new_project("net").main
    graph, start = edits.add(graph, "Input", (0, 0), config={"shape": [4]})
    graph, dense = edits.add(graph, "Dense", (0, 90), config={"units": units})
    graph = edits.connect(graph, Source(start), Port(dense, "inputs"))
    return Project({"main": graph})


def is_equal(a: Project, b: Project) -> bool:
    """Equal to the letter: types of numbers and orders of entries, too."""
    return a == b and dumps(a) == dumps(b)


@given(projects())
def test_what_is_dumped_is_loaded_equal(project):
    assert is_equal(loads(dumps(project), "x"), project)


@given(projects(), st.data())
def test_a_damaged_file_is_a_project_or_one_clear_error(project, data):
    text = bytearray(dumps(project))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at] = data.draw(st.integers(0, 255))
    found = loaded_or_refused(bytes(text))
    if found is not None:
        check(found)
        for graph in found.graphs.values():
            sort(graph)
        assert is_equal(loads(dumps(found), "x"), found)


def loaded_or_refused(data: bytes) -> Project | None:
    """The project, or None if a clear error said that there is none."""
    try:
        return loads(data, "mine.kgraph")
    except FileError as error:
        return None if "mine.kgraph" in str(error) else pytest.fail(str(error))


@given(projects(), st.data())
def test_a_truncated_file_is_one_clear_error(project, data):
    text = dumps(project)
    cut = data.draw(st.integers(0, len(text) - 3))
    with pytest.raises(FileError, match=r"mine\.kgraph.*(line \d+, column \d+|empty)"):
        loads(text[:cut], "mine.kgraph")


def test_a_file_that_cannot_be_loaded_is_untouched(tmp_path):
    path = tmp_path / "net.kgraph"
    path.write_bytes(b'{"version": 1, "graphs": {')
    with pytest.raises(FileError, match=r"net\.kgraph"):
        load(path)
    assert path.read_bytes() == b'{"version": 1, "graphs": {'


def test_save_and_load(tmp_path):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)
    save(drawing(32), path)
    assert is_equal(load(str(path)), drawing(32))
    assert os.listdir(tmp_path) == ["net.kgraph"]


def test_saving_keeps_the_mode_of_the_file(tmp_path):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)
    path.chmod(0o640)
    save(drawing(32), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_gets_the_mode_of_any_new_file(tmp_path):
    (tmp_path / "other").touch()
    save(drawing(), tmp_path / "net.kgraph")
    assert (tmp_path / "net.kgraph").stat().st_mode == (
        tmp_path / "other"
    ).stat().st_mode


def test_saving_through_a_symbolic_link_keeps_the_link(tmp_path):
    save(drawing(), tmp_path / "net.kgraph")
    (tmp_path / "link.kgraph").symlink_to("net.kgraph")
    save(drawing(32), tmp_path / "link.kgraph")
    assert (tmp_path / "link.kgraph").is_symlink()
    assert load(tmp_path / "net.kgraph") == drawing(32)


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failed_save_leaves_the_old_file_and_nothing_else(
    tmp_path, monkeypatch, step
):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)

    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(FileError, match=r"net\.kgraph.*No space left"):
        save(drawing(32), path)
    assert load(path) == drawing()
    assert os.listdir(tmp_path) == ["net.kgraph"]


def test_an_interrupted_save_leaves_no_temporary_file(tmp_path, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "net.kgraph") as file:
        file.write(b"text")
    assert os.listdir(tmp_path) == []


def test_what_json_cannot_carry_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)
    bad = drawing()
    bad.main.layers["l2"].config["units"] = float("nan")
    with pytest.raises(FileError, match=r"net\.kgraph.*'dense'.*finite.*nan"):
        save(bad, path)
    assert load(path) == drawing()


@pytest.mark.parametrize("name", ["", "missing/net.kgraph", "x" * 300, "nul\0.kgraph"])
def test_a_place_that_takes_no_file_is_named(tmp_path, name):
    with pytest.raises(FileError, match=str(tmp_path)):
        save(drawing(), tmp_path / name)


def test_a_read_only_file_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(FileError, match="read-only"):
        save(drawing(32), path)


@pytest.mark.parametrize(
    ("name", "message"), [("", "Expected a file"), ("no", "no file")]
)
def test_what_is_no_file_is_not_loaded(tmp_path, name, message):
    with pytest.raises(FileError, match=message):
        load(tmp_path / name)


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "net.kgraph"
    save(drawing(), path)

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(FileError, match=r"net\.kgraph.*Permission denied"):
        load(path)
