"""What becomes of columns that are dropped on the drawing, and whether they fit."""

from typing import Literal

from msgspec import Struct

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.analysis import Tensor
from kgraph.document.binding.bindings import bind
from kgraph.document.binding.check import check_data
from kgraph.document.binding.proposal import propose
from kgraph.document.binding.suggestion import feature_binding
from kgraph.document.columns import Column, DataDescription
from kgraph.document.edits import Position
from kgraph.document.errors import DataError, EditError, KgraphError
from kgraph.document.fitting import Fit as Suitability
from kgraph.document.fitting import follows
from kgraph.document.graph import ENDS, Graph, Layer
from kgraph.document.names import is_legal, is_trainable
from kgraph.document.project import Binding, Project, with_graphs

Grade = Literal["good", "remark", "refused"]


class Fit(Struct, frozen=True):
    """How columns fit an Input or Output.

    Attributes:
        grade: `remark` if they can be bound, and something is left to be done then.
        sentence: What would become of them, or why nothing would.
    """

    grade: Grade
    sentence: str


def bind_columns(
    project: Project,
    layer_id: str,
    columns: tuple[str, ...],
    description: DataDescription,
) -> Project:
    """Binds columns to an Input or Output, prepared as usually suits them.

    Numbers of an Input are scaled and its texts become one-hot; classes of an Output
    become one-hot if they do not count from 0.

    Raises:
        DataError: If the columns are not there or do not go together.
        EditError: If the layer is neither an Input nor an Output.
    """
    layer = project.main.layers.get(layer_id)
    if layer is None or layer.type not in ENDS:
        received = layer.type if layer else "a layer that is not there"
        raise EditError(
            "Columns are bound to an Input, which they feed, or to an Output, whose "
            f"target they are. Received: {received}."
        )
    found = _columns(columns, description)
    if layer.type == "Input":
        binding = feature_binding(project.main, layer, found)
    else:
        plain = Binding(columns)
        binding = Binding(columns, one_hot=propose(plain, description).one_hot)
    return bind(project, layer_id, binding, description)


def add_bound(
    project: Project,
    type: str,
    columns: tuple[str, ...],
    description: DataDescription,
    position: Position,
) -> tuple[Project, str]:
    """Places an Input or Output in the main graph and binds columns to it.

    Returns:
        The project, and the id of the new node.

    Raises:
        DataError: If the columns are not there or do not go together.
    """
    graph, node = edits.add(project.main, type, position, name=_name(columns, type))
    layer = graph.nodes[node].layer
    project = with_graphs(project, graph)
    return bind_columns(project, layer, columns, description), node


def fit(
    project: Project,
    layer_id: str,
    columns: tuple[str, ...],
    description: DataDescription,
) -> Fit:
    """Returns whether columns can be bound to a layer, and what there is to say."""
    try:
        bound = bind_columns(project, layer_id, columns, description)
    except KgraphError as error:
        return Fit("refused", str(error))
    layer = bound.main.layers[layer_id]
    calls = bound.main.calls[layer_id]
    for problem in check_data(bound, description):
        if problem.node in calls:
            return Fit("remark", problem.message)
    if layer.type == "Input":
        return _feeds(bound.main, layer)
    return Fit("good", f"Becomes the target of {layer.name}.")


def _feeds(graph: Graph, layer: Layer) -> Fit:
    """Returns what an Input would be fed, and which layer is made for other tensors."""
    shape = tuple(layer.config["shape"])
    size = " × ".join(map(str, shape)) or "1"
    feeds = f"Feeds {layer.name}: samples of {size}"
    tensor = Tensor((None, *shape), layer.config.get("dtype") or "float32")
    for node in graph.calls[layer.id]:
        for edge in graph.targets.get(node, ()):
            taker = graph.layer_of(edge.target.node)
            spec = catalog.load().operation(taker.type)
            if spec is not None and follows(spec, tensor) is Suitability.UNFIT:
                return Fit("remark", f"{feeds}. {taker.name} behind it takes others.")
    return Fit("good", f"{feeds}.")


def _columns(names: tuple[str, ...], description: DataDescription) -> list[Column]:
    found = [description.column(name) for name in names]
    if not names or None in found:
        missing = next((n for n, c in zip(names, found, strict=True) if not c), "none")
        raise DataError(f"The data must have the column. Received: {missing!r}.")
    return [column for column in found if column]


def _name(columns: tuple[str, ...], type: str) -> str | None:
    """Returns the column's name where it can be a layer's, else Keras's own naming."""
    name = columns[0] if len(columns) == 1 and type == "Input" else ""
    return name if is_legal(name) and is_trainable(name) else None
