"""Shows samples of a run's own data as what they are."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kgraph.data.looking.find import kind_of_column
from kgraph.data.looking.looks import file_of, look_at
from kgraph.data.table import Table
from kgraph.document.binding import in_words
from kgraph.document.errors import DataError
from kgraph.document.looks import Sample
from kgraph.document.project import Data
from kgraph.evaluation.trained import trained


def recall(
    path: str | Path | None,
    run: str,
    part: str,
    *,
    columns: Sequence[str],
    positions: Sequence[int],
    detail: int = 1,
) -> tuple[Sample, ...]:
    """Returns what samples look like.

    Args:
        path: The `.kgraph` file beside which the run is.
        run: `latest`, `best` or its id.
        part: Whose source the positions are in.
        columns: Which columns to look at.
        detail: How closely to look; see `look_at`.

    Raises:
        KgraphError: If there is no such run, column or sample.
    """
    made = trained(path, run)
    table = made.recipe.table_of(part)
    check_positions(positions, len(table))
    if lacking := [name for name in columns if name not in table.columns]:
        raise DataError(
            f"The data must have the column {lacking[0]!r}. Received: "
            f"{in_words(table.columns)}."
        )
    return looks_of(made.project.data, table, columns, positions, detail)


def looks_of(
    data: Data,
    table: Table,
    columns: Sequence[str],
    positions: Iterable[int],
    detail: int = 1,
) -> tuple[Sample, ...]:
    """Returns what samples of a table look like.

    Args:
        data: Says what its columns are taken for.
        detail: How closely to look; see `look_at`.
    """
    shown = [(table.columns[name], kind_of_column(data, name)) for name in columns]
    return tuple(
        Sample(
            position,
            None,
            tuple(look_at(c, position, kind=kind, detail=detail) for c, kind in shown),
            file_of(shown[0][0], position) if shown else "",
        )
        for position in positions
    )


def check_positions(positions: Sequence[int], samples: int) -> None:
    """Raises if there is no sample at a position.

    Raises:
        DataError: With the first such position.
    """
    wrong = [position for position in positions if not 0 <= position < samples]
    if wrong:
        raise DataError(
            f"The data has the samples 0 to {samples - 1}. Received: {wrong[0]}."
        )
