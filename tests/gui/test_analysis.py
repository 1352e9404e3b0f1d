"""The newest drawing counts, and old answers do not."""

import pytest
from drawings import add_dense
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.analysis import DATA_READABLE, Analysis, GraphAnalysis, Problem
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Data, DataSource, new_project
from kgraph.gui.analysis import Analyst
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import (
    Analyze,
    Analyzed,
    Describe,
    Described,
    Downloading,
    Failed,
    Ready,
)


@pytest.fixture
def analyst(document, engines):
    engine = LastingEngine(engines)
    analyst = Analyst(document, engine)
    analyst.lasting = engine
    engine.start()
    return analyst


@pytest.fixture
def answers(analyst):
    heard = []
    analyst.analyzed.connect(heard.append)
    return heard


def asked(engines):
    return engines.last.of_type(Analyze)


def test_edits_in_a_row_are_one_question(analyst, document, engines, qtbot):
    for _ in range(5):
        document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(lambda: len(asked(engines)) == 2)
    qtbot.wait(200)
    assert len(asked(engines)) == 2
    assert asked(engines)[-1].project is document.project


def test_the_first_edit_after_a_rest_is_asked_about_at_once(
    analyst, document, engines, qtbot
):
    engines.last.received.emit(Ready("3", "jax"))
    engines.last.received.emit(Analyzed(asked(engines)[-1].revision, Analysis()))
    document.edit_graph("Add Dense", add_dense)
    QApplication.processEvents()
    assert len(asked(engines)) == 2
    document.edit_graph("Add Dense", add_dense)
    QApplication.processEvents()
    assert len(asked(engines)) == 2  # the engine is busy with the first
    qtbot.waitUntil(lambda: len(asked(engines)) == 3)
    assert asked(engines)[-1].project is document.project


def test_moving_a_node_asks_nothing(analyst, drawn, engines, qtbot):
    qtbot.waitUntil(lambda: len(asked(engines)) == 2)
    drawn.edit_graph("Move", lambda g: edits.move(g, {"n1": (50, 50)}))
    qtbot.wait(200)
    assert len(asked(engines)) == 2


def test_old_answers_are_dropped(analyst, document, engines, answers, qtbot):
    engines.last.received.emit(Ready("3", "jax"))
    document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(lambda: len(asked(engines)) == 2)
    first, second = (request.revision for request in asked(engines))
    new = Analysis(graphs={"main": GraphAnalysis(trainable=2)})
    engines.last.received.emit(Analyzed(first, Analysis()))
    engines.last.received.emit(Analyzed(second, new))
    assert answers == [new]
    assert analyst.analysis == new


def test_nothing_is_said_of_a_project_that_was_closed(
    analyst, drawn, engines, answers, qtbot
):
    engines.last.received.emit(Ready("3", "jax"))
    analyst.ask_again()
    known = Analysis(graphs={"main": GraphAnalysis(trainable=2)})
    engines.last.received.emit(Analyzed(asked(engines)[-1].revision, known))
    count = len(asked(engines))
    drawn.replace(new_project())
    assert answers[-1] == Analysis()
    qtbot.waitUntil(lambda: len(asked(engines)) > count)
    assert asked(engines)[-1].project is drawn.project


def test_problems_are_seen_before_keras_is_there(document, engines, qtbot):
    document.edit_graph("Add Dense", add_dense)
    engine = LastingEngine(engines)
    analyst = Analyst(document, engine)
    with qtbot.waitSignal(analyst.analyzed) as analyzed:
        engine.start()
    assert analyzed.args[0].problems


def test_what_must_be_repaired_is_looked_up_where_the_answer_is_old(
    analyst, document, engines
):
    problem = Problem(rule="r", message="From Keras.", node="n1")
    revision = asked(engines)[-1].revision
    engines.last.received.emit(Analyzed(revision, Analysis(problems=(problem,))))
    assert analyst.problems_now() == (problem,)
    document.edit_graph("Add Dense", add_dense)
    assert problem not in analyst.problems_now()
    assert analyst.problems_now()


def test_what_does_not_fit_the_data_is_a_problem(analyst, drawn, engines, qtbot):
    source = DataSource("builtin", "digits")
    drawn.edit("Choose Data", lambda p: replace(p, data=Data(source=source)))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [Describe(source)])
    engines.last.received.emit(Analyzed(asked(engines)[-1].revision, Analysis()))
    assert analyst.analysis.problems == ()
    description = DataDescription(samples=3, columns=(Column("image"),))
    engines.last.received.emit(Described(source, description))
    assert {p.rule for p in analyst.analysis.problems} == {"data-bound"}


def test_a_new_source_is_described_once(analyst, document, engines, qtbot):
    source = DataSource("builtin", "digits")
    described = []
    analyst.described.connect(described.append)
    document.edit("Choose Data", lambda p: replace(p, data=Data(source=source)))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [Describe(source)])
    description = DataDescription(samples=3, columns=(Column("image"),))
    other = DataSource("csv", "other.csv")
    engines.last.received.emit(Described(other, description))
    engines.last.received.emit(Described(source, description))
    assert described == [None, description]
    document.edit_graph("Add Dense", add_dense)
    qtbot.waitUntil(lambda: len(asked(engines)) == 3)
    assert len(engines.last.of_type(Describe)) == 1


def test_a_new_engine_is_asked_everything_again(analyst, document, engines):
    source = DataSource("builtin", "digits")
    document.edit("Choose Data", lambda p: replace(p, data=Data(source=source)))
    analyst.lasting.restart()
    assert asked(engines)[-1].project is document.project
    assert engines.last.of_type(Describe) == [Describe(source)]


def test_states_and_failures_are_said(analyst, engines, qtbot):
    with qtbot.waitSignal(analyst.state_changed) as state:
        engines.last.received.emit(Ready("3.15", "tensorflow", ("cpu:0", "gpu:1")))
    assert state.args == ["Ready: TensorFlow, CPU, GPU 1"]
    with qtbot.waitSignal(analyst.failed) as failed:
        engines.last.received.emit(Failed("Describe", "There is no such file."))
    assert failed.args == ["There is no such file."]


def test_data_that_cannot_be_read_is_a_problem_until_it_can(
    analyst, document, engines, qapp, qtbot
):
    source = DataSource("csv", "gone.csv")
    document.edit("Take data", lambda p: replace(p, data=Data(source=source)))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [Describe(source, None)])
    engines.last.received.emit(Failed("Describe", "There is no such file."))
    (problem,) = (p for p in analyst.problems_now() if p.rule == DATA_READABLE)
    assert problem.message == "There is no such file."
    assert problem in analyst.analysis.problems
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert len(engines.last.of_type(Describe)) == 2
    found = DataDescription(3, (Column("x", "float32"),))
    engines.last.received.emit(Described(source, found))
    assert not any(p.rule == DATA_READABLE for p in analyst.problems_now())
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert len(engines.last.of_type(Describe)) == 2


def test_what_cannot_be_trained_is_told_as_it_is_typed(analyst, document, answers):
    def type_batch_size(project):
        return replace(project, training=replace(project.training, batch_size=0))

    document.edit("Set batch size to 0", type_batch_size)
    settings = [p.setting for p in analyst.problems_now()]
    assert "training.batch_size" in settings
    document.undo()
    settings = [p.setting for p in analyst.problems_now()]
    assert "training.batch_size" not in settings


def test_a_download_is_said_until_the_data_is_there(analyst, document, engines, qtbot):
    source = DataSource("keras", "mnist")
    document.edit("Take data", lambda p: replace(p, data=Data(source=source)))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [Describe(source)])
    said = []
    analyst.state_changed.connect(said.append)
    engines.last.received.emit(Ready("3.15", "tensorflow", ("cpu:0",)))
    engines.last.received.emit(Downloading("MNIST", 1, 4))
    description = DataDescription(samples=3, columns=(Column("image"),))
    engines.last.received.emit(Described(source, description))
    ready = "Ready: TensorFlow, CPU"
    assert said == [ready, "Downloading MNIST: 25%", ready]


def test_sources_beside_are_described_with_the_first(analyst, document, engines, qtbot):
    first, second = (DataSource("csv", f"{name}.csv") for name in "ab")
    data = Data(first, beside=(second,))
    document.edit("Take data", lambda p: replace(p, data=data))
    wanted = Describe(first, None, (second,))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [wanted])
    description = DataDescription(samples=3, columns=(Column("2.x"),))
    engines.last.received.emit(Described(first, description))
    assert analyst.description is None
    engines.last.received.emit(Described(first, description, (second,)))
    assert analyst.description == description


def test_a_source_that_was_given_up_spoils_nothing(analyst, document, engines, qtbot):
    source = DataSource("csv", "here.csv")
    document.edit("Take data", lambda p: replace(p, data=Data(source=source)))
    qtbot.waitUntil(lambda: engines.last.of_type(Describe) == [Describe(source)])
    engines.last.received.emit(Failed("Describe", "Offline.", subject="mnist"))
    assert all(p.rule != DATA_READABLE for p in analyst.problems_now())
    engines.last.received.emit(Failed("Describe", "Gone.", subject="here.csv"))
    assert any(p.rule == DATA_READABLE for p in analyst.problems_now())
