"""How long a person waits for the window, from the command to the first paint."""

import subprocess
import sys

SCRIPT = """
import sys

from kgraph import cli
from kgraph.gui import app
from PySide6.QtWidgets import QApplication


def tell(window):
    print("keras" in sys.modules or "tensorflow" in sys.modules, flush=True)
    QApplication.quit()


def run(path, **options):
    from kgraph.gui.window import MainWindow

    MainWindow.start = tell  # called when the window was painted first
    return open_window(path, **options)


open_window, app.run = app.run, run
sys.argv = ["kgraph"]
cli.main()
"""


def open_and_wait_for_paint() -> str:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True
    )
    with process:
        return process.stdout.readline().strip()


def test_window_visible(benchmark):
    """Target: under 1.0 s warm, and Keras not imported."""
    said = benchmark.pedantic(open_and_wait_for_paint, warmup_rounds=1, rounds=5)
    assert said == "False"
