"""A model as a legacy `.h5` file, for programs that know no `.keras`.

It has no place for the module of a class, so that it cannot hold placeholders.
"""

import logging
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Exporter, Subject

_STATE = Finding(
    "Keras does not give the optimizer's state back from a legacy file: training goes "
    "on with a fresh one."
)


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    logger = logging.getLogger("absl")
    level = logger.level
    logger.setLevel(logging.ERROR)  # Keras calls the format legacy; so does the menu
    try:
        subject.model.save(file)
    finally:
        logger.setLevel(level)
    return (_STATE,) if subject.model.compiled else ()


def _reopen(file: Path, _: str) -> Any:
    import keras

    return keras.saving.load_model(file, safe_mode=True)


EXPORTER = Exporter(
    _write,
    reopen=_reopen,
    holds=frozenset({"config", "weights", "compilation"}),
)
