"""Writes how each source becomes a dict of arrays by their names."""

from collections.abc import Iterable
from pathlib import Path

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, laid, mapping, sequence, text
from kgraph.codegen.loading.files import COLUMNS
from kgraph.codegen.loading.listing import folder_reading
from kgraph.codegen.loading.table_files import delimiter_of, path_code
from kgraph.codegen.loading.tables.functions import CSV_WITH_TEXTS, FILLED_SERIES
from kgraph.codegen.values import literal
from kgraph.document.builtin import BUILTINS, DIGITS, BuiltinData
from kgraph.document.columns import AHEAD
from kgraph.document.keras_sets import KERAS_SETS, KerasSet
from kgraph.document.project import DataSource

KNOWN = ("builtin", "keras")
"""Kinds of which the columns are known without looking."""


class Reading:
    """Writes how sources are read; collects the functions that this takes.

    Args:
        folder: Where relative paths start from now; CSV files are asked there for
            their delimiters.
        beside: The code of the folder where they start from later.
    """

    def __init__(self, folder: str | Path | None, beside: str) -> None:
        self._folder = folder
        self._beside = beside
        self.functions: dict[str, str] = {}

    def code(self, source: DataSource, columns: Iterable[str]) -> Code:
        """Returns the expression that reads a source.

        Args:
            columns: Those that are needed.

        Raises:
            CodegenError: If a program cannot read it.
        """
        read = self._read(source, columns)
        if source.windows is None:
            return read
        told = source.windows
        self.functions["filled"] = FILLED_SERIES
        sizes = {"length": told.length, "ahead": told.ahead, "stride": told.stride}
        return call("windows", [read], {k: str(v) for k, v in sizes.items()})

    def _read(self, source: DataSource, columns: Iterable[str]) -> Code:
        if source.kind == "builtin":
            return self._builtin(source)
        if source.kind == "keras":
            return self._keras(source)
        path = path_code(source.name, self._beside)
        match source.kind:
            case "csv":
                return self._csv(source, path)
            case "hdf5":
                bare = (name.removesuffix(AHEAD) for name in columns)
                names = bare if source.windows else columns
                listed = [text(name) for name in dict.fromkeys(names)]
                return call("read_hdf5", [path, *listed], {})
            case "python":
                function = source.options.get("function", "load")
                return call("read_python", [path, text(str(function))], {})
            case "npz" | "npy" | "parquet":
                return call(f"read_{source.kind}", [path], {})
        code, function = folder_reading(source, path, self._folder)
        self.functions[function.partition("(")[0].removeprefix("def ")] = function
        return code

    def _csv(self, source: DataSource, path: Code) -> Code:
        delimiter = delimiter_of(source, self._folder)
        told: dict[str, Code] = {}
        if delimiter != ",":
            told["delimiter"] = text(delimiter)
        texts = source.options.get("texts") or []
        given: list[Code] = [path]
        if texts:
            given.append(sequence([text(str(name)) for name in texts]))
            self.functions["read_csv"] = CSV_WITH_TEXTS
        return call("read_csv", given, told)

    def _builtin(self, source: DataSource) -> Code:
        builtin = BUILTINS.get(source.name)
        if builtin is None:
            raise CodegenError(f"There is no built-in data {source.name!r}.")
        if builtin.is_drawn:
            return f"load_{builtin.name}()"
        name = f"read_{builtin.name}"
        self.functions[name] = _sklearn_function(name, builtin)
        return f"{name}()"

    def _keras(self, source: DataSource) -> Code:
        known = KERAS_SETS.get(source.name)
        if known is None:
            raise CodegenError(f"Keras has no data set {source.name!r}.")
        name = f"read_{known.name}"
        part = source.options.get("part", "all")
        function = _keras_function(name, known, source)
        if self.functions.setdefault(name, function) != function:
            name = f"{name}_{part}"
            self.functions[name] = _keras_function(name, known, source)
        return f"{name}()"


def categories_of(source: DataSource, column: str) -> tuple[str, ...]:
    """Returns the categories of a column of a source that needs no file."""
    known: BuiltinData | KerasSet | None = None
    if source.kind == "builtin":
        known = BUILTINS.get(source.name)
    elif source.kind == "keras":
        known = KERAS_SETS.get(source.name)
    is_target = known is not None and column.removesuffix(AHEAD) == known.target
    return known.categories if known is not None and is_target else ()


def has_axes(source: DataSource, column: str) -> bool | None:
    """Whether samples of a column have axes of their own; None if nobody knows."""
    if source.windows is not None and not column.endswith(AHEAD):
        return True
    bare = column.removesuffix(AHEAD) if source.windows else column
    if source.kind == "builtin":
        builtin = BUILTINS.get(source.name)
        return builtin is not None and bare in builtin.images
    if source.kind == "keras":
        known = KERAS_SETS.get(source.name)
        return known is not None and known.features == (bare,)
    if source.kind in COLUMNS:
        return bare == COLUMNS[source.kind]
    return False if source.kind == "csv" else None


def _sklearn_function(name: str, builtin: BuiltinData) -> str:
    features: Code = f"{builtin.name}.images"
    if builtin is DIGITS:
        table = mapping({"image": features, builtin.target: f"{builtin.name}.target"})
    else:
        listed = sequence([text(feature) for feature in builtin.features])
        columns = call("zip", [listed, f"{builtin.name}.data.T"], {})
        target = mapping({builtin.target: f"{builtin.name}.target"})
        table = (call("dict", [columns], {}), " | ", target)
    return _function(
        name,
        f"Returns {builtin.title} as scikit-learn has it, by name.",
        [f"{builtin.name} = load_{builtin.name}()", ("return ", table)],
    )


def _keras_function(name: str, known: KerasSet, source: DataSource) -> str:
    part = source.options.get("part", "all")
    told: dict[str, Code] = {}
    if known.is_text:
        told["num_words"] = literal(source.options.get("words", 10_000))
    loading = call(f"keras.datasets.{known.name}.load_data", [], told)
    pairs = {"train": "(x, y), _ = ", "test": "_, (x, y) = "}
    codes: list[Code] = [(pairs.get(part, "(x, y), (x_test, y_test) = "), loading)]
    if known.is_text:
        length = literal(source.options.get("length", 200))
        for variable in ("x",) if part in pairs else ("x", "x_test"):
            padded = call("keras.utils.pad_sequences", [variable], {"maxlen": length})
            codes.append((f"{variable} = ", padded))
    x, y = "x", "y"
    if part not in pairs:
        x, y = "np.concatenate([x, x_test])", "np.concatenate([y, y_test])"
    if len(known.features) > 1:
        columns = call(
            "zip", [sequence([text(f) for f in known.features]), f"{x}.T"], {}
        )
        table: Code = (call("dict", [columns], {}), " | ", mapping({known.target: y}))
    else:
        flat = f"{y}.ravel()" if known.name.startswith("cifar") else y
        table = mapping({known.features[0]: x, known.target: flat})
    title = f"Returns {known.title} as Keras has it, by name."
    return _function(name, title, [*codes, ("return ", table)])


def _function(name: str, title: str, codes: list[Code]) -> str:
    lines = [f"def {name}():", f'    """{title}"""', *laid(codes)]
    return "\n".join(lines) + "\n"
