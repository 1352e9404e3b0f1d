"""A model's weights alone, as a `.weights.h5` file."""

from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Exporter, Subject


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    model = subject.model
    optimizer = getattr(model, "optimizer", None)
    model.optimizer = None  # whoever loads the weights has one of their own
    model.save_weights(file)
    model.optimizer = optimizer
    return ()


def _reopen(file: Path, architecture: str) -> Any:
    import keras

    model = keras.models.model_from_json(architecture)
    model.load_weights(file)
    return model


EXPORTER = Exporter(_write, reopen=_reopen, holds=frozenset({"weights"}))
