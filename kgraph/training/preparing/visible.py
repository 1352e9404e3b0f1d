"""Which GPUs a process may see: its environment says so, before Keras is imported."""

import os

_SEEN = "CUDA_VISIBLE_DEVICES"
_BEFORE = "KGRAPH_VISIBLE_GPUS"  # what that was before one GPU was chosen
_ALL, _NONE = "all", "-1"


def number_of(device: str) -> int | None:
    """Returns which GPU a device means; None for a device that is none.

    Example:

    >>> number_of("gpu:1"), number_of("gpu"), number_of("cpu")
    (1, 0, None)
    """
    kind, _, number = device.partition(":")
    if kind != "gpu":
        return None
    return int(number) if number.isdecimal() else 0


def show_gpu(number: int) -> None:
    """Lets this process see one GPU alone, of those that it may see."""
    before = os.environ.setdefault(_BEFORE, os.environ.get(_SEEN, _ALL))
    if before == _ALL:
        os.environ[_SEEN] = str(number)
        return
    names = before.split(",")
    os.environ[_SEEN] = names[number].strip() if number < len(names) else _NONE


def show_no_gpu() -> None:
    """Lets this process see no GPU."""
    os.environ[_SEEN] = _NONE


def is_any_hidden() -> bool:
    """Whether this process may not see all GPUs."""
    return _SEEN in os.environ


def all_shown() -> dict[str, str]:
    """Returns the environment of a process that sees what this one might choose of."""
    variables = dict(os.environ)
    variables.pop(_SEEN, None)
    if (before := variables.get(_BEFORE, _ALL)) != _ALL:
        variables[_SEEN] = before
    return variables
