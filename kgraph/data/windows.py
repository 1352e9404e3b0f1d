"""Makes pieces of a time series of the rows of a table."""

from __future__ import annotations

from dataclasses import replace

from kgraph.data.lazy import LazyArray
from kgraph.data.table import Table, TableColumn
from kgraph.document.columns import AHEAD
from kgraph.document.errors import DataError
from kgraph.document.project import Windows


def windowed(table: Table, windows: Windows, where: str) -> Table:
    """Returns the table whose samples are pieces of this one, in their order.

    A column `x` holds `length` values in each sample, and `x_ahead` the one that
    stands `ahead` rows behind the last of them. Nothing is copied: both are views.

    Args:
        where: The source, as errors name it.

    Raises:
        DataError: If there are too few rows, or a name would be there twice.
    """
    for name in ("length", "ahead", "stride"):
        if getattr(windows, name) < 1:
            raise DataError(
                f"The {name} of windows must be 1 or more. Received: "
                f"{getattr(windows, name)}."
            )
    needed = windows.length + windows.ahead
    if len(table) < needed:
        raise DataError(
            f"{where} must have {needed} rows for windows of {windows.length} and "
            f"{windows.ahead} ahead. Received: {len(table)}."
        )
    columns = {}
    for name, column in table.columns.items():
        if isinstance(column.values, LazyArray):
            raise DataError(
                f"Windows are made of the rows of a table. Received: {where}, whose "
                f"column {name!r} lies in files."
            )
        ahead = f"{name}{AHEAD}"
        if ahead in table.columns:
            raise DataError(
                f"Windows call what is ahead of {name!r} {ahead!r}. Received: {where}, "
                "which has a column of that name. Rename it."
            )
        columns[name] = _pieces(column, windows)
        columns[ahead] = _ahead(column, windows)
    return Table(columns)


def _pieces(column: TableColumn, windows: Windows) -> TableColumn:
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    pieces = sliding_window_view(column.array, windows.length, axis=0)
    chosen = pieces[: -windows.ahead : windows.stride]
    in_order = np.moveaxis(chosen, -1, 1)
    return replace(column, values=in_order, lines=None, is_series=True)


def _ahead(column: TableColumn, windows: Windows) -> TableColumn:
    first = windows.length + windows.ahead - 1
    values = column.array[first :: windows.stride]
    lines = column.lines[first :: windows.stride] if column.lines else None
    return replace(column, name=f"{column.name}{AHEAD}", values=values, lines=lines)
