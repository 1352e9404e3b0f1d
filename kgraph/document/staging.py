"""The edits of a training's stages: pure functions from project to project."""

from math import ceil
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.errors import EditError
from kgraph.document.project import Project
from kgraph.document.stages import learning
from kgraph.document.training import Stage

EXTRACTION = "Feature extraction"
TUNING = "Fine-tuning"
RATE = 0.001  # where the optimizer has none that is a number


def title(stage: Stage, index: int) -> str:
    """Returns what people call a stage: its name, or its number counted from 1."""
    return stage.name or f"Stage {index + 1}"


def add_stage(project: Project) -> tuple[Project, int]:
    """Adds a stage behind the last; the first takes the epochs of the training.

    Returns:
        The project, and the index of the stage.
    """
    training = project.training
    stages = training.stages
    new = Stage() if stages else Stage(epochs=training.epochs)
    return _with(project, (*stages, new)), len(stages)


def duplicate_stage(project: Project, index: int) -> tuple[Project, int]:
    """Adds a copy of a stage right behind it."""
    stages = project.training.stages
    copy = _stage(project, index)
    return _with(project, (*stages[: index + 1], copy, *stages[index + 1 :])), index + 1


def remove_stage(project: Project, index: int) -> Project:
    """Takes a stage away; without any, what is drawn trains."""
    _stage(project, index)
    stages = project.training.stages
    return _with(project, (*stages[:index], *stages[index + 1 :]))


def move_stage(project: Project, index: int, to: int) -> tuple[Project, int]:
    """Moves a stage to another place; returns where it is then."""
    stages = list(project.training.stages)
    stage = _stage(project, index)
    to = min(max(to, 0), len(stages) - 1)
    if to == index:
        return project, index
    del stages[index]
    stages.insert(to, stage)
    return _with(project, tuple(stages)), to


def set_stage(project: Project, index: int, name: str, value: Any) -> Project:
    """Sets one of the attributes of a stage; lists become tuples."""
    stage = _stage(project, index)
    value = tuple(value) if isinstance(value, list) else value
    changed = replace(stage, **{name: value})
    if changed == stage:
        return project
    stages = project.training.stages
    return _with(project, (*stages[:index], changed, *stages[index + 1 :]))


def extract_then_tune(project: Project) -> Project:
    """Returns the project with the two stages in which a known model is tuned.

    First all but the submodels learn, and then the last third of the submodels too: a
    tenth as fast, with each BatchNormalization as it is.

    Raises:
        EditError: If the model has no submodel that learns, or nothing else.
    """
    places = learning(project)
    inside = [place for place in places if len(place.path) > 1]
    head = len(places) - len(inside)
    if not inside or not head:
        missing = "layers around it that learn" if inside else "a submodel that learns"
        raise EditError(
            "Feature extraction wants a submodel, such as a model of "
            f"keras.applications, and a head. This drawing has not {missing}: select "
            "layers and choose Make Submodel, or add some."
        )
    training = project.training
    first = ceil(training.all_epochs / 2)
    extraction = Stage(
        name=EXTRACTION,
        trains="except",
        layers=tuple(dict.fromkeys(place.path[0] for place in inside)),
        epochs=first,
    )
    tuning = Stage(
        name=TUNING,
        trains="last",
        last=head + ceil(len(inside) / 3),
        keeps_statistics=True,
        learning_rate=float(f"{_rate(training.optimizer) / 10:.3g}"),
        epochs=max(training.all_epochs - first, 1),
    )
    return _with(project, (extraction, tuning))


def _rate(optimizer: dict[str, Any]) -> float:
    """Returns the learning rate of an optimizer; of a schedule the usual one."""
    given = optimizer.get("config", {}).get("learning_rate")
    if isinstance(given, (int, float)):
        return float(given)
    spec = catalog.load().resolve(optimizer, "optimizer")
    known = spec.parameter("learning_rate") if spec else None
    usual = known.default if known else None
    return float(usual) if isinstance(usual, (int, float)) else RATE


def _stage(project: Project, index: int) -> Stage:
    stages = project.training.stages
    if not 0 <= index < len(stages):
        raise EditError(
            f"Expected the number of a stage below {len(stages)}. Received: {index}."
        )
    return stages[index]


def _with(project: Project, stages: tuple[Stage, ...]) -> Project:
    return replace(project, training=replace(project.training, stages=stages))
