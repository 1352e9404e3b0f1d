"""Runs a Python program that builds a model, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

from kgraph.importing.errors import ImportRefusedError

LIMIT = 60.0
"""Seconds that a program has to build its model."""

_BUILDING = "kgraph.importing.making.building"
_SHOWN = 10  # lines of what it printed, where it fails
_KEPT = 16  # pieces of 4 kB of it that are kept, however much it prints


@contextmanager
def built(path: Path, content: bytes, limit: float = LIMIT) -> Iterator[Path]:
    """Runs a program and yields the `.keras` file of the model that it built.

    It stands in its own folder, where it finds what lies beside it; nobody answers
    what it asks, and what it starts ends with it.

    Args:
        path: Where the program lies.
        content: What the person has agreed to run: the bytes of the file.
        limit: Seconds after which it is ended.

    Raises:
        ImportRefusedError: If it builds no model in time; shows what it printed.
    """
    with tempfile.TemporaryDirectory(
        prefix="kgraph-", ignore_cleanup_errors=True
    ) as folder:
        path = path.resolve()
        Path(folder, "program.py").write_bytes(content)
        printed = _run(path, folder, limit)
        answer = _answer(Path(folder), path)
        if "error" in answer:
            raise _failure(path, answer["error"], printed)
        yield Path(folder, "model.keras")


def _run(path: Path, folder: str, limit: float) -> str:
    """Runs the program to its end and returns the end of what it printed."""
    process = subprocess.Popen(
        # -P: what lies in the program's folder must not stand in for Keras's parts.
        [
            sys.executable,
            "-P",
            "-m",
            "kgraph.importing.making.building",
            str(path),
            folder,
        ],
        cwd=path.parent,
        env={**os.environ, "MPLBACKEND": "Agg", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    kept: deque[bytes] = deque(maxlen=_KEPT)
    assert process.stdout is not None
    reader = Thread(target=_keep, args=(process.stdout, kept), daemon=True)
    reader.start()
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        _end(process)
        reader.join(1.0)
        error = f"The program built no model within {limit:g} seconds and was ended."
        raise _failure(path, error, _text(kept)) from None
    finally:
        _end(process)
    reader.join(1.0)
    return _text(kept)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the process, if it still runs, and what it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _keep(stream: IO[bytes], kept: "deque[bytes]") -> None:
    with stream:
        while piece := stream.read1(4096):  # type: ignore[attr-defined]
            kept.append(piece)


def _text(kept: "deque[bytes]") -> str:
    return b"".join(list(kept)).decode(errors="replace")


def _answer(folder: Path, path: Path) -> dict[str, str]:
    try:
        answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"error": "The program ended its process before it was through."}
    return answer if isinstance(answer, dict) else {}


def _failure(path: Path, sentence: str, printed: str) -> ImportRefusedError:
    lines = [line.rstrip() for line in printed.splitlines() if _is_own(line)]
    shown = "\n  ".join(line[:200] for line in lines[-_SHOWN:])
    tail = f"\nIt printed:\n  {shown}" if shown else ""
    return ImportRefusedError(f"{path} gives no model. {sentence}{tail}")


def _is_own(line: str) -> bool:
    """Whether the program may have printed it, not TensorFlow as it is imported."""
    chatter = ("WARNING: All log messages before absl",)
    is_log = line[:5] in ("I0000", "W0000", "E0000", "F0000")
    return bool(line.strip()) and not is_log and not line.startswith(chatter)
