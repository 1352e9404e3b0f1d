"""Where the files of tables lie, and what the first line of a CSV file says."""

import csv
import os
from pathlib import Path, PurePath

from kgraph.codegen.layout import Code, call, text
from kgraph.document.project import DataSource

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def path_code(name: str, beside: str) -> Code:
    """Returns a path as code.

    Args:
        beside: The code of the folder where a relative path starts from.
    """
    if PurePath(name).is_absolute():
        return call("Path", [text(name)], {})
    return f"{beside} / {text(name.replace(chr(92), '/'))}"


def delimiter_of(source: DataSource, folder: str | Path | None) -> str:
    """Returns the delimiter of a CSV file: what it was told, or what it begins with."""
    told = DELIMITERS.get(str(source.options.get("delimiter")))
    return told or delimiter_in(first_line(Path(folder or ".") / source.name))


def delimiter_in(line: str) -> str:
    """Returns the delimiter that divides a line into most."""
    return max(DELIMITERS.values(), key=lambda d: len(cells(line, d)))


def first_line(path: Path) -> str:
    """Returns the first line of a CSV file, "" if it cannot be read."""
    if not os.path.isfile(path):  # a device or a pipe could keep us for ever
        return ""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline()
    except (OSError, UnicodeDecodeError):
        return ""


def cells(line: str, delimiter: str) -> list[str]:
    """Returns the cells of a line, none if it is not one of CSV."""
    try:
        reading = csv.reader([line], delimiter=delimiter, skipinitialspace=True)
        return next(reading, [])
    except csv.Error:
        return []
