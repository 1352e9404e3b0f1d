"""Starts the clean process that proves an export, and asks it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kgraph.document.reports import Finding, Proof
from kgraph.export.exporter import Exporter, ExportError, Subject
from kgraph.export.proof.task import Task, Verdict

_PATIENCE = 300.0  # seconds that it has to open and run a file


class Prover:
    """A clean process that imports what it needs while the file is being written.

    Its folder is a new one, and of this folder's modules it sees none.
    """

    def __init__(self, format: str, exporter: Exporter) -> None:
        self._exporter = exporter
        self._folder = tempfile.TemporaryDirectory(prefix="kgraph-proof-")
        self._words = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kgraph.export.proof", format],
            cwd=self._folder.name,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
        )

    def __enter__(self) -> "Prover":
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._words.close()
        self._folder.cleanup()

    def prove(self, subject: Subject, file: Path) -> tuple[Proof, tuple[Finding, ...]]:
        """Returns how the file compares with the model that it was written from.

        What could not be compared is found, too.

        Raises:
            ExportError: If the process cannot open it, or does not answer in time.
        """
        from kgraph.export.proof.reference import expected

        began = time.monotonic()
        model = subject.model
        self._tell("task", _task(subject, file))
        tolerance = self._exporter.tolerance(subject.options)
        folder = Path(self._folder.name)
        wanted = expected(
            model,
            folder,
            tolerance,
            self._exporter.holds,
            self._exporter.samples(subject),
        )
        self._tell("expected", wanted)
        verdict = self._hear()
        if verdict.error:
            raise ExportError(
                "A clean process cannot use the file that was written: "
                f"{verdict.error} Nothing was kept."
            )
        samples = wanted.samples if verdict.difference is not None else 0
        seconds = time.monotonic() - began
        found = f"The outputs were not compared: {wanted.reason}"
        return (
            Proof(verdict.checks, verdict.difference, tolerance, samples, seconds),
            (Finding(found, severity="warning"),) if wanted.reason else (),
        )

    def _tell(self, name: str, message: Any) -> None:
        assert self._process.stdin is not None
        # Through a file: a pipe is full soon, and who hangs does not empty it.
        Path(self._folder.name, f"{name}.json").write_bytes(
            msgspec.json.encode(message)
        )
        try:
            self._process.stdin.write(b"\n")
            self._process.stdin.flush()
        except OSError:  # it has died; what it said last is read below
            return

    def _hear(self) -> Verdict:
        try:
            answer, _ = self._process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise ExportError(
                "The clean process that opens the file again took more than "
                f"{_PATIENCE:g} seconds. Nothing was kept."
            ) from None
        try:
            return msgspec.json.decode(answer, type=Verdict)
        except msgspec.MsgspecError:
            return Verdict(error=self._last_words() or "It died without a word.")

    def _last_words(self) -> str:
        self._words.seek(0)
        lines = self._words.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""


def _task(subject: Subject, file: Path) -> Task:
    return Task(
        str(file),
        subject.architecture,
        subject.has_placeholders,
        subject.signature,
    )


def _environment() -> dict[str, str]:
    """Returns the environment: the same backend, and no graphics card."""
    backend = getattr(sys.modules.get("keras"), "backend", None)
    chosen = {"KERAS_BACKEND": backend.backend()} if backend else {}
    return {**os.environ, **chosen, "CUDA_VISIBLE_DEVICES": "-1"}
