"""One file, two windows."""

import os
import subprocess
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from kgraph.document import files
from kgraph.document.project import new_project
from kgraph.gui.safety.open_files import OpenFiles

HOLD = """
import sys, time
from pathlib import Path
from kgraph.gui.safety.open_files import OpenFiles
held = OpenFiles()
held.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.kgraph"
    files.save(new_project(), path)
    return path


def test_a_file_is_held_until_another_is_taken(path, tmp_path):
    one, other = OpenFiles(), OpenFiles()
    one.take(path)
    assert other.holder(path).pid == os.getpid()
    assert one.holder(path) is None
    one.take(tmp_path / "b.kgraph")
    assert other.holder(path) is None
    one.let_go()


def test_another_name_of_the_file_is_the_same_file(path, tmp_path):
    link = tmp_path / "link.kgraph"
    link.symlink_to(path)
    one, other = OpenFiles(), OpenFiles()
    one.take(path)
    assert other.holder(link) is not None
    one.let_go()


def test_nothing_is_left_beside_the_file_or_at_home(path, own_home):
    one = OpenFiles()
    one.take(path)
    one.let_go()
    assert list(path.parent.glob("*.lock")) == []
    assert list((own_home / "open").iterdir()) == []


def test_a_process_that_is_killed_holds_nothing(path, python):
    process = subprocess.Popen(
        [python, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        holder = OpenFiles().holder(path)
        assert holder.pid == process.pid
        assert abs(holder.since - time.time()) < 60
        process.kill()
    assert OpenFiles().holder(path) is None


@pytest.fixture
def answer(qtbot):
    """Presses a button of the box that is about to open; keeps what it said."""
    said = []

    def choose(window, text):
        def press():
            box = window.findChild(QMessageBox, "other_window")
            said.append(box.text() + box.informativeText())
            next(b for b in box.buttons() if b.text().replace("&", "") == text).click()

        QTimer.singleShot(50, press)
        return said

    return choose


def test_a_file_that_is_open_elsewhere_can_be_copied(kept, another, answer, path):
    assert kept.filing.load(path)
    second = another()
    said = answer(second.window, "Open a Copy")
    assert second.filing.load(path)
    assert second.document.path is None
    assert str(os.getpid()) in said[0]


def test_a_file_that_is_open_elsewhere_can_be_opened(kept, another, answer, path):
    assert kept.filing.load(path)
    second = another()
    answer(second.window, "Open Anyway")
    assert second.filing.load(path)
    assert second.document.path == path
    second.close()
    assert OpenFiles().holder(path) is not None  # the first still has it


def test_a_file_that_is_open_elsewhere_can_be_left(kept, another, answer, path):
    assert kept.filing.load(path)
    second = another()
    before = second.document.project
    answer(second.window, "Cancel")
    assert not second.filing.load(path)
    assert second.document.project is before


def test_opening_ones_own_file_again_asks_nothing(kept, path):
    assert kept.filing.load(path)
    assert kept.filing.load(path)
    assert kept.document.path == path
