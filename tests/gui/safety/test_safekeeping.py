"""What a killed process left behind is offered, one after the other."""

import pytest
from drawings import add_dense
from PySide6.QtWidgets import QLabel

from kgraph.document import files
from kgraph.document.edits import set_parameter
from kgraph.document.project import new_project
from kgraph.document.values import is_identical
from kgraph.gui.document import Document
from kgraph.gui.safety.recovery import RecoveryFile, folder


def leave_behind(project, path=None):
    file = RecoveryFile.new()
    file.write(project, path)
    file.let_go()


def drawing(units):
    document = Document()
    document.edit_graph("Add Dense", add_dense)
    document.edit_graph("Set", lambda g: set_parameter(g, "l1", "units", units))
    return document.project


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.kgraph"
    files.save(drawing(10), path)
    return path


def recovery_files():
    return list(folder().glob("*.recovery"))


def test_what_was_left_is_opened_as_modified_under_its_path(kept, path, qtbot):
    leave_behind(drawing(20), path)
    kept.safety.offer_recovery()
    texts = "\n".join(label.text() for label in kept.dialog.findChildren(QLabel))
    assert "a.kgraph" in texts
    assert "units 10 → 20" in texts
    kept.press("recover")
    document = kept.document
    assert is_identical(document.project, drawing(20))
    assert document.path == path
    assert document.is_modified
    assert len(recovery_files()) == 1  # its own: the work is never without one
    document.undo()
    assert is_identical(document.project, files.load(path))
    document.redo()
    assert kept.filing.save()
    assert is_identical(files.load(path), drawing(20))
    qtbot.waitUntil(lambda: recovery_files() == [])


def test_a_recovered_drawing_notices_other_programs(kept, path):
    leave_behind(drawing(20), path)
    kept.safety.offer_recovery()
    kept.press("recover")
    files.save(drawing(30), path)
    kept.press("keep")
    assert is_identical(kept.document.saved, drawing(30))


def test_a_drawing_that_was_never_saved_is_recovered(kept):
    leave_behind(drawing(20))
    kept.safety.offer_recovery()
    kept.press("recover")
    assert kept.document.path is None
    assert kept.document.is_modified


def test_what_is_discarded_is_gone(kept, path):
    leave_behind(drawing(20), path)
    kept.safety.offer_recovery()
    kept.press("discard")
    assert recovery_files() == []
    assert not kept.document.graph.nodes


def test_later_is_the_next_start(kept, another, path):
    leave_behind(drawing(20), path)
    kept.safety.offer_recovery()
    kept.press("later")
    assert len(recovery_files()) == 1
    second = another()
    second.safety.offer_recovery()
    second.press("recover")
    assert is_identical(second.document.project, drawing(20))


def test_two_windows_do_not_offer_the_same(kept, another, path):
    leave_behind(drawing(20), path)
    kept.safety.offer_recovery()
    second = another()
    second.safety.offer_recovery()
    assert second.dialog is None
    kept.press("later")


def test_one_is_offered_after_the_other(kept, path):
    leave_behind(drawing(20), path)
    leave_behind(drawing(30))
    kept.safety.offer_recovery()
    kept.press("discard")
    kept.press("discard")
    assert recovery_files() == []
    assert kept.dialog is None


def test_what_the_file_has_too_is_not_offered(kept, path):
    leave_behind(drawing(10), path)
    kept.safety.offer_recovery()
    assert kept.dialog is None
    assert recovery_files() == []


def test_a_damaged_file_is_one_sentence_and_no_obstacle(kept, another, path):
    leave_behind(drawing(20), path)
    recovery_files()[0].write_text("no such thing")
    kept.safety.offer_recovery()
    assert len(kept.said) == 1
    assert "damaged" in kept.said[0]
    assert kept.dialog is None
    second = another()
    second.safety.offer_recovery()
    assert second.said == []


def test_a_file_that_is_gone_keeps_its_path(kept, path):
    leave_behind(drawing(20), path)
    path.unlink()
    kept.safety.offer_recovery()
    kept.press("recover")
    assert kept.document.path == path
    assert kept.filing.save()
    assert is_identical(files.load(path), drawing(20))


def test_a_full_disk_costs_nothing_that_was_left(kept, path, monkeypatch):
    leave_behind(drawing(20), path)

    def fail(*_):
        raise OSError(28, "No space left on device")

    kept.safety.offer_recovery()
    with monkeypatch.context() as full:
        full.setattr("os.fsync", fail)
        kept.press("recover")
    assert len(recovery_files()) == 1
    assert is_identical(kept.document.project, drawing(20))


def test_an_empty_start_offers_nothing(kept):
    kept.safety.offer_recovery()
    assert kept.dialog is None
    assert not kept.document.is_modified
    assert is_identical(kept.document.project, new_project())


def test_a_path_that_is_no_file_any_more_is_no_obstacle(kept, path):
    leave_behind(drawing(20), path)
    path.unlink()
    path.mkdir()
    kept.safety.offer_recovery()
    kept.press("recover")
    assert is_identical(kept.document.project, drawing(20))
    assert kept.document.is_modified
