"""What a training logs, told from the drawing: the names of losses and metrics."""

from typing import Any

from kgraph import catalog
from kgraph.document.calls import outputs_of
from kgraph.document.names import base_name, unique_name
from kgraph.document.project import Project

RATE = "learning_rate"
VALIDATION = "val_"


def log_names(project: Project) -> tuple[str, ...] | None:
    """Returns the names under which Keras logs losses and metrics, without `val_`.

    Returns:
        None where they cannot be known: a metric is none of the catalogue's.
    """
    outputs = [project.main.layers[node.layer] for node in outputs_of(project.main)]
    names = ["loss"]
    judged = [x for x in outputs if x.config.get("loss")]
    if len(judged) > 1:
        names += [f"{output.name}_loss" for output in judged]
    taken = set[str]()
    made = {
        (output.id, parameter): _names(output.config.get(parameter), taken)
        for output in outputs
        for parameter in ("metrics", "weighted_metrics")
    }
    if any(None in found for found in made.values()):
        return None
    for parameter in ("metrics", "weighted_metrics"):
        for output in outputs:
            prefix = "" if len(outputs) == 1 else f"{output.name}_"
            for name in made[output.id, parameter]:
                # Keras calls a metric whose plain twin is there by another name.
                is_twin = parameter != "metrics" and f"{prefix}{name}" in names
                weighted = "weighted_" if is_twin else ""
                names.append(f"{prefix}{weighted}{name}")
    return tuple(names)


def is_validated(project: Project) -> bool:
    """Whether samples are held back to judge each epoch by."""
    data = project.data
    return (
        data.validation_source is not None
        or data.split.by == "column"
        or (data.split.validation > 0)
    )


def watchable(project: Project) -> tuple[str, ...] | None:
    """Returns what callbacks can watch, None where that cannot be known."""
    names = log_names(project)
    if names is None:
        return None
    validated = [f"{VALIDATION}{x}" for x in names] if is_validated(project) else []
    return (*names, *validated, RATE)


def _names(value: Any, taken: set[str]) -> list[str | None]:
    """Returns the names of metrics; None for one that nobody knows.

    Args:
        taken: Those that Keras has made up so far, for metrics without one.
    """
    given = value if isinstance(value, (list, tuple)) else [value] if value else []
    return [_name(described, taken) for described in given]


def _name(described: Any, taken: set[str]) -> str | None:
    if isinstance(described, str):
        return described
    spec = catalog.load().resolve(described, "metric")
    if spec is None:
        return None
    config = described.get("config")
    config = config if isinstance(config, dict) else {}
    parameter = spec.parameter("name")
    name = config.get("name") or (parameter and parameter.default)
    if name is None:
        name = unique_name(base_name(spec.name), taken)
        taken.add(name)
    return str(name)
