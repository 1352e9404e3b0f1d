"""What a training logs, told from the drawing: the names of losses and metrics."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kgraph import catalog
from kgraph.document.calls import outputs_of
from kgraph.document.names import base_name, unique_name
from kgraph.document.project import Project

RATE = "learning_rate"
VALIDATION = "val_"


class Logged(NamedTuple):
    """What is logged of an Output: a loss perhaps, and metrics by their names."""

    output: str
    has_loss: bool
    metrics: Sequence[str]
    weighted_metrics: Sequence[str]


def log_names(project: Project) -> tuple[str, ...] | None:
    """Returns the names under which Keras logs losses and metrics, without `val_`.

    Returns:
        None where they cannot be known: a metric is none of the catalogue's.
    """
    outputs = [project.main.layers[node.layer] for node in outputs_of(project.main)]
    taken = set[str]()
    logged = []
    for output in outputs:
        plain = _names(output.config.get("metrics"), taken)
        weighted = _names(output.config.get("weighted_metrics"), taken)
        if plain is None or weighted is None:
            return None
        has_loss = bool(output.config.get("loss"))
        logged.append(Logged(output.name, has_loss, plain, weighted))
    return names_in_logs(logged)


def names_in_logs(outputs: Sequence[Logged]) -> tuple[str, ...]:
    """Returns the names under which Keras logs what these Outputs have."""
    names = ["loss"]
    judged = [x for x in outputs if x.has_loss]
    if len(judged) > 1:
        names += [f"{x.output}_loss" for x in judged]
    prefixes = ["" if len(outputs) == 1 else f"{x.output}_" for x in outputs]
    for prefix, each in zip(prefixes, outputs, strict=True):
        names += [f"{prefix}{name}" for name in each.metrics]
    for prefix, each in zip(prefixes, outputs, strict=True):
        for name in each.weighted_metrics:
            # Keras calls a metric whose plain twin is there by another name.
            weighted = "weighted_" if f"{prefix}{name}" in names else ""
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


def _names(value: Any, taken: set[str]) -> list[str] | None:
    """Returns the names of metrics, None if nobody knows that of one.

    Args:
        taken: Those that Keras has made up so far, for metrics without one.
    """
    given = value if isinstance(value, (list, tuple)) else [value] if value else []
    names = [_name(described, taken) for described in given]
    known = [name for name in names if name is not None]
    return known if len(known) == len(names) else None


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
