"""How long until NASNetLarge stands in the window with its shapes, from nothing."""

import subprocess
import sys

import keras
import pytest

from kgraph.document import files
from kgraph.modeling import read

SCRIPT = """
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

application = QApplication([])
from kgraph.gui.document import Document
from kgraph.gui.engine_client import ProcessEngine
from kgraph.gui.window import MainWindow

window = MainWindow(Document(), ProcessEngine)
window.resize(1600, 1000)
window.painted.connect(window.start)
window.show()
window.filing.load(Path(sys.argv[1]))


def tell(analysis):
    if "main" in analysis.graphs:
        window.panels.canvas.grab()
        print(len(analysis.graphs["main"].nodes), flush=True)
        window.close()
        application.quit()


window.analyst.analyzed.connect(tell)
application.exec()
"""


@pytest.fixture(scope="module")
def nasnet(tmp_path_factory):
    with keras.StatelessScope(initialize_variables=False):
        project = read(keras.applications.NASNetLarge(weights=None))
    path = tmp_path_factory.mktemp("nasnet") / "nasnet.kgraph"
    files.save(project, path)
    return path


def opened(path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, path], capture_output=True, text=True, timeout=90
    )
    return done.stdout.strip()


def test_nasnet_with_its_shapes(benchmark, nasnet):
    """Target: under 6 s, the start of the window and of its engine included."""
    shown = benchmark.pedantic(opened, args=(nasnet,), rounds=5, warmup_rounds=1)
    assert int(shown) > 1000
