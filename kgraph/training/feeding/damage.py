"""Names the file that could not be read when training breaks off because of one."""

from collections.abc import Iterator
from contextlib import contextmanager

import keras

from kgraph.data import Dataset
from kgraph.data.lazy import LazyArray

# How TensorFlow says that a batch could not be made.
_NO_BATCH = "IteratorGetNext"


@contextmanager
def naming_damage(dataset: Dataset) -> Iterator[None]:
    """Turns an error of TensorFlow into one that names the file, if it was a file.

    Raises:
        DataError: If a file that the samples lie in cannot be read.
    """
    try:
        yield
    except Exception as error:
        parts = (dataset.train, dataset.validation, dataset.test)
        arrays = keras.tree.flatten([(part.inputs, part.targets) for part in parts])
        lazy = [array for array in arrays if isinstance(array, LazyArray)]
        if not lazy or _NO_BATCH not in str(error):
            raise
        from kgraph.training.feeding.files import find_damaged

        found = next(filter(None, map(find_damaged, lazy)), None)
        if found is None:
            raise
        raise found from error
