"""`--in-process`: the same window, with its engines in the same process."""

import subprocess
import sys

import pytest
from person import Person
from PySide6.QtCore import Qt

from kgraph import templates
from kgraph.document import files
from kgraph.engine.in_process import InProcessEngine
from kgraph.gui.training.session import State

pytestmark = pytest.mark.slow

CLOSE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from kgraph.engine.in_process import InProcessEngine
from kgraph.gui import app
from kgraph.gui.training import leaving
from kgraph.gui.training.session import State
from kgraph.gui.window import MainWindow

leaving.ask = lambda *_, **__: leaving.Answer.STOP
QMessageBox.warning = lambda *_: QMessageBox.StandardButton.Discard
moment, path = sys.argv[1:]


def act():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            step(window)


def step(window):
    if moment == "at once":
        window.close()
    elif window.session.is_idle:
        window.train()
    elif moment == "starting":
        window.close()
    elif window.session.state is State.RUNNING:
        series = window.panels.training.curves.series("loss")
        if series is not None and len(series.y) > 2:
            window.close()


timer = QTimer(interval=100)
timer.timeout.connect(act)
app.make_application()
timer.start()
sys.exit(app.run(path, engine_factory=InProcessEngine))
"""


@pytest.fixture
def endless(tmp_path):
    """A file whose training takes hours."""
    from msgspec.structs import replace

    project = templates.load("wine")
    training = replace(project.training, epochs=1_000_000, callbacks=())
    path = tmp_path / "wine.kgraph"
    files.save(replace(project, training=training), path)
    return path


def test_it_analyzes_trains_and_stops(qtbot, endless):
    person = Person(qtbot, InProcessEngine)
    assert person.window.filing.load(endless)
    person.look_for(lambda: all(card.shape for card in person.cards.values()))
    assert not person.problems
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.look_for(lambda: person.window.session.state is State.RUNNING)
    person.look_for(lambda: person.is_curve_drawn("val_loss", 2))
    person.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier, person.window)
    person.look_for(lambda: person.window.session.is_idle)
    assert "topped" in person.training.status
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.look_for(lambda: person.window.session.state is State.RUNNING)
    assert person.window.session.stop() is None
    person.look_for(lambda: person.window.session.is_idle)


@pytest.mark.parametrize("moment", ["at once", "starting", "running"])
def test_closing_the_window_ends_it_cleanly(moment, endless):
    done = subprocess.run(
        [sys.executable, "-P", "-c", CLOSE, moment, str(endless)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "QThread" not in done.stderr
    assert "Traceback" not in done.stderr
