"""Reads HDF5 in a short-lived process, which may crash or be killed without harm.

The C library behind HDF5 was not made for damaged files: some of them end the process.
The child knows neither Keras nor the window and is there in a quarter of a second.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import limits
from kgraph.importing.opening.hdf5 import Contents, copy_checked

_REFUSED = 3
# One thread each: the pools of many cores would take the child's address space. The
# last one says that HDF5 may load no plug-ins.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "HDF5_PLUGIN_PRELOAD": "::",
    "HDF5_USE_FILE_LOCKING": "FALSE",
}


def copy_weights(source: Path, target: Path) -> Contents:
    """Copies an HDF5 file into a plain one, in a process of its own.

    Args:
        target: A file that is not there yet.

    Returns:
        What the copy holds.

    Raises:
        ImportRefusedError: If the file is damaged or could do harm, or takes longer
            than its size explains.
    """
    seconds = limits.CHILD_WAIT + source.stat().st_size / limits.BYTES_A_SECOND
    command = [sys.executable, "-P", "-m", __name__, str(source.resolve())]
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
                [*command, str(target.resolve())],
                cwd=empty,
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ImportRefusedError(
                f"The weights could not be read within {seconds:.0f} seconds; a file "
                "of this size needs far less. It is damaged, or made to be slow."
            ) from error
    if done.returncode == _REFUSED:
        raise ImportRefusedError(done.stdout.decode("utf-8", "replace"))
    if done.returncode != 0:
        raise ImportRefusedError(
            "The HDF5 file with the weights is damaged: reading it ended with an error "
            f"of the HDF5 library. Received: exit code {done.returncode}."
        )
    return msgspec.json.decode(done.stdout, type=Contents)


def _limit_itself(source: Path) -> None:
    """Lets this process have so much memory, time and disk and no more."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there too.
        return
    size = source.stat().st_size
    written = limits.HDF5_TOTAL_BYTES + (limits.HDF5_RATIO + 1) * size
    seconds = int(limits.CHILD_SECONDS + size / limits.BYTES_A_SECOND) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.CHILD_BYTES),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        # A stricter limit that is set already stays.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def main(source: str, target: str) -> int:
    """Copies the file; prints what it holds, or why it was refused."""
    _limit_itself(Path(source))
    try:
        contents = copy_checked(Path(source), Path(target))
    except ImportRefusedError as error:
        sys.stdout.write(str(error))
        return _REFUSED
    sys.stdout.buffer.write(msgspec.json.encode(contents))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
