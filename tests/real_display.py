"""A real X display, a window of kgraph on it, and the mouse and keys of the system."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TOOLS = ("Xvfb", "xdotool", "openbox")
MISSING = [name for name in TOOLS if shutil.which(name) is None]
PATIENCE = 120.0  # seconds
PAUSE = 0.02  # seconds between two looks
EYES = Path(__file__).with_name("eyes.py")

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(MISSING), reason=f"{', '.join(MISSING)} must be installed for this test"
    ),
]


@contextlib.contextmanager
def real_display() -> Iterator[dict[str, str]]:
    """Starts a display of its own with a window manager; gives the environment."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x950x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        name = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    try:
        yield {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


@dataclass
class RealWindow:
    """A window that can be looked at; `act` is all that can be done to it.

    Args:
        pictures: Where a picture of the screen is left when something is not seen.
    """

    process: subprocess.Popen
    display: dict[str, str]
    pictures: Path

    def ask(self, question: str, *arguments: Any) -> Any:
        """Returns what the window answers; see `eyes.py` for what it can be asked."""
        self.process.stdin.write(json.dumps([question, *arguments]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(f"The window is gone. It was asked for {question}.")
        answer = json.loads(line)
        if "error" in answer:
            pytest.fail(f"{question} {arguments}: {answer['error']}")
        return answer["answer"]

    def see(
        self, condition: Callable[[], Any], what: str, patience: float | None = None
    ) -> Any:
        """Waits until something is seen, and returns it."""
        end = time.monotonic() + (patience or PATIENCE)
        while time.monotonic() < end:
            seen = condition()
            if seen:
                return seen
            time.sleep(PAUSE)
        picture = self.pictures / "screen.png"
        self.ask("take_picture", str(picture))
        story = json.dumps(self.ask("story"), indent=1)
        pytest.fail(f"Not seen: {what}. There is a picture in {picture}.\n{story}")

    def at_rest(self, question: str, *arguments: Any) -> Any:
        """Waits until the answer is there and is the same twice, and returns it."""
        last = None

        def is_same() -> Any:
            nonlocal last
            before, last = last, self.ask(question, *arguments)
            return last if last and last == before else None

        return self.see(is_same, f"{question} {arguments}")

    def act(self, *words: str | int) -> None:
        """Moves the mouse or presses keys."""
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=self.display, check=True, timeout=PATIENCE)


@contextlib.contextmanager
def real_window(
    display: dict[str, str], drawing: Path, home: Path
) -> Iterator[RealWindow]:
    """Opens a drawing in a window, as `kgraph FILE` does, and ends it at last."""
    own = {"KGRAPH_HOME": str(home / "home"), "XDG_CONFIG_HOME": str(home / "config")}
    process = subprocess.Popen(
        [sys.executable, "-P", str(EYES), str(drawing)],
        env={**display, **own},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        window = RealWindow(process, display, home)
        window.see(lambda: window.ask("is_ready"), "the window")
        yield window
    finally:
        process.kill()
        process.communicate()
