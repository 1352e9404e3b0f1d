"""What an Output should be like for the columns that it is bound to."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding.bindings import with_binding
from kgraph.document.binding.outputs import feeding_dense
from kgraph.document.binding.samples import bound_columns, sample_shape
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Binding, Project, with_graphs


class Proposal(Struct, frozen=True):
    """A last layer, a loss and metrics that suit a target.

    Attributes:
        units: Of the Dense that feeds the Output.
        activation: Of that Dense: `sigmoid`, `softmax` or `linear`.
        loss, metrics: As JSON, as in the Output's config.
        one_hot: What the Output's binding should say for this loss.
    """

    units: int
    activation: str
    loss: dict[str, Any]
    metrics: tuple[dict[str, Any], ...]
    one_hot: bool = False


def propose(binding: Binding, description: DataDescription) -> Proposal:
    """Returns what suits the columns that an Output is bound to.

    Two categories make one sigmoid unit and more a softmax; class numbers that do
    not count from 0 become one-hot. Columns of 0 and 1, several or with a shape,
    are labels that need not exclude each other: a sigmoid each. Everything else is
    regression.

    Raises:
        DataError: If the columns are not there or do not go together.
    """
    columns = bound_columns(binding, description)
    if len(columns) == 1 and columns[0].is_categorical and not columns[0].shape:
        return _for_classes(columns[0], binding.one_hot)
    shape = sample_shape(binding, description)
    units = shape[-1] if shape else 1
    if all(column.is_binary or _counts_from_zero(column, 2) for column in columns):
        return _proposal(units, "sigmoid", "BinaryCrossentropy", "BinaryAccuracy")
    return _proposal(units, "linear", "MeanSquaredError", "MeanAbsoluteError")


def apply_proposal(
    project: Project, output_layer_id: str, proposal: Proposal
) -> Project:
    """Sets an Output's loss and metrics, and its Dense's units and activation.

    Its binding becomes one-hot or not, as the loss asks, and classes are not scaled.
    A layer of another type that feeds the Output is left as it is, and so is a Dense
    that is called elsewhere too.
    """
    graph = project.main
    output = graph.layers[output_layer_id]
    graph = edits.set_parameter(graph, output.id, "loss", proposal.loss)
    graph = edits.set_parameter(graph, output.id, "metrics", list(proposal.metrics))
    dense = feeding_dense(graph, output)
    if dense is not None and len(graph.calls[dense.id]) == 1:
        activation = None if proposal.activation == "linear" else proposal.activation
        graph = edits.set_parameter(graph, dense.id, "units", proposal.units)
        graph = edits.set_parameter(graph, dense.id, "activation", activation)
    project = with_graphs(project, graph)
    binding = project.data.bindings.get(output.id)
    if binding is None:
        return project
    scaling = binding.scaling if proposal.activation == "linear" else "none"
    fitting = replace(binding, one_hot=proposal.one_hot, scaling=scaling)
    return with_binding(project, output.id, fitting)


def _for_classes(column: Column, one_hot: bool) -> Proposal:
    classes = len(column.categories)
    if one_hot or not _counts_from_zero(column, classes):
        return _proposal(
            classes,
            "softmax",
            "CategoricalCrossentropy",
            "CategoricalAccuracy",
            one_hot=True,
        )
    if classes == 2:
        return _proposal(1, "sigmoid", "BinaryCrossentropy", "BinaryAccuracy")
    return _proposal(
        classes,
        "softmax",
        "SparseCategoricalCrossentropy",
        "SparseCategoricalAccuracy",
    )


def _counts_from_zero(column: Column, classes: int) -> bool:
    """Whether the values that a model is given are 0 to `classes` - 1."""
    if column.dtype == "int32":
        return len(column.categories) == classes
    return column.categories == tuple(str(number) for number in range(classes))


def _proposal(
    units: int, activation: str, loss: str, metric: str, *, one_hot: bool = False
) -> Proposal:
    return Proposal(units, activation, _object(loss), (_object(metric),), one_hot)


def _object(class_name: str) -> dict[str, Any]:
    return {"class_name": class_name, "config": {}}
