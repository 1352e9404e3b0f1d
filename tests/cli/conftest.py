import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def kgraph(tmp_path: Path) -> Run:
    """Runs the command in a clean process, in a folder of its own."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "kgraph", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=240,
            **options,
        )

    return run
