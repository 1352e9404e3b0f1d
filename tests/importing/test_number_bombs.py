"""No number in a config keeps the engine busy or fills its memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from importing import number_bombs

from kgraph.importing.opening import limits


@pytest.mark.slow
@pytest.mark.parametrize("number", [number_bombs.HUGE, limits.SIZE, limits.LENGTH])
def test_a_huge_number_in_any_argument_does_no_harm(number: int) -> None:
    """The largest numbers that are let through are those that could do harm."""
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "importing.number_bombs", str(number)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])},
        capture_output=True,
        text=True,
        timeout=1_800,
        check=False,
    )
    last = done.stdout.splitlines()[-1:]
    assert done.returncode == 0, (last, done.stderr[-3_000:])
    assert int(last[0].removesuffix(" cases")) > 1_500
