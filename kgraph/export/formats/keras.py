"""A model as a `.keras` file, with the recipe that it was made by."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec.structs import replace

from kgraph.document.reports import Finding
from kgraph.document.weights import without_keys
from kgraph.export.exporter import Exporter, Subject
from kgraph.runs.exporting.recipe import Recipe, encode

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def _write(subject: Subject, file: Path) -> tuple[Finding, ...]:
    subject.model.save(file)
    _append_recipe(subject, file)
    return ()


def _append_recipe(subject: Subject, file: Path) -> None:
    """Adds the drawing and its run to the archive; Keras passes over them.

    Paths of data stay as the drawing has them: absolute ones of this disk would mean
    nothing, and tell much, to whoever is given the file.
    """
    with ZipFile(file, "a") as archive:
        for name, content in sorted(encode(_recipe(subject)).items()):
            member = ZipInfo(name, _TIME)
            archive.writestr(member, content, compress_type=ZIP_DEFLATED)


def _recipe(subject: Subject) -> Recipe:
    from kgraph.document.files import dumps

    # The drawing names no file of weights: they are in the archive.
    drawing = replace(without_keys(subject.project), weights="")
    return Recipe(dumps(drawing), subject.run)


def _reopen(file: Path, _: str) -> Any:
    import keras

    return keras.saving.load_model(file, safe_mode=True)


EXPORTER = Exporter(
    _write,
    reopen=_reopen,
    takes_placeholders=True,
    holds=frozenset({"config", "weights", "compilation", "optimizer"}),
)
