"""Says where what arrives at an Output has another form than its columns."""

from kgraph.document.analysis import Analysis, GraphAnalysis, Problem
from kgraph.document.binding.check import needed_units
from kgraph.document.binding.outputs import (
    feeding_dense,
    layers_of_type,
    loss_family,
    loss_name,
)
from kgraph.document.binding.samples import Shape, bound_columns, sample_shape
from kgraph.document.columns import DataDescription
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import MAIN, Project

Made = tuple[int | None, ...]

# Parts of the names of losses that compare a tensor with its columns place by place.
PLACE_BY_PLACE = ("crossentropy", "squared", "absolute", "mse", "mae", "hinge", "huber")


def check_arriving(
    project: Project, analysis: Analysis, description: DataDescription
) -> tuple[Problem, ...]:
    """Returns the Outputs whose tensors cannot be compared with their columns.

    Such as one value for each pixel of an image that has one label.
    """
    found = (
        _check_output(project, layer, analysis, description)
        for layer in layers_of_type(project.main, "Output")
        if _compares_places(layer)
    )
    return tuple(problem for problem in found if problem)


def _compares_places(output: Layer) -> bool:
    """Whether an Output's loss compares value by value; some others align sequences."""
    name = loss_name(output).lower().replace("_", "")
    return any(part in name for part in PLACE_BY_PLACE)


def _check_output(
    project: Project, layer: Layer, analysis: Analysis, description: DataDescription
) -> Problem | None:
    graph = project.main
    node = graph.calls[layer.id][0]
    known = analysis.graphs.get(MAIN, GraphAnalysis()).nodes.get(node)
    binding = project.data.bindings.get(layer.id)
    if known is None or not known.outputs or binding is None:
        return None
    try:
        wanted = sample_shape(binding, description)
        columns = bound_columns(binding, description)
    except DataError:  # a problem of its own
        return None
    made = known.outputs[0].shape[1:]
    if not _same_places(made, wanted, loss_family(layer) == "sparse"):
        return _problem(
            layer,
            node,
            "data-rank",
            "makes more or fewer values than its columns hold for one sample: insert "
            "a Flatten or a pooling, or take one away.",
            f"one value, or class, for each of {wanted}",
            f"shape {made}",
        )
    units = needed_units(layer, columns, wanted)
    if feeding_dense(graph, layer) or not _is_narrow(made, wanted, units):
        return None
    return _problem(
        layer,
        node,
        "data-width",
        f"needs {units} values for its columns: end in a Dense of that many units.",
        f"{units} values",
        f"{made[-1]} values",
    )


def _same_places(made: Made, wanted: Shape, is_sparse: bool) -> bool:
    """Whether there is a value, or a vector of classes, for each place of a column.

    Keras adds or leaves out a last axis of size 1 where that makes the ranks equal.
    """
    held: Made = wanted
    if is_sparse:
        made, held = made[:-1], wanted[:-1] if wanted[-1:] == (1,) else wanted
    elif len(made) == len(wanted):
        made, held = made[:-1], wanted[:-1]
    elif len(made) == len(wanted) + 1 and made[-1] == 1:
        made = made[:-1]
    elif len(made) + 1 == len(wanted) and wanted[-1] == 1:
        held = wanted[:-1]
    return len(made) == len(held) and all(
        None in (a, b) or a == b for a, b in zip(made, held, strict=True)
    )


def _is_narrow(made: Made, wanted: Shape, units: int | None) -> bool:
    """Whether the last axis is shorter than the columns, or their classes, need."""
    last = made[-1] if made else 1
    if units is None or last is None or len(made) != len(wanted):
        return False
    return last < units


def _problem(
    layer: Layer, node: str, rule: str, what: str, expected: str, received: str
) -> Problem:
    return Problem(
        rule=rule,
        message=f"Output {layer.name!r} {what} Received: {received}.",
        node=node,
        argument="inputs",
        expected=expected,
        received=received,
    )
