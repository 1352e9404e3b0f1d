"""Says where the values of columns are not what a layer can take."""

from collections.abc import Iterator

from kgraph.document.analysis import Problem
from kgraph.document.binding.problems import layer_problem
from kgraph.document.binding.samples import is_whole, preparation_of, takes_texts
from kgraph.document.binding.takers import has_own_scale, reads_text, takers
from kgraph.document.binding.weighing import check_weights
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Binding, Project

BYTE = 255
SCALING_LAYERS = ("Rescaling", "Normalization")


def check_values(
    project: Project,
    layer: Layer,
    binding: Binding,
    columns: tuple[Column, ...],
    description: DataDescription,
) -> Iterator[Problem]:
    """Yields what is wrong with the values that a layer is given."""
    graph = project.main
    yield from _check_missing(graph, layer, binding, columns)
    if layer.type == "Input":
        yield from _check_dtype(graph, layer, binding, columns)
        yield from _check_range(project, layer, binding, columns)
    else:
        yield from check_weights(graph, layer, binding, columns, description)


def _check_missing(
    graph: Graph, layer: Layer, binding: Binding, columns: tuple[Column, ...]
) -> Iterator[Problem]:
    lacking = [
        f"{column.missing:,} in {column.name!r}"
        for column in columns
        if column.missing and preparation_of(binding, column.name).missing == "refuse"
    ]
    if lacking:
        yield layer_problem(
            graph,
            layer,
            "data-missing",
            "needs a value in every sample: say what fills in those that are missing, "
            "or take the samples out.",
            expected="a finite value in every sample",
            received=f"values missing: {', '.join(lacking)}",
        )


def _check_dtype(
    graph: Graph, layer: Layer, binding: Binding, columns: tuple[Column, ...]
) -> Iterator[Problem]:
    dtype = layer.config.get("dtype") or "float32"
    if not isinstance(dtype, str):
        return
    is_text = columns[0].dtype == "string"
    if dtype == "string" and takes_texts(layer, binding, columns):
        yield from _check_reader(graph, layer)
    elif is_text or dtype == "string":
        yield layer_problem(
            graph,
            layer,
            "data-dtype",
            "has another dtype than its columns: bind them again.",
            expected=dtype,
            received="free text" if is_text else "numbers",
        )
    elif "int" in dtype:
        fractions = [c.name for c in columns if not is_whole(c, binding)]
        if fractions:
            yield layer_problem(
                graph,
                layer,
                "data-dtype",
                "takes whole numbers, and its columns hold others: bind them again.",
                expected=dtype,
                received=f"fractions in {fractions[0]!r}",
                severity="warning",
            )


def _check_reader(graph: Graph, layer: Layer) -> Iterator[Problem]:
    others = [x for x in takers(graph, layer) if not (x.submodel or reads_text(x))]
    if others:
        yield layer_problem(
            graph,
            layer,
            "data-text",
            "is given texts: place a TextVectorization behind it, or a StringLookup "
            "if each is one word.",
            expected="a layer that reads text",
            received=f"{others[0].type} {others[0].name!r}",
        )


def _check_range(
    project: Project, layer: Layer, binding: Binding, columns: tuple[Column, ...]
) -> Iterator[Problem]:
    """Warns of the bytes of images, of which a network learns badly."""
    wide = [
        column
        for column in columns
        if len(column.shape) > 1
        and column.minimum is not None
        and column.maximum is not None
        and column.minimum >= 0
        and BYTE // 2 < column.maximum <= BYTE
        and preparation_of(binding, column.name).scaling == "none"
    ]
    if wide and not _is_scaled_by_layers(project, layer):
        yield layer_problem(
            project.main,
            layer,
            "data-range",
            f"is given the numbers of {wide[0].name!r} as they are, and a network "
            "learns best from small ones: scale them by minmax, or place a Rescaling.",
            expected="numbers from about -1 to 1",
            received=f"{wide[0].minimum:g} to {wide[0].maximum:g}",
            severity="warning",
        )


def _is_scaled_by_layers(project: Project, layer: Layer) -> bool:
    graphs = project.graphs.values()
    types = {x.type for graph in graphs for x in graph.layers.values()}
    is_scaled = not types.isdisjoint(SCALING_LAYERS)
    return is_scaled or has_own_scale(project.main, layer)
