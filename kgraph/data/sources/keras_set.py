"""Reads the sets of `keras.datasets`, which are downloaded once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from sys import stderr
from typing import TYPE_CHECKING, Any

from kgraph.data.progress import Progress
from kgraph.data.sources.fetching import fetch
from kgraph.data.sources.options import option
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError
from kgraph.document.keras_sets import KERAS_SETS, KerasSet

if TYPE_CHECKING:
    from numpy.typing import NDArray


def read(
    name: str, options: Mapping[str, Any], progress: Progress | None = None
) -> Table:
    """Returns a set of `keras.datasets`: all of it, or one of its two parts.

    Its files lie where Keras keeps them, `KERAS_HOME` or `~/.keras`. Those to train on
    come first. Texts are word numbers, cut or filled at their beginning.

    Args:
        progress: Is told how the download gets on.

    Raises:
        DataError: If there is none of that name, or it cannot be downloaded.
    """
    known = KERAS_SETS.get(name)
    if known is None:
        raise DataError(
            f"A set of Keras must be one of {', '.join(KERAS_SETS)}. Received: "
            f"{name!r}."
        )
    part = option("keras", options, "part")
    for file in known.files:
        target = _folder() / file.place
        fetch(file.url, target, f"{known.title} ({target.name})", file.sha256, progress)
    x, y = _load(known, part, options)
    if len(known.features) > 1:
        columns = [
            TableColumn(feature, x[:, place])
            for place, feature in enumerate(known.features)
        ]
    else:
        columns = [TableColumn(known.features[0], x)]
    if known.categories:
        codes = y.reshape(-1).astype("int32")
        columns.append(TableColumn(known.target, codes, known.categories))
    else:
        columns.append(TableColumn(known.target, y))
    return table(columns, f"{known.title} of Keras")


def _load(
    known: KerasSet, part: str, options: Mapping[str, Any]
) -> tuple[NDArray, NDArray]:
    import numpy as np

    module = import_module(f"keras.datasets.{known.name}")
    words = option("keras", options, "words")
    length = option("keras", options, "length")
    if min(words, length) < 1:
        raise DataError(
            "The words told apart and the length of a text must be 1 or more. "
            f"Received: words={words}, length={length}."
        )
    told = {"num_words": words} if known.is_text else {}
    try:
        with redirect_stdout(stderr):
            both = module.load_data(**told)
    except Exception as error:  # a damaged file makes Keras raise anything
        raise DataError(
            f"{known.title} cannot be read. Received: {error}. Delete its files in "
            f"{_folder() / 'datasets'}; they are downloaded anew then."
        ) from error
    pairs = dict(zip(("train", "test"), both, strict=True))
    chosen = [pairs[part]] if part in pairs else list(pairs.values())
    if known.is_text:
        from keras.utils import pad_sequences

        chosen = [(pad_sequences(x, maxlen=length), y) for x, y in chosen]
    xs, ys = zip(*chosen, strict=True)
    return np.concatenate(xs), np.concatenate(ys)


def _folder() -> Path:
    """Returns the folder where Keras looks for what it has downloaded."""
    chosen = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    if os.access(chosen, os.W_OK) or not chosen.exists():
        return chosen
    shared = Path("/tmp")
    return (shared if shared.is_dir() else Path(tempfile.gettempdir())) / ".keras"
