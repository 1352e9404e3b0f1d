"""What an Output is asked: from its loss, its columns and the shape of its tensor."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgraph.document.binding import loss_family
from kgraph.document.binding.outputs import loss_name
from kgraph.document.columns import Column
from kgraph.document.evaluation import Task
from kgraph.document.graph import Layer
from kgraph.document.project import Binding

Squash = Literal["", "sigmoid", "softmax"]
_OF_AREAS = ("dice", "tversky")
LIKELY = ("sigmoid", "softmax")
BACKGROUND = "background"
MOST_NUMBERS = 32  # of a sample, each shown by itself


class Question(NamedTuple):
    """What an Output is asked, and how its tensor says the answer.

    Attributes:
        names: Of the classes, labels or numbers; of a binary question, the class that
            stands for no and the one that stands for yes.
        squash: What makes likelihoods of the tensor: nothing where it holds them.
        are_likelihoods: Whether it holds likelihoods then, as its loss takes it.
        threshold: From which value on the answer is yes.
        is_one_hot: Whether targets are one-hot and not class numbers.
        units: Makes numbers of the data of numbers that were scaled for training.
    """

    output: str
    task: Task
    names: tuple[str, ...]
    squash: Squash = ""
    are_likelihoods: bool = False
    threshold: float = 0.5
    is_one_hot: bool = False
    units: Callable[[NDArray], NDArray] | None = None

    def in_units(self, numbers: NDArray) -> NDArray:
        """Returns numbers as they are in the data: (samples, numbers)."""
        return numbers if self.units is None else self.units(numbers)

    def likelihoods(self, tensor: NDArray) -> NDArray:
        """Returns the tensor as likelihoods, or as scores where it holds none."""
        if self.squash == "sigmoid":
            return 0.5 * (1.0 + np.tanh(0.5 * tensor.astype("float32")))
        if self.squash == "softmax":
            lowered = tensor - tensor.max(axis=-1, keepdims=True)
            exponents = np.exp(lowered.astype("float32"))
            return exponents / exponents.sum(axis=-1, keepdims=True)
        return tensor.astype("float32", copy=False)


def question_of(
    output: Layer,
    binding: Binding,
    columns: Sequence[Column],
    shape: Sequence[int],
    activation: str = "",
) -> Question:
    """Returns what an Output is asked.

    Args:
        binding: To the columns that are its target.
        columns: Those.
        shape: Of what the model says to one sample.
        activation: That of the layer which says it, such as `softmax`.
    """
    task = _task(output, binding, columns, tuple(shape))
    if task in ("numbers", "other"):
        return Question(output.name, task, _number_names(columns, shape))
    is_exclusive = task == "classes" or (task == "mask" and shape[-1] > 1)
    family, config = loss_family(output), _loss_config(output)
    squash: Squash = ""
    if config.get("from_logits"):
        squash = "softmax" if is_exclusive else "sigmoid"
    is_hinge = "hinge" in loss_name(output).lower()
    is_told = family is not None or _is_of_areas(output)
    return Question(
        output.name,
        task,
        _class_names(task, binding, columns, shape),
        squash,
        are_likelihoods=not is_hinge and (is_told or activation in LIKELY),
        threshold=0.0 if is_hinge and not is_exclusive else 0.5,
        is_one_hot=family != "sparse" and is_exclusive,
    )


def _task(
    output: Layer,
    binding: Binding,
    columns: Sequence[Column],
    shape: tuple[int, ...],
) -> Task:
    family = loss_family(output)
    is_hinge = "hinge" in loss_name(output).lower()
    is_for_classes = family is not None or is_hinge or _is_of_areas(output)
    if len(shape) >= 3:
        is_mask = is_for_classes and all(_is_discrete(c, family) for c in columns)
        has_layers = family == "binary" and shape[-1] > 1  # that may overlap
        return "mask" if is_mask and not has_layers else "other"
    if len(shape) == 2 or not shape:
        return "other"
    is_one_of_many = len(columns) == 1 and binding.one_hot
    if family in ("sparse", "categorical") or (is_one_of_many and shape[0] > 1):
        return "classes"
    if not is_for_classes:
        return "numbers" if shape[0] <= MOST_NUMBERS else "other"
    if shape[0] == 1:
        return "binary"
    return "classes" if is_hinge and binding.one_hot else "labels"


def _is_discrete(column: Column, family: str | None) -> bool:
    return family == "sparse" or column.is_binary or column.dtype == "int32"


def _is_of_areas(output: Layer) -> bool:
    return loss_name(output).lower().startswith(_OF_AREAS)


def _loss_config(output: Layer) -> dict[str, Any]:
    loss = output.config.get("loss")
    config = loss.get("config") if isinstance(loss, dict) else None
    return config if isinstance(config, dict) else {}


def _number_names(columns: Sequence[Column], shape: Sequence[int]) -> tuple[str, ...]:
    if list(shape) == [len(columns)]:
        return tuple(column.name for column in columns)
    if len(shape) == 1:
        return tuple(f"{columns[0].name} {i}" for i in range(shape[0]))
    return ()


def _class_names(
    task: Task, binding: Binding, columns: Sequence[Column], shape: Sequence[int]
) -> tuple[str, ...]:
    """Returns a name for each unit of the tensor; for both answers of a single one."""
    units = max(shape[-1], 2) if task in ("binary", "mask") else shape[-1]
    if task == "labels" and len(columns) == units and not binding.one_hot:
        return tuple(column.name for column in columns)
    known: list[str] = []
    if task == "mask" and shape[-1] == 1 and not columns[0].categories:
        return BACKGROUND, columns[0].name
    for column in columns:
        is_told = binding.one_hot or column.dtype == "int32"
        of_column = column.categories if is_told else ()
        prefix = f"{column.name}=" if len(columns) > 1 else ""
        known += [prefix + category for category in of_column]
    return tuple(
        known[unit] if unit < len(known) else str(unit) for unit in range(units)
    )
