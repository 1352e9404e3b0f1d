"""Turns scaled numbers back into those of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgraph.data.preparing.prepare import Preparer
from kgraph.data.table import Table, TableColumn
from kgraph.document.columns import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray


def back_to_units(preparer: Preparer) -> Callable[[NDArray], NDArray] | None:
    """Returns what undoes the scaling of a target; None where nothing is scaled.

    All scaling is linear, so that what becomes of the least and the greatest value
    tells what becomes of every other.
    """
    import numpy as np

    if any(c.minimum is None or c.is_categorical for c in preparer.columns):
        return None
    ends = Table({c.name: _ends(c) for c in preparer.columns})
    both = np.arange(2)
    scaled = np.asarray(preparer(ends, both), "float64")
    plain = replace(
        preparer,
        changes=(_unchanged,) * len(preparer.changes),
        together=_unchanged,
        dtype="float64",
    )
    low, high = plain(ends, both)
    if np.allclose(scaled, (low, high)):
        return None
    width = scaled[1] - scaled[0]
    factor = np.divide(high - low, width, out=np.zeros_like(width), where=width != 0)
    return lambda numbers: low + (numbers - scaled[0]) * factor


def _ends(column: Column) -> TableColumn:
    import numpy as np

    ends = [np.full(column.shape, value) for value in (column.minimum, column.maximum)]
    return TableColumn(column.name, np.stack(ends))


def _unchanged(values: Any) -> Any:
    return values
