"""Stages that train nothing, or not what they say."""

from collections.abc import Iterator

from kgraph.document.analysis import Problem
from kgraph.document.check.ranges import setting_problem
from kgraph.document.project import Project, Stage
from kgraph.document.stages import learning, listed, trained
from kgraph.document.telling.words import plural

LISTING = ("only", "except")


def stages(project: Project) -> Iterator[Problem]:
    """Yields what stages ask for and the drawing does not have."""
    places = learning(project)
    count = len(places)
    if not count:
        return
    for number, stage in enumerate(project.training.all_stages):
        where = f"training.stages.{number}" if project.training.stages else "training"
        name = stage.name or f"Stage {number + 1}"
        if stage.trains == "last" and stage.last > count:
            yield _too_many(stage, name, where, count)
        if stage.trains in LISTING:
            yield from _strangers(project, stage, name, where)
        if not trained(project, stage, places):
            yield _idle(project, name, where)


def _too_many(stage: Stage, name: str, where: str, count: int) -> Problem:
    return setting_problem(
        "stage-last",
        f"{where}.last",
        f"{name!r} trains the last {stage.last} layers, and the model has no more than "
        f"{plural(count, 'layer')} with weights: it trains all of them.",
        expected=f"1 to {count}",
        received=str(stage.last),
        is_warning=True,
    )


def _strangers(
    project: Project, stage: Stage, name: str, where: str
) -> Iterator[Problem]:
    """Yields that a stage lists layers that are not in the model any more."""
    gone = [id for id in stage.layers if listed(project, id) is None]
    if gone:
        names = ", ".join(map(repr, gone))
        yield setting_problem(
            "stage-layers",
            f"{where}.layers",
            f"{name!r} lists layers that are not there any more: {names}. Take them "
            "off its list.",
            expected="ids of layers of the drawing",
            received=names,
            is_warning=True,
        )


def _idle(project: Project, name: str, where: str) -> Problem:
    if project.training.stages:
        message = f"{name!r} trains nothing: it freezes all layers that have weights."
        advice = "Choose what it trains, or take the stage away."
    else:
        message = "All layers that have weights are frozen, so nothing is trained."
        advice = "Thaw some of them."
    return setting_problem(
        "stage-idle",
        f"{where}.trains" if project.training.stages else where,
        f"{message} {advice}",
        expected="a layer that learns, or more",
        received="none",
    )
