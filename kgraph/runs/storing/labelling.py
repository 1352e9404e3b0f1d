"""What the person writes at a run: tags to sort by, and remarks."""

from collections.abc import Iterable
from pathlib import Path

from kgraph.runs.run import RunError
from kgraph.runs.storing import rows
from kgraph.runs.storing.sqlite_file import file_in, writing


def set_tags(folder: Path, run: str, tags: Iterable[str]) -> None:
    """Gives a run other tags.

    Args:
        folder: The store's.
        run: Its id.
        tags: Each is taken once, without the space around it.

    Raises:
        RunError: If there is no such run, or the store cannot be written to.

    Example:

    >>> set_tags(store.folder, "0003", ["baseline", "small"])  # doctest: +SKIP
    """
    _set(folder, run, "tags", rows.text(tidy(tags)))


def set_remarks(folder: Path, run: str, remarks: str) -> None:
    """Notes something about a run, in place of what was noted before.

    Raises:
        RunError: If there is no such run, or the store cannot be written to.
    """
    _set(folder, run, "remarks", remarks.strip())


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Returns each tag once, on one line, in the order in which they came.

    Example:

    >>> tidy([" small", "wide  net", "small", ""])
    ('small', 'wide net')
    """
    named = (" ".join(tag.split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in named if tag))


def _set(folder: Path, run: str, column: str, value: str) -> None:
    with writing(file_in(folder)) as connection:
        changed = connection.execute(
            f"UPDATE runs SET {column} = ? WHERE number = ?", (value, int(run))
        )
        if not changed.rowcount:
            raise RunError(
                f"Expected the id of a run in {folder}. Received: {run!r}, "
                "which was deleted meanwhile."
            )
