"""Which columns of the data feed an Input, or are the target of an Output."""

import math
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError, EditError
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import MAIN, Binding, DataSource, Project

Shape = tuple[int, ...]
BOUND = ("Input", "Output")


def bind(
    project: Project, layer_id: str, binding: Binding, description: DataDescription
) -> Project:
    """Binds columns to an Input or Output; an Input gets their shape and dtype.

    Raises:
        DataError: If the columns are not there or do not go together.
        EditError: If the layer is neither an Input nor an Output.
    """
    graph = project.main
    layer = graph.layers.get(layer_id)
    if layer is None or layer.type not in BOUND:
        received = layer.type if layer else layer_id
        raise EditError(
            f"Data is bound to an Input or an Output. Received: {received!r}."
        )
    shape = sample_shape(binding, description)
    if layer.type == "Input":
        dtype = sample_dtype(binding, description)
        graph = edits.set_parameter(graph, layer_id, "shape", list(shape))
        stored = None if dtype == "float32" else dtype
        graph = edits.set_parameter(graph, layer_id, "dtype", stored)
    return with_binding(with_main(project, graph), layer_id, binding)


def unbind(project: Project, layer_id: str) -> Project:
    """Takes the binding of an Input or Output away; its shape stays."""
    bindings = {k: v for k, v in project.data.bindings.items() if k != layer_id}
    return replace(project, data=replace(project.data, bindings=bindings))


def set_source(
    project: Project,
    source: DataSource | None,
    description: DataDescription | None = None,
) -> Project:
    """Gives a project another source of data.

    Bindings to columns that the source does not have are taken away; without a
    description nobody knows its columns, and all are, unless it is the same source.
    """
    data = project.data
    if description is not None:
        known = {column.name for column in description.columns}
        kept = {k: b for k, b in data.bindings.items() if known.issuperset(b.columns)}
    else:
        kept = data.bindings if source == data.source else {}
    return replace(project, data=replace(data, source=source, bindings=kept))


def sample_shape(binding: Binding, description: DataDescription) -> Shape:
    """Returns the shape of one sample of the bound columns, without the batch.

    Plain columns stand side by side, one-hot ones `n` wide: k columns have the shape
    (k,), one has (1,). A column with a shape of its own keeps it; several of one
    shape are stacked along a new last axis.

    Raises:
        DataError: If the columns are not there or do not go together.
    """
    columns = bound_columns(binding, description)
    if columns[0].shape:
        many = (len(columns),) if len(columns) > 1 else ()
        shape = (*columns[0].shape, *many)
    else:
        shape = (sum(_width(column, binding) for column in columns),)
    if binding.reshape is None:
        return shape
    if math.prod(binding.reshape) != math.prod(shape):
        raise DataError(
            f"Samples of {in_words(binding.columns)} have the shape {shape}, "
            f"{math.prod(shape)} values. Received: reshape={binding.reshape}, "
            f"{math.prod(binding.reshape)} values."
        )
    return binding.reshape


def sample_dtype(binding: Binding, description: DataDescription) -> str:
    """Returns `int32` for categories alone, `float32` once a number is among them."""
    columns = bound_columns(binding, description)
    is_codes = all(column.dtype == "int32" for column in columns)
    return "int32" if is_codes and not binding.one_hot else "float32"


def bound_columns(binding: Binding, description: DataDescription) -> tuple[Column, ...]:
    """Returns the columns of a binding, in its order.

    Raises:
        DataError: If one is not there, or they do not go together.
    """
    if not binding.columns:
        raise DataError("A binding needs a column at least. Received: none.")
    found = {name: description.column(name) for name in binding.columns}
    missing = [name for name, column in found.items() if column is None]
    if missing:
        has = in_words([column.name for column in description.columns])
        raise DataError(
            f"The data must have the column {missing[0]!r}. Received: {has}."
        )
    columns = tuple(found[name] for name in binding.columns)
    _check_together([column for column in columns if column], binding)
    return tuple(column for column in columns if column)


def stratified_by(project: Project) -> str | None:
    """Returns the name of the column whose categories every part gets its share of.

    That is the column of the first Output that is bound to a single one and whose
    loss is for classes; None if there is none or the split is not to be stratified.
    """
    if not project.data.split.stratify:
        return None
    for layer in layers_of_type(project.main, "Output"):
        binding = project.data.bindings.get(layer.id)
        if binding and len(binding.columns) == 1 and is_for_classes(layer):
            return binding.columns[0]
    return None


def is_for_classes(output: Layer) -> bool:
    """Whether an Output's loss compares classes (a crossentropy or hinge)."""
    name = loss_name(output).lower().replace("_", "")
    return "crossentropy" in name or "hinge" in name


def loss_name(output: Layer) -> str:
    """Returns the class name of an Output's loss, "" if it has none."""
    loss = output.config.get("loss")
    return str(loss.get("class_name", "")) if isinstance(loss, dict) else loss or ""


def layers_of_type(graph: Graph, type: str) -> Iterator[Layer]:
    """Yields the layers of a type in the order their nodes were placed, each once."""
    ids = dict.fromkeys(node.layer for node in graph.of_type(type))
    return (graph.layers[id] for id in ids)


def with_main(project: Project, graph: Graph) -> Project:
    """Returns the project with another main graph."""
    if graph is project.main:
        return project
    return replace(project, graphs={**project.graphs, MAIN: graph})


def with_binding(project: Project, layer_id: str, binding: Binding) -> Project:
    """Returns the project with this binding, unchecked."""
    bindings = {**project.data.bindings, layer_id: binding}
    return replace(project, data=replace(project.data, bindings=bindings))


def in_words(names: Iterable[str], most: int = 8) -> str:
    """Returns names quoted, with commas, and how many more there are."""
    quoted = [repr(name) for name in names]
    more = f" and {len(quoted) - most} more" if len(quoted) > most else ""
    return ", ".join(quoted[:most]) + more


def _check_together(columns: list[Column], binding: Binding) -> None:
    for column in columns:
        if column.dtype == "string":
            raise DataError(
                f"Column {column.name!r} must hold numbers or categories. Received: "
                "text that hardly ever repeats. (A decimal comma makes text: use a "
                "point.)"
            )
        if column.shape != columns[0].shape:
            raise DataError(
                "Columns of one binding must have one shape. Received: "
                f"{columns[0].name!r} {columns[0].shape}, "
                f"{column.name!r} {column.shape}."
            )
    is_plain = not columns[0].shape
    if binding.one_hot and not (is_plain and any(c.is_categorical for c in columns)):
        raise DataError(
            "One-hot needs a column of categories, one a sample. Received: "
            f"{in_words(binding.columns)}."
        )


def _width(column: Column, binding: Binding) -> int:
    return len(column.categories) if binding.one_hot and column.categories else 1
