"""Refuses where a program would number categories otherwise than kgraph does."""

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.loading.bound import bound_layers
from kgraph.document.binding import preparation_of
from kgraph.document.binding.outputs import is_for_classes
from kgraph.document.graph import Layer
from kgraph.document.project import Data, Project


def refuse_series(project: Project) -> None:
    """Raises if categories of several series would have to be told apart alike.

    Raises:
        CodegenError: If a part of the samples is a series of its own, with categories.
    """
    data = project.data
    own = [x for x in (data.validation_source, data.test_source) if x is not None]
    has_series = any(source.windows is not None for source in own)
    if has_series and any(_may_be_classes(data, x) for x in bound_layers(project)):
        raise CodegenError(
            "A program cuts windows from one series, or from several of numbers. "
            "Received: categories, in a series with a part of its own. Divide one "
            "series by time."
        )


def _may_be_classes(data: Data, layer: Layer) -> bool:
    binding = data.bindings[layer.id]
    one_hot = any(preparation_of(binding, name).one_hot for name in binding.columns)
    is_whole = "int" in str(layer.config.get("dtype"))
    return one_hot or is_whole or is_for_classes(layer)
