"""Says where the drawing and the data do not fit each other."""

from collections.abc import Iterator

from kgraph.document.analysis import Problem
from kgraph.document.binding.division import check_division
from kgraph.document.binding.outputs import (
    LossFamily,
    feeding_dense,
    layers_of_type,
    loss_family,
    loss_name,
)
from kgraph.document.binding.problems import layer_problem
from kgraph.document.binding.samples import (
    Shape,
    bound_columns,
    drawn_shape,
    fits,
    sample_shape,
    takes_texts,
)
from kgraph.document.binding.values import check_values
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError
from kgraph.document.graph import ENDS, Graph, Layer
from kgraph.document.project import Binding, Project

Columns = tuple[Column, ...]

_EXPECTED: dict[LossFamily, str] = {
    "sparse": "class numbers from 0, one in each sample",
    "categorical": "one-hot vectors",
    "binary": "two categories, or numbers from 0 to 1",
}


def check_data(project: Project, description: DataDescription) -> tuple[Problem, ...]:
    """Returns what stands between a drawing and learning from this data.

    Columns that are missing or lack values, Inputs of another shape, dtype or range
    than their columns, Outputs whose units, loss or weights do not suit their target,
    and splits that cannot be.
    """
    return (
        *(
            problem
            for type in ENDS
            for layer in layers_of_type(project.main, type)
            for problem in _check_layer(project, layer, description)
        ),
        *check_division(project, description),
    )


def _check_layer(
    project: Project, layer: Layer, description: DataDescription
) -> Iterator[Problem]:
    graph = project.main
    binding = project.data.bindings.get(layer.id)
    if binding is None:
        yield layer_problem(
            graph,
            layer,
            "data-bound",
            "is not bound to the data: choose its columns before training.",
            severity="warning",
        )
        return
    try:
        shape = sample_shape(binding, description)
        columns = bound_columns(binding, description)
    except DataError as error:
        yield layer_problem(
            graph, layer, "data-columns", f"cannot be given data: {error}"
        )
        return
    yield from check_values(project, layer, binding, columns, description)
    if layer.type == "Input":
        is_text = takes_texts(layer, binding, columns)
        yield from _check_shape(graph, layer, () if is_text else shape)
    else:
        problem = _check_loss(graph, layer, binding, columns)
        if loss_name(layer) and not problem:
            problem = _check_units(graph, layer, columns, shape)
        if problem:
            yield problem


def _check_shape(graph: Graph, layer: Layer, shape: Shape) -> Iterator[Problem]:
    drawn = drawn_shape(layer)
    if drawn == (1,) and not shape:
        return  # one text: Keras adds that axis
    if drawn is not None and not fits(shape, drawn):
        yield layer_problem(
            graph,
            layer,
            "data-shape",
            "has another shape than its columns: bind them again or reshape them.",
            expected=str(drawn),
            received=str(shape),
        )


def _check_loss(
    graph: Graph, layer: Layer, binding: Binding, columns: Columns
) -> Problem | None:
    """Returns what keeps an Output's loss from comparing these columns."""
    family = loss_family(layer)
    received = _unsuited(family, binding, columns)
    if family is None or not received:
        return None
    return layer_problem(
        graph,
        layer,
        "data-loss",
        f"has the loss {loss_name(layer)}, which does not suit its columns: take "
        "another loss, or change one-hot or scaling.",
        expected=_EXPECTED[family],
        received=received,
    )


def _unsuited(
    family: LossFamily | None, binding: Binding, columns: Columns
) -> str | None:
    """Returns in words what a target is that a loss cannot compare, else None."""
    first = columns[0]
    if family == "sparse":
        if binding.one_hot:
            return "one-hot vectors"
        if len(columns) > 1:
            return f"{len(columns)} columns"
        if binding.scaling != "none":
            return "scaled numbers"
        return None if _is_whole(first) else _range(first)
    if binding.one_hot or first.shape:
        return None
    if family == "categorical" and len(columns) == 1:
        return "one value in each sample"
    if family == "binary":
        if binding.scaling == "standard":
            return "numbers scaled to zero mean"
        outside = [column for column in columns if not _is_binary(column)]
        return _range(outside[0]) if outside else None
    return None


def _check_units(
    graph: Graph, layer: Layer, columns: Columns, shape: Shape
) -> Problem | None:
    """Returns a problem if the Dense before an Output makes too few or many values."""
    dense = feeding_dense(graph, layer)
    units = dense.config.get("units") if dense else None
    if dense is None or not isinstance(units, int) or not shape:
        return None
    is_sparse = loss_family(layer) == "sparse"
    needed = needed_units(layer, columns, shape)
    if needed is None or units == needed:
        return None
    each = "class" if is_sparse else "value"
    return layer_problem(
        graph,
        layer,
        "data-classes",
        f"takes one unit of {dense.name!r} for each {each} of its columns: give it "
        f"units={needed}.",
        expected=f"units={needed}",
        received=f"units={units}",
        severity="warning" if is_sparse and units > needed else "error",
    )


def needed_units(output: Layer, columns: Columns, shape: Shape) -> int | None:
    """Returns how many values an Output's loss needs for its columns, if that is known.

    Args:
        shape: Of one sample of the columns.
    """
    if loss_family(output) == "sparse":
        return _classes(columns[0])
    return shape[-1] if shape else None


def _classes(column: Column) -> int | None:
    """Returns how many classes a softmax needs; class numbers count from 0."""
    if column.dtype == "int32":
        return len(column.categories)
    return None if column.maximum is None else int(column.maximum) + 1


def _is_whole(column: Column) -> bool:
    low, high = column.minimum, column.maximum
    if low is None or high is None:
        return True
    return low >= 0 and low.is_integer() and high.is_integer()


def _is_binary(column: Column) -> bool:
    if column.dtype == "int32":
        return len(column.categories) == 2
    low, high = column.minimum, column.maximum
    return low is None or high is None or (low >= 0 and high <= 1)


def _range(column: Column) -> str:
    if column.dtype == "int32":
        return f"{len(column.categories)} categories in {column.name!r}"
    return f"numbers from {column.minimum:g} to {column.maximum:g} in {column.name!r}"
