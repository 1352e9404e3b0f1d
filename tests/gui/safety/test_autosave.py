"""Autosave: after changes, in a thread, gone when everything is saved."""

import threading
import time

import pytest
from drawings import add_dense

from kgraph.document.errors import FileError
from kgraph.document.values import is_identical
from kgraph.gui.safety.recovery import RecoveryFile, folder


def recovery_files():
    return sorted(folder().glob("*.recovery"))


def wait_for_file(qtbot):
    qtbot.waitUntil(lambda: len(recovery_files()) == 1)
    return RecoveryFile(recovery_files()[0]).read()


def test_a_change_is_written_soon(kept, qtbot):
    kept.document.edit_graph("Add Dense", add_dense)
    recovered = wait_for_file(qtbot)
    assert is_identical(recovered.project, kept.document.project)


def test_nothing_is_written_where_nothing_changed(kept, qtbot):
    qtbot.wait(80)
    assert not folder().exists()


def test_a_later_change_is_written_too(kept, qtbot):
    kept.document.edit_graph("Add Dense", add_dense)
    wait_for_file(qtbot)
    kept.document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(lambda: len(wait_for_file(qtbot).project.main.nodes) == 2)


def test_saving_and_undoing_take_the_file_away(kept, qtbot, tmp_path):
    kept.document.edit_graph("Add Dense", add_dense)
    wait_for_file(qtbot)
    kept.filing.write(tmp_path / "a.kgraph")
    qtbot.waitUntil(lambda: recovery_files() == [])
    kept.document.edit_graph("Add Dense", add_dense)
    assert wait_for_file(qtbot).path == tmp_path / "a.kgraph"
    kept.document.undo()
    qtbot.waitUntil(lambda: recovery_files() == [])


def test_closing_leaves_nothing(kept, qtbot):
    kept.document.edit_graph("Add Dense", add_dense)
    wait_for_file(qtbot)
    kept.close()
    assert list(folder().iterdir()) == []


def test_writing_is_not_the_windows_work(kept, qtbot, monkeypatch):
    threads = []
    write = RecoveryFile.write

    def note(*arguments):
        threads.append(threading.current_thread())
        write(*arguments)

    monkeypatch.setattr(RecoveryFile, "write", note)
    kept.document.edit_graph("Add Dense", add_dense)
    wait_for_file(qtbot)
    assert threads
    assert threading.main_thread() not in threads


def test_what_cannot_be_written_is_said_once_and_tried_again(kept, qtbot, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", fail)
        kept.document.edit_graph("Add Dense", add_dense)
        qtbot.waitUntil(lambda: len(kept.said) == 1)
        qtbot.wait(150)
    assert len(kept.said) == 1
    assert "No space left" in kept.said[0]
    wait_for_file(qtbot)
    assert kept.document.is_modified


def test_writing_now_is_writing_now(kept, document):
    kept.document.edit_graph("Add Dense", add_dense)
    assert kept.safety.autosave.write_now()
    assert len(recovery_files()) == 1


@pytest.mark.parametrize("wait", [0, 80])
def test_a_file_that_came_late_is_taken_away_as_well(kept, qtbot, wait, tmp_path):
    kept.document.edit_graph("Add Dense", add_dense)
    qtbot.wait(wait)
    kept.filing.write(tmp_path / "a.kgraph")
    qtbot.wait(80)
    assert recovery_files() == []


def test_what_nobody_foresaw_is_told(kept, qtbot, monkeypatch):
    def fail(*_):
        raise RuntimeError("the moon is full")

    monkeypatch.setattr(RecoveryFile, "write", fail)
    kept.document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(lambda: bool(kept.said))
    assert "the moon is full" in kept.said[0]


def test_a_failure_that_is_told_after_closing_begins_nothing(kept, qtbot, monkeypatch):
    begun = threading.Event()

    def fail(*_):
        begun.set()
        time.sleep(0.1)  # the window is closed meanwhile
        raise FileError("The disk is full.")

    monkeypatch.setattr(RecoveryFile, "write", fail)
    kept.document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(begun.is_set)
    kept.close()
    qtbot.wait(100)
    assert list(folder().glob("*.recovery")) == []
