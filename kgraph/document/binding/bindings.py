"""Binds columns of the data to Inputs and Outputs, and takes bindings away."""

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding.samples import (
    bound_columns,
    drawn_shape,
    holds_whole,
    sample_dtype,
    sample_shape,
    takes_texts,
)
from kgraph.document.binding.takers import looks_up
from kgraph.document.columns import DataDescription
from kgraph.document.errors import DataError, EditError
from kgraph.document.graph import ENDS
from kgraph.document.project import Binding, DataSource, Project, with_graphs


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
    if layer is None or layer.type not in ENDS:
        received = layer.type if layer else layer_id
        raise EditError(
            f"Data is bound to an Input or an Output. Received: {received!r}."
        )
    shape = sample_shape(binding, description)
    columns = bound_columns(binding, description)
    if layer.type == "Output" and columns[0].dtype == "string":
        raise DataError(
            f"The target of {layer.name!r} must hold numbers or categories. Received: "
            f"{columns[0].name!r}, free text."
        )
    if layer.type == "Input":
        dtype = sample_dtype(binding, description)
        if takes_texts(layer, binding, columns):
            dtype, shape = "string", ()
        elif looks_up(graph, layer) and holds_whole(binding, description):
            dtype = "int32"
        if dtype == "string" and drawn_shape(layer) == (1,):
            shape = (1,)
        graph = edits.set_parameter(graph, layer_id, "shape", list(shape))
        stored = None if dtype == "float32" else dtype
        graph = edits.set_parameter(graph, layer_id, "dtype", stored)
    return with_binding(with_graphs(project, graph), layer_id, binding)


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


def with_binding(project: Project, layer_id: str, binding: Binding) -> Project:
    """Returns the project with this binding, unchecked."""
    bindings = {**project.data.bindings, layer_id: binding}
    return replace(project, data=replace(project.data, bindings=bindings))
