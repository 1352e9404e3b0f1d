"""Writes how the files of a folder become the rows of a table."""

from pathlib import Path

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, text
from kgraph.codegen.loading.files import COLUMNS
from kgraph.codegen.loading.table_files import cells, delimiter_of, first_line
from kgraph.document.data import FOLDER_ENDINGS, DataSource

READ_FOLDER = '''\
def read_folder(folder, name, *endings):
    """Returns the files in a folder, and as labels the sub-folders they lie in."""
    places = [path.relative_to(folder) for path in folder.rglob("*")]
    places = [
        place
        for place in places
        if place.suffix.lower() in endings
        and not any(part.startswith(".") for part in place.parts)
    ]
    places = [place for place in places if len(place.parts) > 1] or places
    places.sort(key=lambda place: (place.parts[0], place.parent.as_posix(), place.name))
    columns = {
        name: [str(folder / place) for place in places],
        "label": [place.parts[0] for place in places],
        "file": [place.as_posix() for place in places],
    }
    return {name: np.array(values, object) for name, values in columns.items()}
'''
READ_LISTED = '''\
def read_listed(folder, labels, column, name, delimiter=","):
    """Returns the columns of a table in a folder, and the files that one names."""
    table = read_csv(folder / labels, delimiter=delimiter)
    files = [str(folder / file) for file in table[column]]
    return {name: np.array(files, object)} | table
'''


def folder_reading(
    source: DataSource, path: Code, folder: str | Path | None
) -> tuple[Code, str]:
    """Returns the expression that lists the files of a source, and its function.

    Args:
        path: The code of the source's folder.
        folder: Where relative paths start from now; a table of files is asked there
            for its delimiter and its first column.

    Raises:
        CodegenError: If nobody knows which column of a table names the files.
    """
    name = text(COLUMNS[source.kind])
    labels = str(source.options.get("labels") or "")
    if not labels:
        endings = [text(ending) for ending in FOLDER_ENDINGS[source.kind]]
        return call("read_folder", [path, name, *endings], {}), READ_FOLDER
    table = DataSource("csv", str(Path(source.name) / labels))
    delimiter = delimiter_of(table, folder)
    header = cells(first_line(Path(folder or ".") / table.name), delimiter)
    column = source.options.get("file_column") or next(iter(header), "").strip()
    if not (column and isinstance(column, str)):
        raise CodegenError(
            f"A program must know which column of {labels!r} names the files: say it "
            "as `file_column` where the source is chosen."
        )
    told = {"delimiter": text(delimiter)} if delimiter != "," else {}
    named: list[Code] = [path, text(labels), text(column), name]
    return call("read_listed", named, told), READ_LISTED
