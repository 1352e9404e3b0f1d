"""Reads the data sets that need no file."""

from kgraph.data.table import Table, TableColumn, table
from kgraph.document.builtin import BUILTINS, DIGITS, BuiltinData
from kgraph.document.errors import DataError


def read(name: str) -> Table:
    """Returns a data set that ships with scikit-learn, or is drawn; no download.

    Raises:
        DataError: If there is none of that name.
    """
    builtin = BUILTINS.get(name)
    if builtin is None:
        raise DataError(
            f"Built-in data must be one of {', '.join(BUILTINS)}. Received: {name!r}."
        )
    columns = _drawn() if builtin.is_drawn else _bundled(builtin)
    return table(columns, f"Built-in data {name!r}")


def _drawn() -> list[TableColumn]:
    from kgraph.codegen.shapes import load_shapes

    return [TableColumn(name, values) for name, values in load_shapes().items()]


def _bundled(builtin: BuiltinData) -> list[TableColumn]:
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{builtin.name}")()
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
    return [*columns, target]
