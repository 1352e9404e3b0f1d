"""A model's architecture alone, as the JSON that Keras reads."""

import json
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Exporter, Subject


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    architecture = json.loads(subject.model.to_json())
    text = json.dumps(architecture, indent=2, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return ()


def _reopen(file: Path, _: str) -> Any:
    import keras

    return keras.models.model_from_json(file.read_text(encoding="utf-8"))


EXPORTER = Exporter(
    _write,
    reopen=_reopen,
    takes_placeholders=True,
    holds=frozenset({"config", "compilation"}),
)
