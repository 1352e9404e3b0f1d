"""TensorBoard from the window: a program of its own that comes and goes."""

import json
import sys

import pytest
from PySide6.QtCore import QObject

from kgraph.gui.runs.tensorboard import COMMAND, TensorBoard

SERVING = """
import json, sys
print(json.dumps({"url": "http://localhost:1/"}, indent=2), flush=True)
print(json.dumps(sys.argv[1:]), file=open("asked.json", "w"))
sys.stdin.read()
open("left", "w").close()
"""
FAILING = """
import sys
print("chatter", file=sys.stderr)
sys.exit("kgraph: Expected TensorBoard, which is not installed.")
"""


@pytest.fixture
def opened():
    return []


@pytest.fixture
def board(qapp, tmp_path, monkeypatch, opened):
    """Returns a function that makes one of a small program."""
    monkeypatch.chdir(tmp_path)
    owner = QObject()
    boards = []

    def make(program):
        def open_it(url):
            opened.append(url.toString())
            return True

        boards.append(TensorBoard(owner, open_it, ("-c", program)))
        return boards[-1]

    yield make
    for each in boards:
        each.kill()


def told(board):
    sentences = []
    board.said.connect(lambda *words: sentences.append(words))
    return sentences


def test_it_opens_a_browser_and_ends_with_the_window(board, opened, tmp_path, qtbot):
    one = board(SERVING)
    sentences = told(one)
    one.show(tmp_path / "net.runs", ("0001", "0003"))
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == ["http://localhost:1/"]
    assert sentences[-1][0].startswith("TensorBoard is open in your browser")

    one.close()
    qtbot.waitUntil((tmp_path / "left").exists)
    asked = json.loads((tmp_path / "asked.json").read_text())
    runs = ["runs", "tensorboard", str(tmp_path / "net.runs"), "0001", "0003"]
    assert asked == [*runs, "--json", "--no-browser", "--with-input"]
    assert not one.is_going_on
    assert len(sentences) == 2


def test_other_runs_take_the_place_of_those_that_were_shown(
    board, opened, tmp_path, qtbot
):
    one = board(SERVING)
    one.show(tmp_path, ("0001",))
    qtbot.waitUntil(lambda: len(opened) == 1)
    one.show(tmp_path, ("0002",))
    qtbot.waitUntil(lambda: len(opened) == 2)
    qtbot.waitUntil((tmp_path / "left").exists)
    assert one.is_going_on


def test_why_it_cannot_be_opened_is_one_sentence(board, opened, tmp_path, qtbot):
    one = board(FAILING)
    sentences = told(one)
    one.show(tmp_path, ("0001",))
    qtbot.waitUntil(lambda: len(sentences) == 2)
    assert sentences[-1] == (
        "TensorBoard is not open: Expected TensorBoard, which is not installed.",
        "error",
    )
    assert not opened
    assert not one.is_going_on


def test_a_python_that_is_not_there_is_said(board, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    one = board(SERVING)
    sentences = told(one)
    one.show(tmp_path, ("0001",))
    qtbot.waitUntil(lambda: len(sentences) == 2)
    assert sentences[-1][0].startswith("TensorBoard cannot be started")


@pytest.mark.slow
def test_the_real_one_shows_real_runs(store, board, opened, qapp, qtbot):
    owner = QObject()
    one = TensorBoard(owner, lambda url: opened.append(url.toString()) or True, COMMAND)
    sentences = told(one)
    one.show(store.folder, ("0001", "0002"))
    qtbot.waitUntil(lambda: len(sentences) == 2, timeout=60_000)
    assert opened, sentences
    assert opened[0].startswith("http://localhost:")
    one.kill()
