"""What ruff, with its default settings, has to say about a program."""

import subprocess
import sys
from pathlib import Path

_RUFF = Path(sys.executable).with_name("ruff")


def reformatting(text: str) -> str:
    """Returns what `ruff format` would change, "" if nothing."""
    return _ruff(["format", "--diff"], text)


def complaints(text: str) -> str:
    """Returns what `ruff check` finds, "" if nothing."""
    return _ruff(["check", "--quiet", "--output-format", "concise"], text)


def _ruff(command: list[str], text: str) -> str:
    done = subprocess.run(
        [_RUFF, *command, "--isolated", "--stdin-filename", "program.py", "-"],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
