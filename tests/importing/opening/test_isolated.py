"""What goes wrong in the child that reads HDF5 ends in a sentence here."""

import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest
from importing import hostile_parts

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import isolated, limits


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "weights.h5"
    path.write_bytes(hostile_parts.weights())
    return path


def test_the_copy_holds_the_same(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.h5"
    contents = isolated.copy_weights(source, target)
    assert contents.datasets["layers/dense/vars/0"].shape == (4, 2)
    with h5py.File(target) as file:
        assert np.array_equal(file["layers/dense/vars/0"][()], np.ones((4, 2)))


def test_the_child_knows_no_keras() -> None:
    text = (
        "import sys, kgraph.importing.opening.isolated; print('keras' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


def test_a_slow_child_is_ended(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHILD_WAIT", 0.0)
    with pytest.raises(ImportRefusedError, match="could not be read within 0 seconds"):
        isolated.copy_weights(source, tmp_path / "copy.h5")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that fails")
def test_a_crash_is_a_damaged_file(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashing = tmp_path / "python"
    crashing.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crashing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crashing))
    with pytest.raises(ImportRefusedError, match="exit code -11"):
        isolated.copy_weights(source, tmp_path / "copy.h5")
