"""A project as a Python program."""

from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Exporter, Subject


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    from kgraph.codegen import generate

    style: Any = subject.options["style"]
    program = generate(subject.project, style=style, folder=subject.folder)
    file.write_text(program.text, encoding="utf-8", newline="\n")
    return ()


def _reopen(file: Path, _: str) -> Any:
    source = file.read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": "program", "__file__": str(file)}
    exec(compile(source, str(file), "exec"), names)
    return names["build_model"]()


EXPORTER = Exporter(_write, reopen=_reopen, holds=frozenset({"config"}))
