"""Writes `main()`: how the model is trained, stage by stage, and kept."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec import Struct

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.fitting.adapting import adapts
from kgraph.codegen.fitting.compiling import compile_call, has_loss
from kgraph.codegen.fitting.devices import loading, shared, sharing
from kgraph.codegen.fitting.staging import Stager
from kgraph.codegen.layout import Code, Statement, call, laid, sequence, text
from kgraph.codegen.loading import files
from kgraph.codegen.loading.dividing import parts_of
from kgraph.codegen.loading.giving import given, weights_given
from kgraph.codegen.loading.loading import has_data
from kgraph.codegen.sections import comment
from kgraph.codegen.values import MISSING, attempt, literal, nested
from kgraph.document.callbacks import file_of
from kgraph.document.project import Project, Stage, Training

TENSORBOARD = "TensorBoard"

# What `fit()` does unless it is told otherwise.
_USUAL = {
    "batch_size": 32,
    "epochs": 1,
    "initial_epoch": 0,
    "shuffle": True,
    "steps_per_epoch": None,
    "validation_freq": 1,
    "validation_steps": None,
    "validation_batch_size": None,
}
# What is said where the batches are made, if that is not `fit()`.
_OF_ARRAYS = ("batch_size", "shuffle", "validation_batch_size")


class StageCode(Struct, frozen=True):
    """What a stage of the training is in code.

    Attributes:
        title: What people call it; empty for a training that is a single one.
        preparing: The statements that freeze layers and compile the model.
        fitting: The call of `fit()`.
    """

    title: str
    preparing: tuple[Statement, ...]
    fitting: Code


def is_trained(project: Project) -> bool:
    """Whether the project says all that training needs: data and a loss."""
    return has_loss(project) and has_data(project)


def main_function(project: Project, trains: bool, is_draft: bool) -> list[str]:
    """Returns the lines of `main()`.

    Args:
        trains: Whether there are data and a loss to train with.
        is_draft: Whether `...` may stand for what cannot be written.

    Raises:
        CodegenError: If a callback cannot be written, or a stage.
    """
    does = (
        "Trains the model and saves it" if trains else "Builds the model and saves it"
    )
    statements = (
        _training(project, is_draft) if trains else _building(project, is_draft)
    )
    return [
        "def main():",
        f'    """{does}."""',
        *laid(statements),
        *laid([saving(project)]),
    ]


def saving(project: Project) -> Code:
    """Returns the call that saves the model under the name of the drawing."""
    stem = re.sub(r"[^\w. -]+", "_", project.main.name) or "model"
    return call("model.save", [text(f"{stem}.keras")], {})


def seeding(project: Project) -> Code | None:
    """Returns the call that makes the training repeatable, if it shall be."""
    seed = project.training.seed
    if seed is None:
        return None
    return call("keras.utils.set_random_seed", [literal(seed)], {})


def stages_code(
    project: Project, is_draft: bool, callbacks: tuple[Code, ...] = ()
) -> list[StageCode]:
    """Returns the code of the stages; those before the initial epoch are left out.

    Args:
        is_draft: Whether `...` may stand for what cannot be written.
        callbacks: More of them for each call of `fit()`.

    Raises:
        CodegenError: If a callback cannot be written, or a stage.
    """
    training, stager = project.training, Stager(project)
    written: list[StageCode] = []
    end = 0
    for number, stage in enumerate(training.all_stages, 1):
        begin, end = max(end, training.initial_epoch), end + stage.epochs
        if begin < end or (number == len(training.all_stages) and not written):
            title = stage.name or f"Stage {number}"
            freezing = _freezing(stager, stage, is_draft)
            compiling = compile_call(project, stage, is_draft)
            written.append(
                StageCode(
                    title if len(training.all_stages) > 1 else stage.name,
                    (*freezing, compiling),
                    _fit(project, stage, (begin, end), callbacks, is_draft),
                )
            )
    return written


def _building(project: Project, is_draft: bool) -> Iterator[Statement]:
    yield "model = build_model()"
    if has_loss(project):
        yield compile_call(project, project.training.all_stages[0], is_draft)
    yield "model.summary()"


def _training(project: Project, is_draft: bool) -> Iterator[Statement]:
    if seed := seeding(project):
        yield seed
    yield from sharing(project)
    names = parts_of(project.data)
    yield from loading(project, names)
    making: list[Statement] = ["model = build_model()"]
    if adapts(project):
        making.append(f"adapt_model(model, {files.inputs_of(project, 'train')})")
    stages = stages_code(project, is_draft)
    if not any(stage.title for stage in stages):
        making += (x for stage in stages for x in stage.preparing)
    yield from shared(project, making)
    for stage in stages:
        if stage.title:
            yield ""
            yield from filter(None, [comment(stage.title)])
            yield from shared(project, stage.preparing)
        yield stage.fitting
    if any(stage.title for stage in stages):
        yield ""
    if "test" in names:
        test = given(project, "test")
        yield call("model.evaluate", [test], weights_given(project, "test"))


def _freezing(stager: Stager, stage: Stage, is_draft: bool) -> list[Statement]:
    try:
        return stager.statements(stage)
    except CodegenError:
        if is_draft:
            return [MISSING]
        raise


def _fit(
    project: Project,
    stage: Stage,
    epochs: tuple[int, int],
    callbacks: tuple[Code, ...],
    is_draft: bool,
) -> Code:
    """Returns the call of `fit()` for a stage, with what differs from the usual.

    Args:
        epochs: Number of the first epoch, and of the one after the last.
    """
    training = project.training
    is_validated = "validation" in parts_of(project.data)
    told = _told(training, is_validated)
    told |= {"epochs": epochs[1], "initial_epoch": epochs[0]}
    fitting = weights_given(project, "train")
    fitting |= {"validation_data": "validation"} if is_validated else {}
    is_stream = files.streams(project)
    usual = {k: v for k, v in _USUAL.items() if not (is_stream and k in _OF_ARRAYS)}
    fitting |= {k: literal(told[k]) for k, v in usual.items() if told[k] != v}
    described = training.callbacks if stage.callbacks is None else stage.callbacks
    own = [attempt(partial(_callback, c), is_draft) for c in described]
    if training.tensorboard and not any(map(_is_tensorboard, described)):
        own.append(_callback({"class_name": TENSORBOARD}))
    if own or callbacks:
        fitting["callbacks"] = sequence([*callbacks, *own])
    train = given(project, "train")
    if is_stream and training.steps_per_epoch is not None:
        train = f"{train}.repeat()"
    return call("model.fit", [train], fitting)


def _told(training: Training, is_validated: bool) -> dict[str, Any]:
    """Returns the plain arguments of `fit()`; without validation none about it."""
    return {
        name: getattr(training, name)
        if is_validated or not name.startswith("validation")
        else usual
        for name, usual in _USUAL.items()
    }


def _is_tensorboard(described: dict[str, Any]) -> bool:
    return described.get("class_name") == TENSORBOARD


def _callback(described: dict[str, Any]) -> Code:
    name, config = described.get("class_name", ""), described.get("config") or {}
    if isinstance(config, dict) and (file := file_of(name, config)):
        parameter, default = file
        config = {**config, parameter: config.get(parameter) or default}
    return nested({"class_name": name, "config": config}, ("callback",))
