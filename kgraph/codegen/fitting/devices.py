"""Writes what a program computes with: the backend, the precision, the devices."""

from collections.abc import Sequence

from kgraph.codegen.layout import Block, Code, Statement, call, laid, text
from kgraph.codegen.loading.files import streams
from kgraph.document.precision import FULL
from kgraph.document.project import Project

_EVENLY = '''\
def shared_evenly(samples):
    """Returns so many samples that all devices are given equally many."""
    devices = len(keras.distribution.list_devices())
    count = len(keras.tree.flatten(samples)[0]) // devices * devices
    return keras.tree.map_structure(lambda values: values[:count], samples)
'''
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
    if _is_sharded(project):
        parallel = call("keras.distribution.DataParallel", [], {})
        return [call("keras.distribution.set_distribution", [parallel], {})]
    return [("strategy = ", call("tf.distribute.MirroredStrategy", [], {}))]


def sharing_function(project: Project) -> list[str]:
    """Returns the lines of `shared_evenly()`; none where nothing has to be shared so.

    JAX takes no batch that it cannot divide, such as the last one of an epoch.
    """
    is_needed = _is_sharded(project) and not streams(project)
    return _EVENLY.rstrip("\n").split("\n") if is_needed else []


def loading(project: Project, parts: Sequence[str]) -> list[Statement]:
    """Returns the statements that load the parts of the samples."""
    written: list[Statement] = [f"{', '.join(parts)} = load_data()"]
    if sharing_function(project):
        written += [f"{part} = shared_evenly({part})" for part in parts]
    return written


def shared(project: Project, statements: Sequence[Statement]) -> list[Statement]:
    """Returns statements that make variables, where those are on all devices."""
    is_mirrored = project.training.device == ALL and not _is_sharded(project)
    return [Block(_SCOPE, tuple(statements))] if is_mirrored else [*statements]


def _is_sharded(project: Project) -> bool:
    training = project.training
    return training.device == ALL and training.backend == "jax"
