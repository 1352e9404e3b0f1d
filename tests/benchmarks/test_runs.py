"""A thousand runs: how long they take to read, to show and to sort."""

import itertools
import statistics
import time

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer

from kgraph import templates
from kgraph.gui.runs import RunsPanel
from kgraph.gui.theme import DARK
from kgraph.runs import Epoch, Run, RunStore
from kgraph.runs.storing import rows
from kgraph.runs.storing.listing import outlines
from kgraph.runs.storing.sqlite_file import file_in, writing

RUNS, EPOCHS = 1000, 30
TRAINING = templates.load("digits").training


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "digits.kgraph"
    folder = RunStore.beside(path).folder
    with writing(file_in(folder)) as connection:
        for key in range(1, RUNS + 1):
            run = made(key)
            rows.write_run(connection, key, run)
            rows.write_epochs(connection, key, run.epochs)
    return path


def made(key: int) -> Run:
    rate = 10.0 ** -(1 + key % 4)
    optimizer = {
        "class_name": ("Adam", "SGD")[key % 2],
        "config": {"learning_rate": rate},
    }
    training = replace(TRAINING, optimizer=optimizer, batch_size=16 * (1 + key % 3))
    logs = [
        {"loss": 1 / i, "val_loss": 2 / i, "val_accuracy": 1 - 1 / i}
        for i in range(2, EPOCHS + 2)
    ]
    epochs = tuple(
        Epoch(i, i, 1.0, log, {"loss": [0.5] * 40}) for i, log in enumerate(logs)
    )
    settings = msgspec.structs.asdict(training)
    scores = {"loss": 1 / key, "accuracy": 1 - 1 / key}
    return Run(
        "",
        "",
        "finished",
        60.0 * key,
        60.0 * key + 30,
        key,
        settings,
        {},
        epochs,
        scores,
    )


def test_read_all(benchmark, path):
    runs = benchmark(RunStore.beside(path).list)
    assert len(runs) == RUNS


def test_read_what_changed(benchmark, path):
    folder = RunStore.beside(path).folder
    assert len(benchmark(outlines, folder)) == RUNS


def test_show(benchmark, path, qtbot):
    """Target: seen within half a second, no stall of the window above 50 ms.

    Stalls are counted in the window's own CPU time: other programs are not its making.
    """
    longest = []

    def show():
        panel = RunsPanel(DARK)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitExposed(panel)
        ticks = [time.thread_time()]
        timer = QTimer(panel, interval=0)
        timer.timeout.connect(lambda: ticks.append(time.thread_time()))
        timer.start()
        panel.show_runs_of(path)
        qtbot.waitUntil(lambda: len(panel.model.rows) == RUNS)
        longest.append(max(b - a for a, b in itertools.pairwise(ticks)))
        panel.hide()

    benchmark.pedantic(show, rounds=5, warmup_rounds=1)
    stall = round(1000 * statistics.median(longest), 1)
    benchmark.extra_info["longest stall in ms"] = stall
    print(f"longest stall: {stall} ms")


def test_sort(benchmark, path, qtbot):
    panel = RunsPanel(DARK)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_runs_of(path)
    qtbot.waitUntil(lambda: len(panel.model.rows) == RUNS)
    orders = [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]

    def sort():
        for order in orders:
            panel.model.sort(1, order)

    benchmark(sort)
