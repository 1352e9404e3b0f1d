"""A project as a Jupyter notebook."""

import json
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Exporter, Subject


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    from kgraph.codegen.notebook import notebook

    style: Any = subject.options["style"]
    text = notebook(subject.project, style=style, folder=subject.folder)
    file.write_text(text, encoding="utf-8", newline="\n")
    return ()


def _reopen(file: Path, _: str) -> Any:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
    names: dict[str, Any] = {"__name__": "notebook"}
    for id in ("imports", "model"):
        exec(compile(sources[id], f"{file}:{id}", "exec"), names)
    return names["build_model"]()


EXPORTER = Exporter(_write, reopen=_reopen, holds=frozenset({"config"}))
