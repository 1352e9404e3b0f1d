"""Writes `load_data()` of a project with tables; the recipe is `kgraph.data.load`'s."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from kgraph.codegen.layout import (
    INDENT,
    WIDTH,
    Code,
    Statement,
    call,
    fixed,
    flat,
    laid,
    mapping,
    text,
)
from kgraph.codegen.loading import dividing
from kgraph.codegen.loading.bound import bound_layers, purpose
from kgraph.codegen.loading.columns import SHAPES
from kgraph.codegen.loading.files import batched, has_folders, streams
from kgraph.codegen.loading.reading import moments, reading_functions
from kgraph.codegen.loading.standardizing import MOMENTS, standardized_layers
from kgraph.codegen.loading.tables.dividing import division
from kgraph.codegen.loading.tables.functions import ALL
from kgraph.codegen.loading.tables.preparing import Preparing
from kgraph.codegen.loading.tables.reading import Reading
from kgraph.codegen.loading.tables.refusing import refuse_series
from kgraph.codegen.loading.tables.weighing import weighing, weighted_parts, weights
from kgraph.codegen.names import Names
from kgraph.document.binding import layers_of_type
from kgraph.document.graph import ENDS, Layer
from kgraph.document.project import Binding, DataSource, Project

TABLE = "table"
_LONG = 20
_OWN = (
    TABLE,
    "beside",
    "count",
    "rest",
    "labels",
    "order",
    "validated",
    "tested",
    MOMENTS,
)
_KINDS = ("hdf5", "parquet", "keras", "python")


def is_table(project: Project) -> bool:
    """Whether more is asked of a project's data than to be read, divided and scaled."""
    data = project.data
    source = data.source
    if source is None:
        return False
    has_more = bool(data.beside or data.validation_source or data.test_source)
    asks_more = source.kind in _KINDS or source.windows or _is_told(source)
    return bool(
        has_folders(data)
        or has_more
        or asks_more
        or data.split.by != "fraction"
        or any(map(_prepares_more, data.bindings.values()))
        or any(_takes_texts(project))
    )


def table_functions(
    project: Project, folder: str | Path | None, beside: str
) -> Iterator[list[str]]:
    """Yields the lines of `load_data()`, after those of the functions that it calls.

    Args:
        folder: Where relative paths start from now.
        beside: The code of the folder where they start from later.

    Raises:
        CodegenError: If a program cannot read the data as kgraph does.
    """
    refuse_series(project)
    reading = Reading(folder, beside)
    main = list(_loading(project, reading))
    functions = {**ALL, **reading.functions, "divided": dividing.divider(project)}
    functions["load_shapes"] = SHAPES
    called = _called(main, functions)
    for name in filter(called.__contains__, functions):
        yield functions[name].rstrip("\n").split("\n")
    for function in reading_functions(project, folder):
        yield function.rstrip("\n").split("\n")
    yield main


def _called(lines: Iterable[str], functions: dict[str, str]) -> set[str]:
    """Returns the functions that are called by lines, or by one that is."""
    found: set[str] = set()
    waiting = ["\n".join(lines)]
    while waiting:
        written = waiting.pop()
        for name, function in functions.items():
            calls = f"{name}(" in written.replace(f"_{name}(", "")
            if name not in found and (calls or f"map({name}" in written):
                found.add(name)
                waiting.append(function.partition(":\n")[2])
    return found


def _loading(project: Project, reading: Reading) -> Iterator[str]:
    """Yields the lines of `load_data()`."""
    data = project.data
    preparing = Preparing(data, TABLE)
    own = [p for p in ("validation", "test") if getattr(data, f"{p}_source")]
    parts = dividing.parts_of(data)
    weighted = weighted_parts(project).intersection(parts)
    names = Names({*_OWN, *parts})
    layers = bound_layers(project)
    variables = {x.id: names.take(x.name[:_LONG]) for x in layers}
    outputs = [x for x in layers if x.type == "Output"]
    weighers = {x.id: _weights_name(x.name, outputs, names) for x in outputs}
    codes: list[Statement] = [
        *_reading(project, reading, own),
        *division(project, preparing, is_joined=bool(own)),
        *(
            code
            for layer in layers
            for code in _assigned(variables[layer.id], *preparing.layer(layer))
        ),
        *(
            code
            for x in outputs
            for code in weighing(project, preparing, x, weighers[x.id])
        ),
    ]
    weigh = partial(_weights_of, project, preparing, weighers)
    codes += moments(project, {x.id: f"{variables[x.id]}[train]" for x in layers})
    results = [
        _part(project, variables, part, weigh(part) if part in weighted else None)
        for part in parts
    ]
    codes.append(("return ", results[0] if len(results) == 1 else fixed(results)))
    returned = "weighted samples" if weighted else "inputs and targets"
    yield "def load_data():"
    yield f'    """Returns {returned} {purpose(parts)}."""'
    yield from laid(codes)


def _reading(project: Project, reading: Reading, own: list[str]) -> Iterator[Statement]:
    """Yields the statements that read all sources into one table."""
    data = project.data
    assert data.source is not None
    used = _used_columns(project)
    first = _of_source(used, 1, len(data.beside))
    divided = [data.split.column] if data.split.by != "fraction" else []
    columns = [*first, *_of_source(filter(None, divided), 1, len(data.beside))]
    yield (f"{TABLE} = ", reading.code(data.source, columns))
    for number, source in enumerate(data.beside, 2):
        names = _of_source([*used, *divided], number, len(data.beside))
        read = reading.code(source, names)
        key = f'f"{number}.{{name}}"'
        yield ("beside = ", read)
        yield f"{TABLE} |= {{{key}: values for name, values in beside.items()}}"
    if own:
        yield f"count = len({TABLE}[{text(used[0])}])"
    for part in own:
        read = reading.code(getattr(data, f"{part}_source"), used)
        yield (f"{TABLE}, {part} = ", call("joined", [TABLE, read], {}))


def _assigned(variable: str, array: Code, finish: str) -> Iterator[Code]:
    one: Code = (f"{variable} = ", array, finish)
    if not finish or INDENT + len(flat(one)) <= WIDTH:
        yield one
    else:
        yield (f"{variable} = ", array)
        yield f"{variable} = {variable}{finish}"


def _weights_name(name: str, outputs: list[Layer], names: Names) -> str:
    return names.take("weights" if len(outputs) == 1 else f"{name[:_LONG]}_weights")


def _weights_of(
    project: Project, preparing: Preparing, weighers: dict[str, str], part: str
) -> Code:
    return _one_or_all(
        {
            x.name: weights(project, preparing, x, part, weighers[x.id])
            for x in layers_of_type(project.main, "Output")
        }
    )


def _part(
    project: Project, variables: dict[str, str], part: str, weights: Code | None
) -> Code:
    """Returns inputs and targets of a part, and weights if it has any."""
    sides: list[Code] = []
    for type in ENDS:
        arrays: dict[str, Code] = {
            layer.name: f"{variables[layer.id]}[{part}]"
            for layer in layers_of_type(project.main, type)
        }
        sides.append(_one_or_all(arrays))
    if weights is not None:
        sides.append(weights)
    if not streams(project):
        return fixed(sides)
    own = [MOMENTS] if any(standardized_layers(project)) else []
    return batched(project, part, sides, own)


def _one_or_all(arrays: dict[str, Code]) -> Code:
    return next(iter(arrays.values()), "...") if len(arrays) == 1 else mapping(arrays)


def _used_columns(project: Project) -> list[str]:
    names: dict[str, None] = {}
    for layer in bound_layers(project):
        binding = project.data.bindings[layer.id]
        names |= dict.fromkeys(filter(None, (*binding.columns, binding.sample_weights)))
    return list(names)


def _of_source(names: Iterable[str], number: int, beside: int) -> list[str]:
    """Returns the columns of one of the sources, as they are called there."""
    found = []
    for name in names:
        head, point, bare = name.partition(".")
        is_beside = point and head.isdigit() and 2 <= int(head) < 2 + beside
        if (int(head) if is_beside else 1) == number:
            found.append(bare if is_beside else name)
    return found


def _is_told(source: DataSource) -> bool:
    return source.kind == "csv" and any(
        source.options.get(k) for k in ("texts", "delimiter")
    )


def _prepares_more(binding: Binding) -> bool:
    return bool(
        binding.missing != "refuse"
        or binding.per_column
        or binding.class_weights not in ("none", {})
        or binding.sample_weights
    )


def _takes_texts(project: Project) -> Iterator[bool]:
    for layer in layers_of_type(project.main, "Input"):
        yield layer.config.get("dtype") == "string"
