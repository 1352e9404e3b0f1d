"""All that a run is made of, made and found to be right before it begins."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import keras
from msgspec.structs import replace

from kgraph.data import Dataset, load
from kgraph.data.fingerprint import fingerprint
from kgraph.data.progress import telling
from kgraph.document.project import Project, Stage, Training
from kgraph.document.reports import Finding
from kgraph.messages import Event
from kgraph.modeling import build
from kgraph.modeling.weights import give_from_file
from kgraph.training.feeding import Order
from kgraph.training.keeping.checkpoint import Position
from kgraph.training.preparing.compile import compile_model, judged_outputs
from kgraph.training.preparing.ends import as_trained
from kgraph.training.preparing.labels import check_labels
from kgraph.training.preparing.machine import Machine
from kgraph.training.preparing.settings import check_monitors, check_settings
from kgraph.training.words import TrainingError


class Prepared(NamedTuple):
    """A model, its data and the way that it is to go.

    Attributes:
        machine: What it computes with.
        order: In which order the samples come.
        findings: Which layers begin with the project's trained weights.
        data: The fingerprint of the samples.
    """

    project: Project
    model: keras.Model
    dataset: Dataset
    seed: int
    log_names: tuple[str, ...]
    machine: Machine
    order: Order
    findings: tuple[Finding, ...] = ()
    data: str = ""

    @property
    def batches(self) -> int:
        """How many batches an epoch has."""
        return self.project.training.steps_per_epoch or self.order.batches

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is done, one after the other; each has a name."""
        return tuple(
            stage if stage.name else _named(stage, number)
            for number, stage in enumerate(self.project.training.all_stages, 1)
        )

    def start(self) -> Position:
        """Returns where a new run begins: at `initial_epoch`, in the stage of it."""
        first, total = self.project.training.initial_epoch, 0
        stage = began = 0
        for number, each in enumerate(self.stages):
            if total <= first:
                stage, began = number, total
            total += each.epochs
        step = first * self.batches
        samples = len(self.dataset.train)
        data = self.data
        return Position(stage, began, first, 0, step, total, samples=samples, data=data)


def prepare(
    project: Project,
    folder: str | Path | None,
    seed: int | None = None,
    report: Callable[[Event], None] = lambda event: None,
) -> Prepared:
    """Makes the compiled model, with its trained weights, and the data of a project.

    Args:
        seed: Of a run that is gone on with; None for what the project says.
        report: Is told how downloads of data get on.

    Raises:
        KgraphError: If anything is wrong with either.
    """
    training = project.training
    check_settings(project)
    if seed is None:
        seed = training.seed
    if seed is None:
        seed = random.SystemRandom().randrange(2**31)
    keras.utils.set_random_seed(seed)
    machine = Machine(training)
    model = build(
        as_trained(project), precision=training.precision, scope=machine.scope
    )
    findings = give_from_file(project, folder, model)
    log_names = compile_model(model, project, scope=machine.scope)
    dataset = load(project, folder, telling(report))
    check_labels(model, judged_outputs(project), dataset.train)
    validated = [f"val_{name}" for name in log_names] if len(dataset.validation) else []
    check_monitors(training, [*log_names, *validated])
    order = _order(len(dataset.train), training, seed, machine)
    return Prepared(
        project,
        model,
        dataset,
        seed,
        log_names,
        machine,
        order,
        findings,
        fingerprint(dataset),
    )


def _order(samples: int, training: Training, seed: int, machine: Machine) -> Order:
    order = Order(
        samples,
        training.batch_size,
        seed,
        is_shuffled=training.shuffle,
        drops_rest=machine.devices > 1,
    )
    if not order.batches:
        raise TrainingError(
            f"A batch must be filled by the {samples} samples to train with. "
            f"Received: batches of {training.batch_size}, shared among "
            f"{machine.devices} devices. Choose a smaller batch size."
        )
    return order


def _named(stage: Stage, number: int) -> Stage:
    return replace(stage, name=f"Stage {number}")
