"""Writes how the columns of each kind of source are read."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, sequence, statement, text
from kgraph.codegen.loading.table_files import (
    cells,
    delimiter_in,
    first_line,
    path_code,
)
from kgraph.codegen.names import identifier
from kgraph.document.builtin import BUILTINS, BuiltinData
from kgraph.document.project import DataSource

_COLUMNS = '''\
def columns(rows, names):
    """Returns columns side by side; those of text as positions in sorted order."""
    return np.column_stack([column(rows, name) for name in names])
'''

_COLUMN = '''\
def column(rows, name):
    """Returns a column of numbers, or of text as positions in sorted order."""
    cells = [row[name] for row in rows]
    try:
        return np.array(cells, dtype="float64")
    except ValueError:
        return np.unique(cells, return_inverse=True)[1].astype("int32")
'''


# The text of the very function that `kgraph.data` calls.
_SHAPES = Path(__file__).parents[1] / "shapes.py"
SHAPES = "def " + _SHAPES.read_text("utf-8").partition("\ndef ")[2]


class Reader(Struct, frozen=True):
    """How a source is read in generated code.

    Attributes:
        opening: The statements that open it.
        functions: The functions that its expressions call.
        builtin: What is known of a source that needs no file.
    """

    variable: str
    opening: tuple[str, ...]
    functions: tuple[str, ...] = ()
    builtin: BuiltinData | None = None
    kind: str = "builtin"

    def column(self, name: str) -> Code:
        """Returns one column, samples first, as it is in the source."""
        if self.builtin is not None:
            return self._feature_or_target(self.builtin, name)
        if self.kind == "csv":
            return call("column", [self.variable, text(name)], {})
        return self.variable if self.kind == "npy" else f"{self.variable}[{text(name)}]"

    def labels(self, name: str) -> Code:
        """Returns one column as a vector."""
        vector = ".ravel()" if self.kind in ("npz", "npy") else ""
        return (self.column(name), vector)

    def count(self, name: str) -> Code:
        """Returns the number of samples; `name` is any column."""
        if self.builtin is not None and not self.builtin.is_drawn:
            return f"len({self.variable}.target)"
        return call("len", ["rows" if self.kind == "csv" else self.column(name)], {})

    def categories(self, name: str) -> int:
        """Returns how many categories a column is known to have, 0 for numbers."""
        is_target = self.builtin is not None and name == self.builtin.target
        return len(self.builtin.categories) if self.builtin and is_target else 0

    def is_image(self, name: str) -> bool:
        """Whether samples of a column are known to have axes of their own."""
        return self.builtin is not None and name in self.builtin.images

    def matrix(self, names: Sequence[str]) -> Code:
        """Returns plain columns side by side, of shape (samples, columns)."""
        if self.kind == "csv":
            listed = sequence([text(name) for name in names])
            return call("columns", [self.variable, listed], {})
        features = self.builtin.features if self.builtin else ()
        if names and all(name in features for name in names):
            return _features(
                self.variable, [features.index(n) for n in names], features
            )
        only = self.column(names[0])
        if len(names) == 1 and self.builtin is not None:
            return (only, ".reshape(-1, 1)")
        stacked = sequence([self.column(name) for name in names])
        return call("np.column_stack", [stacked], {})

    def _feature_or_target(self, builtin: BuiltinData, name: str) -> Code:
        if builtin.is_drawn and name in builtin.images:
            return f"{self.variable}[{text(name)}]"
        if name == builtin.target:
            return f"{self.variable}.target"
        if name not in builtin.features:
            raise CodegenError(f"{builtin.title} has no column {name!r}.")
        if builtin.name == "digits":
            return f"{self.variable}.images"
        return f"{self.variable}.data[:, {builtin.features.index(name)}]"


def reader(source: DataSource, folder: str | Path | None, beside: str) -> Reader:
    """Returns how a source is read.

    Args:
        beside: The code of the folder where a relative path starts from.
        folder: Where a relative path starts from; a CSV file is asked there for its
            delimiter and its names.

    Raises:
        CodegenError: If it is built-in data that is not there.
    """
    if source.kind == "builtin":
        builtin = BUILTINS.get(source.name)
        if builtin is None:
            raise CodegenError(f"There is no built-in data {source.name!r}.")
        variable = identifier(builtin.name)
        functions = (SHAPES,) if builtin.is_drawn else ()
        opening = (f"    {variable} = load_{builtin.name}()",)
        return Reader(variable, opening, functions, builtin)
    path = path_code(source.name, beside)
    if source.kind == "csv":
        return Reader(
            "rows", _rows(path, source, folder), (_COLUMN, _COLUMNS), kind="csv"
        )
    variable = "arrays" if source.kind == "npz" else "array"
    loading = statement((f"{variable} = ", call("np.load", [path], {})))
    return Reader(variable, tuple(loading.split("\n")), kind=source.kind)


def _features(variable: str, places: list[int], features: Sequence[str]) -> Code:
    first, last = places[0], places[-1] + 1
    if places == list(range(len(features))):
        return f"{variable}.data"
    if places == list(range(first, last)) and len(places) > 1:
        start, stop = first or "", "" if last == len(features) else last
        return f"{variable}.data[:, {start}:{stop}]"
    return (f"{variable}.data[:, ", sequence([str(place) for place in places]), "]")


def _rows(path: Code, source: DataSource, folder: str | Path | None) -> tuple[str, ...]:
    header = first_line(Path(folder or ".") / source.name)
    delimiter = delimiter_in(header)
    options = {} if delimiter == "," else {"delimiter": text(delimiter)}
    reading = call("csv.DictReader", ["file"], {**options, "skipinitialspace": "True"})
    names = cells(header, delimiter)
    inside: list[Code] = [("rows = ", call("list", [reading], {}))]
    if any(cell != cell.strip() or not cell for cell in names):
        name = 'name.strip() or f"column_{i}"'
        inside = [
            ("reader = ", reading),
            "names = enumerate(reader.fieldnames, 1)",
            f"reader.fieldnames = [{name} for i, name in names]",
            "rows = list(reader)",
        ]
    return (
        *statement(("path = ", path)).split("\n"),
        '    with path.open(newline="", encoding="utf-8-sig") as file:',
        *(line for code in inside for line in statement(code, 8).split("\n")),
    )
