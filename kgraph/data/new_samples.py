"""Reads samples that training has never seen, as its own columns have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import LazyArray
from kgraph.data.looking.looks import is_image
from kgraph.data.recipe import Recipe
from kgraph.data.samples import Samples
from kgraph.data.sources import read
from kgraph.data.sources.folders.image_file import ImageDecoding
from kgraph.data.sources.folders.text_folder import TextDecoding
from kgraph.data.table import Table, TableColumn
from kgraph.data.together import alike
from kgraph.data.windows import windowed
from kgraph.document.binding import in_words, preparation_of
from kgraph.document.errors import DataError
from kgraph.document.project import DataSource, Project, SourceKind, Windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

PURPOSE = "prediction"
_TABLES: dict[str, SourceKind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".npz": "npz",
    ".npy": "npy",
    ".h5": "hdf5",
    ".hdf5": "hdf5",
}


@dataclass(frozen=True, eq=False)
class NewSamples:
    """Samples from a file.

    Attributes:
        names: What each is called: the file, and the row in it.
        inputs: Arrays by the names of the Inputs, prepared as for training.
        table: What was read, before it was prepared.
    """

    names: tuple[str, ...]
    inputs: dict[str, Any]
    table: Table


def read_new(project: Project, recipe: Recipe, path: str | Path) -> NewSamples:
    """Returns the samples in a file, prepared as those that the recipe was fitted on.

    A table (CSV, TSV, Parquet) or arrays (NPY, NPZ, HDF5) hold the columns of the
    Inputs; targets may be absent. Any other file is a single sample: an image, a sound
    or a text, for the only column that the Inputs take.

    Raises:
        DataError: If it cannot be read, or is not what the Inputs take.
    """
    import numpy as np

    path = Path(path)
    if not path.is_file():
        received = "something else" if path.exists() else "no such file"
        raise DataError(f"{path} must be a file of samples. Received: {received}.")
    if not path.stat().st_size:
        raise DataError(f"{path} must be a file of samples. Received: an empty file.")
    wanted = input_columns(project)
    kind = _TABLES.get(path.suffix.lower())
    if kind is None:
        table = Table({wanted[0]: _single(recipe, path, wanted)})
    else:
        table = _rows(project, recipe, path, kind, wanted)
    _check_complete(project, table)
    inputs = recipe.inputs_of(table, np.arange(len(table)))
    return NewSamples(_names(project, path, kind, len(table)), inputs, table)


def read_other(project: Project, recipe: Recipe, path: str | Path) -> Samples:
    """Returns inputs and targets from another source of the same columns.

    Args:
        path: A table or arrays, or a folder like the one that was trained on.

    Raises:
        DataError: If it cannot be read, or lacks a column.
    """
    import numpy as np

    path = Path(path)
    kind = _TABLES.get(path.suffix.lower())
    source = project.data.source
    if source is None or not (path.is_dir() or kind):
        raise DataError(
            f"Expected train, validation, test, or a file or folder of samples. "
            f"Received: {str(path)!r}."
        )
    options = source.options if path.is_dir() or kind == source.kind else {}
    like_it = DataSource(kind or source.kind, path.name, options, source.windows)
    bound = [c for b in project.data.bindings.values() for c in b.columns]
    found = read(like_it, path.parent)
    table = alike(recipe.tables.main, found, dict.fromkeys(bound), "evaluation")
    everyone = np.arange(len(table))
    return Samples(
        recipe.inputs_of(table, everyone),
        recipe.targets_of(table, everyone),
        positions=everyone,
    )


def input_columns(project: Project) -> tuple[str, ...]:
    """Returns which columns the Inputs are given, each once."""
    names: dict[str, None] = {}
    for node in project.main.of_type("Input"):
        if binding := project.data.bindings.get(node.layer):
            names |= dict.fromkeys(binding.columns)
    return tuple(names)


def _rows(
    project: Project,
    recipe: Recipe,
    path: Path,
    kind: SourceKind,
    wanted: tuple[str, ...],
) -> Table:
    """Returns the rows of a table, in the categories of the samples to train on."""
    source = project.data.source
    options = source.options if source is not None and source.kind == kind else {}
    found = read(DataSource(kind, path.name, options), path.parent)
    if source is not None and source.windows is not None:
        found = _last_windows(found, source.windows, str(path))
    main = recipe.tables.main
    named = Table(
        {name: _like(main, name, column) for name, column in _named(found, wanted)}
    )
    if not named.columns:
        raise DataError(
            f"{path} must have the columns of the Inputs, {in_words(wanted)}. "
            f"Received: {in_words(found.columns)}."
        )
    return alike(main, named, wanted, PURPOSE)


def _named(found: Table, wanted: tuple[str, ...]) -> list[tuple[str, TableColumn]]:
    """Returns the columns that are wanted under the names that training knows.

    A source that lies beside another has a number before its names; a single array
    needs no name.
    """
    columns = list(found.columns.values())
    if len(columns) == len(wanted) == 1:
        return [(wanted[0], replace(columns[0], name=wanted[0]))]
    pairs = []
    for name in wanted:
        number, _, bare = name.partition(".")
        column = found.columns.get(name)
        if column is None and number.isdigit():
            column = found.columns.get(bare)
        if column is not None:
            pairs.append((name, replace(column, name=name)))
    return pairs


def _like(main: Table, name: str, column: TableColumn) -> TableColumn:
    """Returns a column with the samples' shape, and with text as training has it."""
    import numpy as np

    known = main.columns.get(name)
    if known is None or isinstance(column.values, LazyArray):
        return column
    if known.values.dtype == "object" and column.categories is not None:
        texts = column.texts(np.arange(len(column.values)))
        return replace(column, values=texts, categories=None)
    shape = known.values.shape[1:]
    if shape and column.values.shape == shape:
        return replace(column, values=column.values[None])
    return column


def _last_windows(table: Table, windows: Windows, where: str) -> Table:
    """Returns every window of a series, up to its end: what is ahead is to be told."""
    import numpy as np

    longer = {}
    for name, column in table.columns.items():
        unknown = np.repeat(column.array[-1:], windows.ahead, axis=0)
        values = np.concatenate([column.array, unknown])
        longer[name] = replace(column, values=values, lines=None)
    every = Windows(windows.length, windows.ahead)
    return windowed(Table(longer), every, where)


def _single(recipe: Recipe, path: Path, wanted: tuple[str, ...]) -> TableColumn:
    """Returns a column of one sample: what is in a file."""
    import numpy as np

    if len(wanted) != 1:
        raise DataError(
            f"{path} is one value, and the Inputs take {in_words(wanted)}. Give a CSV "
            "or NPZ file with all of these."
        )
    column = recipe.tables.main.columns[wanted[0]]
    values, shape = column.values, column.values.shape[1:]
    if isinstance(values, LazyArray):
        return TableColumn(column.name, replace(values, paths=(str(path),)))
    if values.dtype == "object" or column.is_long_text:
        text = TextDecoding().read(str(path))
        return TableColumn(column.name, np.array([str(text)], object))
    if is_image(shape):
        return TableColumn(column.name, _image(column, path)[None])
    raise DataError(
        f"Column {column.name!r} has samples of shape {shape}: give them as a CSV, NPY "
        f"or NPZ file. Received: {path}."
    )


def _image(column: TableColumn, path: Path) -> NDArray:
    """Returns an image in the size and the range of a column of arrays."""
    shape = column.values.shape[1:]
    channels = shape[2] if len(shape) == 3 else 1
    pixels = ImageDecoding(shape[0], shape[1], channels).read(str(path))
    known = column.description
    low, high = known.minimum or 0.0, known.maximum or 0.0
    return (low + pixels.reshape(shape) / 255.0 * (high - low)).astype("float32")


def _check_complete(project: Project, table: Table) -> None:
    for binding in project.data.bindings.values():
        for name in binding.columns:
            if column := table.columns.get(name):
                may_lack = preparation_of(binding, name).missing != "refuse"
                column.check_complete(may_lack=may_lack)


def _names(
    project: Project, path: Path, kind: SourceKind | None, count: int
) -> tuple[str, ...]:
    if kind is None or count == 1:
        return (path.name,)
    source = project.data.source
    if source is not None and source.windows is not None:
        last = source.windows.length
        return tuple(f"{path.name}, rows {i + 1} to {i + last}" for i in range(count))
    return tuple(f"{path.name}, row {i + 1}" for i in range(count))
