"""New, open, save, and the question in between."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from kgraph.document import files
from kgraph.gui.commands.filing import Filing
from kgraph.gui.safety import Safekeeping
from kgraph.gui.settings import recent_files

Button = QMessageBox.StandardButton


@pytest.fixture
def filing(qtbot, document):
    window = QMainWindow()
    safety = Safekeeping(document, window)
    qtbot.addWidget(window, before_close_func=lambda _: safety.close())
    return Filing(document, window, safety)


@pytest.fixture
def answer(monkeypatch):
    """Call it with the button that the person will press; it counts the questions."""
    asked = []

    def press(button):
        def question(*arguments):
            asked.append(arguments[2])
            return button

        monkeypatch.setattr(QMessageBox, "warning", question)
        return asked

    return press


@pytest.fixture
def complaints(monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *args: said.append(args[2]))
    return said


@pytest.fixture
def choose(monkeypatch):
    """Call it with the path that the person will pick in a dialog."""

    def pick(path):
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))

    return pick


def test_saving_and_opening_bring_the_drawing_back(filing, drawn, choose, tmp_path):
    choose(tmp_path / "digits")
    assert filing.save()
    path = tmp_path / "digits.kgraph"
    assert drawn.path == path
    assert not drawn.is_modified
    saved = drawn.project
    filing.new()
    assert not drawn.graph.nodes
    assert drawn.path is None
    assert filing.open(str(path))
    assert drawn.project == saved
    assert recent_files.names() == [str(path)]


def test_saving_again_asks_nothing(filing, drawn, choose, tmp_path):
    choose(tmp_path / "a.kgraph")
    filing.save()
    drawn.undo()
    choose(tmp_path / "never.kgraph")
    assert filing.save()
    assert files.load(tmp_path / "a.kgraph") == drawn.project
    assert not (tmp_path / "never.kgraph").exists()


def test_saving_can_be_called_off(filing, drawn, choose):
    choose("")
    assert not filing.save()
    assert drawn.is_modified


def test_unsaved_changes_are_asked_about(filing, drawn, answer):
    before = drawn.project
    asked = answer(Button.Cancel)
    filing.new()
    assert drawn.project is before
    assert len(asked) == 1
    answer(Button.Discard)
    filing.new()
    assert not drawn.graph.nodes


def test_save_is_an_answer(filing, drawn, answer, choose, tmp_path):
    choose(tmp_path / "kept.kgraph")
    answer(Button.Save)
    filing.new()
    assert files.load(tmp_path / "kept.kgraph").main.nodes
    assert not drawn.graph.nodes


def test_a_save_that_is_called_off_keeps_everything(filing, drawn, answer, choose):
    before = drawn.project
    choose("")
    answer(Button.Save)
    filing.new()
    assert drawn.project is before


def test_nothing_to_lose_is_no_question(filing, document, answer):
    asked = answer(Button.Cancel)
    filing.new()
    assert asked == []


def test_a_broken_file_is_one_sentence_and_leaves_everything(
    filing, drawn, answer, complaints, tmp_path
):
    path = tmp_path / "broken.kgraph"
    path.write_text('{"version": 1, ')
    before = drawn.project
    assert not filing.load(path)
    assert drawn.project is before
    assert "broken.kgraph" in complaints[0]
    assert path.read_text() == '{"version": 1, '


def test_a_file_that_cannot_be_written_is_one_sentence(
    filing, drawn, complaints, tmp_path
):
    assert not filing.write(tmp_path / "no" / "such" / "folder" / "a.kgraph")
    assert len(complaints) == 1
    assert drawn.is_modified
    assert drawn.path is None


def test_a_full_disk_harms_neither_the_file_nor_the_drawing(
    filing, drawn, complaints, tmp_path, monkeypatch
):
    path = tmp_path / "a.kgraph"
    assert filing.write(path)
    before = path.read_bytes()
    drawn.undo()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert not filing.save()
    assert "No space left on device" in complaints[0]
    assert drawn.is_modified
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.kgraph")) == [path]


def test_a_file_that_is_gone_is_forgotten(filing, document, complaints, tmp_path):
    path = tmp_path / "a.kgraph"
    filing.write(path)
    path.unlink()
    filing.open(str(path))
    assert complaints
    assert recent_files.names() == []


def test_recent_files_are_ten_latest_first(filing, document, tmp_path):
    for number in range(12):
        filing.write(tmp_path / f"{number}.kgraph")
    filing.write(tmp_path / "5.kgraph")
    names = [path.rsplit("/")[-1] for path in recent_files.names()]
    assert names[:3] == ["5.kgraph", "11.kgraph", "10.kgraph"]
    assert len(names) == len(set(names)) == 10


def test_a_run_s_drawing_opens_without_its_file(filing, document, tmp_path, qtbot):
    filing.write(tmp_path / "a.kgraph")
    filing.open_copy(str(tmp_path / "a.kgraph"))
    assert document.path is None
