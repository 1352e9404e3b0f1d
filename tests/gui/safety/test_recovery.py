"""Recovery files: whole or not at all, and offered only when nobody holds them."""

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import projects, unhurried

from kgraph.document.errors import FileError
from kgraph.document.project import new_project
from kgraph.document.values import is_identical
from kgraph.gui.safety.recovery import RecoveryFile, folder, left_behind


@settings(unhurried, suppress_health_check=[*HealthCheck])
@given(projects())
def test_any_drawing_comes_back(own_home, project):
    file = RecoveryFile.new()
    file.write(project, own_home / "a.kgraph")
    recovered = file.read()
    assert is_identical(recovered.project, project)
    assert recovered.path == own_home / "a.kgraph"
    assert recovered.pid == os.getpid()
    file.remove()
    file.let_go()


def test_a_file_that_is_held_is_not_left_behind(file):
    file.write(new_project(), None)
    assert list(left_behind()) == []
    file.let_go()
    (found,) = left_behind()
    assert found.path == file.path
    assert found.read().path is None
    assert list(left_behind()) == []  # it is being offered already
    found.let_go()


def test_what_is_removed_leaves_nothing(file):
    file.write(new_project(), None)
    file.remove()
    file.let_go()
    assert list(folder().iterdir()) == []


@pytest.mark.parametrize(("damaged", "least"), [("1e300", 1), ("-1e300", 0)])
def test_a_damaged_time_costs_no_work(file, damaged, least):
    file.write(new_project(), None)
    text = file.path.read_text()
    file.path.write_text(re.sub(r'"time":[\d.]+', f'"time":{damaged}', text))
    assert least <= file.read().time <= time.time()


@pytest.mark.parametrize("damaged", ["x" * 5000, "\\u0000bad"])
def test_a_damaged_name_costs_no_work(file, damaged):
    file.write(new_project(), Path("whole"))
    file.path.write_text(file.path.read_text().replace("whole", damaged))
    assert file.read().path is None


def test_a_path_that_is_no_text_costs_no_work(file, tmp_path):
    file.write(new_project(), tmp_path / os.fsdecode(b"\xff.kgraph"))
    assert file.read().path is None


@pytest.fixture
def file(own_home):
    file = RecoveryFile.new()
    yield file
    file.let_go()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"name":null,"time":1.0,"pid":1,"project":{"gra',
        b'{"name":null,"time":1.0,"pid":1,"project":{"graphs":{}}}',
        b'{"name":null,"time":1.0,"pid":1,"project":{"graphs":{"main":{"id":"main",'
        b'"name":"m","nodes":{"n1":{"id":"n1","layer":"l9"}}}}}}',
    ],
)
def test_a_damaged_file_is_one_sentence(file, damage):
    file.write(new_project(), None)
    file.path.write_bytes(damage)
    with pytest.raises(FileError) as error:
        file.read()
    assert "\n" not in str(error.value)


def test_a_folder_that_cannot_be_made_is_one_sentence(file):
    folder().write_text("in the way")
    with pytest.raises(FileError):
        file.write(new_project(), None)
    assert list(left_behind()) == []
