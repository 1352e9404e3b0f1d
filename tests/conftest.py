"""What every test stands on: no display, no chatter, nobody's own settings."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# One thread less than cores, or a busy machine slows PyTorch and TensorFlow down.
os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 2) - 1)))

import pytest

from kgraph.gui.start.display import DisplayError, check_display

try:
    check_display()
except DisplayError as error:
    pytest.exit(str(error), returncode=1)

REPOSITORY = Path(__file__).parents[1]


def pytest_sessionfinish():
    """Empties the clipboard: what Python put there must not outlive it."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch):
    """Runs, settings and recovery files of a test never touch the person's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("KGRAPH_HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    return home


@pytest.fixture
def python() -> str:
    """The interpreter for clean processes."""
    return sys.executable


@pytest.fixture
def repository() -> Path:
    return REPOSITORY
