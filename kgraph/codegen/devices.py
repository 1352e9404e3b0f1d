"""Writes what a program computes with: the backend, the precision, the devices."""

from collections.abc import Sequence

from kgraph.codegen.layout import Block, Code, Statement, call, laid, text
from kgraph.document.precision import FULL
from kgraph.document.project import Project

ALL = "all"
AUTO = "auto"
_SCOPE = "with strategy.scope()"


def backend_lines(project: Project) -> list[str]:
    """Returns what comes before Keras is imported, as its backend is chosen then."""
    backend = project.training.backend
    if backend == AUTO:
        return []
    return ["import os", "", f'os.environ["KERAS_BACKEND"] = {text(backend)}']


def policy_lines(project: Project) -> list[str]:
    """Returns what comes before any layer is made."""
    precision = project.training.precision
    if precision == FULL:
        return []
    return list(laid([call("keras.config.set_dtype_policy", [text(precision)], {})], 0))


def on_device(project: Project, statements: Sequence[Statement]) -> list[Statement]:
    """Returns statements as they run on the one device that is chosen, if one is."""
    device = project.training.device
    if device in (ALL, AUTO):
        return [*statements]
    head: Code = ("with ", call("keras.device", [text(device)], {}))
    return [Block(head, tuple(statements))]


def sharing(project: Project) -> list[Statement]:
    """Returns the statements that let the model share batches among all devices."""
    if project.training.device != ALL:
        return []
    if project.training.backend == "jax":
        parallel = call("keras.distribution.DataParallel", [], {})
        return [call("keras.distribution.set_distribution", [parallel], {})]
    return [("strategy = ", call("tf.distribute.MirroredStrategy", [], {}))]


def shared(project: Project, statements: Sequence[Statement]) -> list[Statement]:
    """Returns statements that make variables, where those are on all devices."""
    is_mirrored = project.training.device == ALL and project.training.backend != "jax"
    return [Block(_SCOPE, tuple(statements))] if is_mirrored else [*statements]
