"""Says where the samples of an Output cannot be weighed as its binding asks."""

from collections.abc import Iterator

from kgraph.document.analysis import Problem
from kgraph.document.binding.problems import layer_problem
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Binding
from kgraph.document.telling.words import plural

Wrong = tuple[str, str, str]
"""What to do, what was expected, and what received."""


def check_weights(
    graph: Graph,
    layer: Layer,
    binding: Binding,
    columns: tuple[Column, ...],
    description: DataDescription,
) -> Iterator[Problem]:
    """Yields what is wrong with the weights of samples, or else with those of classes.

    Args:
        columns: The target's.
    """
    wrong = _wrong_of_samples(binding, description) or _wrong_of_classes(
        binding, columns
    )
    if wrong:
        what, expected, received = wrong
        yield layer_problem(
            graph,
            layer,
            "data-weights",
            f"cannot weigh its samples: {what}",
            expected=expected,
            received=received,
        )


def _wrong_of_samples(binding: Binding, description: DataDescription) -> Wrong | None:
    if not binding.sample_weights:
        return None
    received = _unsuited(binding.sample_weights, description)
    if not received:
        return None
    what = "choose another column of weights."
    return what, "a column of numbers, 0 or more", received


def _unsuited(name: str, description: DataDescription) -> str:
    """Returns in words why a column cannot be weights, else nothing."""
    column = description.column(name)
    if column is None:
        return f"no column {name!r}"
    if column.dtype != "float32" or column.shape:
        return f"{name!r}, which is none"
    if column.minimum is not None and column.minimum < 0:
        return f"{column.minimum:g} in {name!r}"
    return f"{plural(column.missing, 'gap')} in {name!r}" if column.missing else ""


def _wrong_of_classes(binding: Binding, columns: tuple[Column, ...]) -> Wrong | None:
    if binding.class_weights in ("none", {}):
        return None
    first = columns[0]
    if len(columns) > 1 or not first.is_categorical or first.shape:
        what = "class weights need one column that says the class."
        return what, "a column of categories", plural(len(columns), "column")
    if isinstance(binding.class_weights, dict):
        unknown = [n for n in binding.class_weights if n not in first.categories]
        if unknown:
            what = f"{first.name!r} has no class {unknown[0]!r}."
            return what, ", ".join(first.categories[:8]), repr(unknown[0])
    return None
