"""A file that another program changes is noticed, merged, reloaded or left."""

import os

import pytest
from drawings import add_dense
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QMessageBox, QPushButton

from kgraph.document import edits, files
from kgraph.document.project import new_project
from kgraph.document.values import is_identical
from kgraph.gui.safety.disk_dialog import DiskDialog


def with_dense(project, **config):
    graph, _ = edits.add(project.main, "Dense", name="fc", config=config)
    return replace(project, graphs={**project.graphs, "main": graph})


def with_units(project, units):
    graph = edits.set_parameter(project.main, "l1", "units", units)
    return replace(project, graphs={**project.graphs, "main": graph})


def with_epochs(project, epochs):
    return replace(project, training=replace(project.training, epochs=epochs))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.kgraph"
    files.save(with_dense(new_project(), units=10), path)
    return path


@pytest.fixture
def opened(kept, path):
    assert kept.filing.load(path)
    return kept


def test_a_change_from_outside_is_reloaded_as_a_step(opened, path):
    before = opened.document.project
    theirs = with_units(before, 20)
    files.save(theirs, path)
    dialog = opened.wait_for_dialog()
    assert "Dense 'fc': units 10 → 20" in text_of(dialog)
    assert dialog.findChild(QPushButton, "merge") is None
    opened.press("reload")
    assert is_identical(opened.document.project, theirs)
    assert not opened.document.is_modified
    assert opened.document.undo_label == "Reload from Disk"
    opened.document.undo()
    assert opened.document.project is before
    assert opened.document.is_modified


def test_changes_of_both_sides_are_merged(opened, path, qtbot):
    base = opened.document.project
    opened.document.edit("Set epochs", lambda p: with_epochs(p, 50))
    files.save(with_units(base, 20), path)
    opened.press("merge")
    assert opened.document.project.training.epochs == 50
    assert opened.document.graph.layers["l1"].config == {"units": 20}
    assert opened.document.is_modified
    assert opened.filing.save()
    assert is_identical(files.load(path), opened.document.project)
    opened.document.undo()
    assert opened.document.graph.layers["l1"].config == {"units": 10}


def test_conflicts_are_listed_and_can_be_yielded(opened, path):
    base = opened.document.project
    opened.document.edit("Set units", lambda p: with_epochs(with_units(p, 30), 3))
    files.save(with_epochs(with_units(base, 20), 4), path)
    dialog = opened.wait_for_dialog()
    rows = dialog.findChild(QListWidget)
    assert [rows.item(row).text() for row in range(rows.count())] == [
        "Dense 'fc' units: 30 here, 20 in the file",
        "Training epochs: 3 here, 4 in the file",
    ]
    dialog.findChild(QCheckBox).click()
    rows.item(0).setCheckState(Qt.CheckState.Unchecked)
    opened.press("merge")
    assert opened.document.graph.layers["l1"].config == {"units": 30}
    assert opened.document.project.training.epochs == 4


def test_ones_own_can_be_kept_and_saved_without_another_question(opened, path):
    opened.document.edit("Set units", lambda p: with_units(p, 30))
    files.save(with_units(opened.document.saved, 20), path)
    opened.press("keep")
    assert opened.document.graph.layers["l1"].config == {"units": 30}
    assert opened.filing.save()
    assert files.load(path).main.layers["l1"].config == {"units": 30}


def test_later_asks_again_only_before_saving(opened, path, qtbot):
    opened.document.edit("Set units", lambda p: with_units(p, 30))
    files.save(with_units(opened.document.saved, 20), path)
    opened.press("later")
    opened.safety.disk.look()
    assert opened.dialog is None
    press_in_dialog(opened, "keep")
    assert opened.filing.save()


@pytest.mark.parametrize(
    ("button", "units", "is_saved"),
    [
        ("merge", 30, True),
        ("keep", 30, True),
        ("reload", 20, True),
        ("later", 20, False),
    ],
)
def test_saving_over_a_changed_file_asks_first(opened, path, button, units, is_saved):
    opened.safety.disk.changed.disconnect()
    opened.document.edit("Set units", lambda p: with_units(p, 30))
    files.save(with_epochs(with_units(opened.document.saved, 20), 4), path)
    press_in_dialog(opened, button)
    assert opened.filing.save() == is_saved
    on_disk = files.load(path)
    assert on_disk.main.layers["l1"].config == {"units": units}
    assert on_disk.training.epochs == (10 if button == "keep" else 4)
    assert opened.document.is_modified == (not is_saved)


def test_the_own_saving_is_nothing_new(opened, path, qtbot):
    opened.document.edit_graph("Add Dense", add_dense)
    assert opened.filing.save()
    qtbot.wait(500)
    assert opened.dialog is None


def test_other_letters_for_the_same_drawing_are_nothing_new(opened, path, qtbot):
    path.write_bytes(path.read_bytes() + b"\n\n")
    opened.safety.disk.look()
    assert opened.dialog is None
    assert not opened.document.is_modified


def test_a_file_that_an_editor_replaces_is_watched_on(opened, path, tmp_path):
    for units in (20, 30):
        new = tmp_path / "new"
        files.save(with_units(opened.document.project, units), new)
        os.replace(new, path)
        opened.press("reload")
        assert opened.document.graph.layers["l1"].config == {"units": units}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None)])
def test_what_is_no_file_any_more_is_never_waited_for(opened, path, qtbot, make):
    path.unlink()
    make(path)
    opened.safety.disk.look()
    assert opened.document.is_modified
    assert "Expected a file" in opened.said[0]
    assert "under another name" in opened.said[0]


def test_a_file_that_vanishes_counts_as_not_saved_until_it_returns(opened, path, qtbot):
    data = path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: opened.document.is_modified)
    assert "no longer there" in opened.said[0]
    path.write_bytes(data)
    qtbot.waitUntil(lambda: not opened.document.is_modified)
    path.unlink()
    qtbot.waitUntil(lambda: opened.document.is_modified)
    assert opened.filing.save()
    assert path.exists()
    assert not opened.document.is_modified


def test_a_damaged_file_is_said_once_and_nothing_is_lost(
    opened, path, qtbot, monkeypatch
):
    before = opened.document.project
    path.write_text("{")
    qtbot.waitUntil(lambda: len(opened.said) == 1)
    opened.safety.disk.look()
    assert len(opened.said) == 1
    assert opened.document.project is before
    button = QMessageBox.StandardButton
    opened.document.edit_graph("Add Dense", add_dense)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: button.Cancel)
    assert not opened.filing.save()
    assert path.read_text() == "{"
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: button.Save)
    assert opened.filing.save()
    assert len(files.load(path).main.nodes) == 2


def test_coming_back_to_the_window_looks_at_the_file(opened, path, qtbot):
    opened.safety.disk._watcher.removePaths(
        opened.safety.disk._watcher.files() + opened.safety.disk._watcher.directories()
    )
    files.save(with_units(opened.document.project, 20), path)
    opened.window.activateWindow()
    qtbot.waitUntil(lambda: opened.dialog is not None)
    opened.press("keep")
    assert opened.document.is_modified


def test_what_cannot_be_put_together_is_named(opened, path):
    base = opened.document.project

    def add_after(project):
        graph, id = edits.add(project.main, "Dense", name="next")
        graph = edits.connect(graph, edits.Source("n1"), edits.Port(id, "inputs"))
        return replace(project, graphs={"main": graph})

    opened.document.edit("Add Dense", add_after)
    gone = replace(base, graphs={"main": edits.delete(base.main, ["n1"])})
    files.save(gone, path)
    opened.press("merge")
    assert opened.said == ["Left out: the edge from 'fc' to 'next': 'fc' is gone."]


def text_of(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def press_in_dialog(opened, name):
    """Presses a button of the dialog that is about to wait for an answer."""

    def press():
        dialog = next(
            d for d in opened.window.findChildren(DiskDialog) if d.isVisible()
        )
        dialog.findChild(QPushButton, name).click()

    QTimer.singleShot(50, press)
