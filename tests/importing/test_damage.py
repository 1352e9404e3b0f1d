"""Damaged files end in a sentence or in a model: never in a crash, a hang or a leak."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from importing import damage

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.loading import load

_CHILD = """
import resource, signal, sys, time
from pathlib import Path
from hypothesis import HealthCheck, given, seed, settings
from importing import damage
from importing.test_damage import open_one

folder, count, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
files = damage.good_files(folder)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + (1 << 30),) * 2)
slowest, seen, opened = 0.0, 0, 0

def run(case):
    global slowest, seen, opened
    # Of this process alone: the clock runs on where the machine is busy.
    signal.setitimer(signal.ITIMER_PROF, 10)
    start = time.monotonic()
    opened += open_one(case)
    slowest = max(slowest, time.monotonic() - start)
    seen += 1
    signal.setitimer(signal.ITIMER_PROF, 0)

checks = list(HealthCheck)
run = given(damage.damaged(files))(run)
run = settings(max_examples=count, deadline=None, database=None,
               suppress_health_check=checks)(run)
seed(first)(run)()
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - peak
print(f"{seen} cases, {opened} opened, slowest {slowest:.1f} s, {grown >> 20} MiB more")
assert seen >= count and grown < 1 << 30
"""


def open_one(case: tuple[str, bytes]) -> bool:
    """Loads a damaged file; returns whether a model came out."""
    suffix, data = case
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{suffix}"
        path.write_bytes(data)
        try:
            loaded = load(path)
        except ImportRefusedError:
            return False
        finally:
            assert os.listdir(folder) == [path.name]
        assert loaded.model.inputs
        return True


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return damage.good_files(tmp_path_factory.mktemp("good"))


def test_good_files_open(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        assert open_one((Path(name).suffix, data)), name


def test_a_hundred_damaged_files(files: dict[str, bytes]) -> None:
    @given(damage.damaged(files))
    @settings(
        max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    def check(case: tuple[str, bytes]) -> None:
        open_one(case)

    check()


@pytest.mark.slow
def test_thousands_of_damaged_files(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path), "5000", "1"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])},
        capture_output=True,
        text=True,
        timeout=3_600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "5000 cases" in done.stdout
