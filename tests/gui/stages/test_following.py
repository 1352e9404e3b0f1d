"""The panel follows a run from stage to stage, until the person looks elsewhere."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from kgraph.document.project import Stage, new_project
from kgraph.gui.document import Document
from kgraph.gui.stages.following import RunningStage
from kgraph.gui.stages.panel import StagesPanel
from kgraph.gui.theme import DARK
from kgraph.messages import Marked, TrainingBegan

NAMES = ("first", "", "")


class Session(QObject):
    reported = Signal(object)


@pytest.fixture
def followed(qtbot):
    project = new_project()
    stages = tuple(Stage(name=name) for name in NAMES)
    training = replace(project.training, stages=stages)
    panel = StagesPanel(Document(replace(project, training=training)), DARK)
    qtbot.addWidget(panel)
    session = Session()
    RunningStage(session, panel)
    panel.list.setCurrentRow(2)
    session.reported.emit(TrainingBegan("0001", 3, 10, 100, stages=NAMES))
    return session, panel.shown


def enter(session: Session, name: str) -> None:
    session.reported.emit(Marked("stage", 0, name))


def test_each_stage_is_shown_as_it_begins(followed):
    session, shown = followed
    for number, name in enumerate(NAMES):
        enter(session, name)
        assert shown.index == number


def test_who_looks_at_another_stage_is_left_there(followed):
    session, shown = followed
    enter(session, "first")
    shown.choose(2)
    enter(session, "")
    assert shown.index == 2


def test_a_run_of_other_stages_changes_nothing(followed):
    session, shown = followed
    session.reported.emit(TrainingBegan("0002", 3, 10, 100, stages=("a", "b")))
    enter(session, "a")
    assert shown.index == 2
