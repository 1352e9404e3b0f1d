"""A smoke test on a real X display, with the mouse of the system."""

import subprocess
import sys
import time

import pytest
import real_display

from kgraph import templates
from kgraph.document import files
from kgraph.runs import RunStore

PATIENCE = 90  # seconds

pytestmark = real_display.pytestmark

# Opens a file as `kgraph FILE` does, tells where things are, and obeys no one but the
# mouse and the keyboard.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kgraph.gui import app
from kgraph.gui.window import MainWindow

where, picture = Path(sys.argv[2]), sys.argv[3]


def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            tell(window)


def tell(window):
    palette, viewer = window.panels.palette, window.panels.canvas.viewer
    tree = palette._tree
    dense = next(
        (item for top in palette._items for item in children(top)
         if item.text(0) == "Dense"), None)
    if dense is None:
        return
    start = tree.viewport().mapToGlobal(tree.visualItemRect(dense).center())
    end = viewer.viewport().mapToGlobal(viewer.viewport().rect().center())
    types = [layer.type for layer in window.document.graph.layers.values()]
    text = f"{start.x()} {start.y()} {end.x() - 150} {end.y()} {types.count('Dense')} "
    temporary = where.with_suffix(".new")
    temporary.write_text(text + window.session.state.value)
    temporary.replace(where)
    window.screen().grabWindow(0).save(picture)


def children(item):
    return [item.child(row) for row in range(item.childCount())]


app.make_application()
timer = QTimer(interval=200)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run(sys.argv[1]))
"""


@pytest.fixture
def display():
    with real_display.real_display() as display:
        yield display


def test_a_layer_is_dragged_and_a_run_is_started(display, tmp_path):
    drawing, where = tmp_path / "wine.kgraph", tmp_path / "where"
    picture = tmp_path / "window.png"
    files.save(templates.load("wine"), drawing)
    window = subprocess.Popen(
        [sys.executable, "-P", "-c", WINDOW, str(drawing), str(where), str(picture)],
        env=display,
    )
    try:
        x, y, to_x, to_y, dense, _ = see(where, settled())
        drag(display, (int(x), int(y)), (int(to_x), int(to_y)))
        see(where, lambda words: int(words[4]) == int(dense) + 1)
        act(display, "key", "ctrl+z")
        see(where, lambda words: words[4] == dense)
        act(display, "key", "F5")
        see(where, lambda words: words[5] == "running")
        see(where, lambda words: words[5] == "idle")
        act(display, "key", "ctrl+q")
        assert window.wait(PATIENCE) == 0
    finally:
        window.kill()
        window.wait()
    (run,) = RunStore.beside(drawing).list()
    assert run.state == "finished"
    assert picture.stat().st_size > 10_000


def drag(display, start, end, steps=10):
    act(display, "mousemove", *map(str, start), "mousedown", "1")
    for step in range(1, steps + 1):
        point = (a + (b - a) * step // steps for a, b in zip(start, end, strict=True))
        act(display, "mousemove", *map(str, point))
    act(display, "mouseup", "1")


def act(display, *words):
    """Moves the mouse and presses keys, and leaves the window time to hear it."""
    subprocess.run(["xdotool", *words], env=display, check=True, timeout=20)
    time.sleep(0.05)


def settled(pause=1.0):
    """Returns a condition: the window has told the same for a while."""
    last, since = None, 0.0

    def is_settled(words):
        nonlocal last, since
        if words != last:
            last, since = words, time.monotonic()
        return time.monotonic() - since > pause

    return is_settled


def see(where, condition):
    """Waits until what the window tells is as expected, and returns it."""
    end = time.monotonic() + PATIENCE
    words = None
    while time.monotonic() < end:
        if where.exists():
            words = where.read_text().split()
            if condition(words):
                return words
        time.sleep(0.1)
    pytest.fail(f"It was never seen. What was: {words}")
