"""Reads the data sets that ship with scikit-learn."""

from kgraph.data.table import Table, TableColumn, table
from kgraph.document.builtin import BUILTINS, DIGITS
from kgraph.document.errors import DataError


def read(name: str) -> Table:
    """Returns a data set of scikit-learn; nothing is downloaded.

    Raises:
        DataError: If there is none of that name.
    """
    builtin = BUILTINS.get(name)
    if builtin is None:
        raise DataError(
            f"Built-in data must be one of {', '.join(BUILTINS)}. Received: {name!r}."
        )
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")()
    features = [bunch.images] if builtin is DIGITS else bunch.data.T
    columns = [
        TableColumn(column, values)
        for column, values in zip(builtin.features, features, strict=True)
    ]
    if builtin.categories:
        codes = bunch.target.astype("int32")
        target = TableColumn(builtin.target, codes, builtin.categories)
    else:
        target = TableColumn(builtin.target, bunch.target)
    return table([*columns, target], f"Built-in data {name!r}")
