"""A window is killed in the middle of the work; the next start brings it back."""

import signal
import subprocess
import sys
import time

import pytest

from kgraph import templates
from kgraph.document import files
from kgraph.gui.safety.recovery import folder

PATIENCE = 30

WINDOW = """
import sys
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from kgraph.gui import app
from kgraph.gui.window import MainWindow


class Silent(QObject):
    received = Signal(object)
    died = Signal(str)
    last_words = ""
    def send(self, request): pass
    def close(self): pass


def tell(text):
    print(text, flush=True)


def when(find, act):
    def look():
        found = find()
        if found is None:
            QTimer.singleShot(50, look)
        else:
            act(found)
    look()


def window():
    shown = QApplication.topLevelWidgets()
    windows = [w for w in shown if isinstance(w, MainWindow) and w._is_painted]
    for window in windows:
        window.activateWindow()
    return windows[0] if windows and windows[0].isActiveWindow() else None


def dialog():
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    return next((d for d in shown if d.isVisible()), None)


def work(window):
    window.panels.canvas.viewer.setFocus()
    QTest.keyClick(window.panels.canvas.viewer, Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "Dropout")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    tell(len(window.document.graph.nodes))


def recover(dialog):
    for label in dialog.findChildren(QLabel):
        tell(label.text())
    tell("end")
    QTest.mouseClick(
        dialog.findChild(QPushButton, "recover"), Qt.MouseButton.LeftButton
    )
    when(window, save)


def save(window):
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    tell(window.document.path)
    tell(window.document.is_modified)
    window.close()


app.make_application()
if sys.argv[1] == "work":
    when(window, work)
else:
    when(dialog, recover)
sys.exit(app.run(sys.argv[2] if len(sys.argv) > 2 else None, engine_factory=Silent))
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "digits.kgraph"
    files.save(templates.load("digits"), path)
    return path


@pytest.fixture
def start():
    """Starts a window in a process of its own; none outlives the test."""
    started = []
    yield lambda *arguments: started.append(_process(*arguments)) or started[-1]
    for process in started:
        process.kill()
        process.communicate()


def _process(*arguments):
    return subprocess.Popen(
        [sys.executable, "-P", "-c", WINDOW, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.slow
def test_what_a_killed_window_had_is_offered_and_saved(start, path):
    saved = files.load(path)
    process = start("work", path)
    count = int(process.stdout.readline())
    wait_until(lambda: list(folder().glob("*.recovery")))
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert files.load(path) == saved
    process = start("recover")
    said, _ = process.communicate(timeout=PATIENCE)
    offer, _, end = said.partition("end\n")
    assert "digits.kgraph" in offer
    assert "Dropout 'dropout_2' added" in offer
    assert end.split() == [str(path), "False"]
    assert process.returncode == 0
    assert len(files.load(path).main.nodes) == count == len(saved.main.nodes) + 1
    assert list(folder().iterdir()) == []
