"""In the window: a key evaluates, a run that ends is offered, a sample is picked."""

import pytest
from drawings import digits
from judged_results import sample
from msgspec.structs import replace
from PySide6.QtCore import Qt

from kgraph.document import files
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import DataSource
from kgraph.gui.training.session import State
from kgraph.messages import Evaluate, Look, Looked, Predict, TrainingEnded
from kgraph.runs import RunStore

DATA = DataDescription(1797, (Column("image", (8, 8)), Column("digit", (), "int32")))


@pytest.fixture
def opened(shown, tmp_path):
    """A window with a drawing that was trained once."""
    path = tmp_path / "digits.kgraph"
    files.save(digits(), path)
    store = RunStore.beside(path)
    run = store.begin(digits(), seed=1, versions={})
    run.last_weights.write_bytes(b"")
    store.end(run.id, "finished")
    shown.filing.load(path)
    return shown


@pytest.fixture
def apart(monkeypatch, engines):
    """Lets engines be processes, as far as the window can tell."""
    monkeypatch.setattr("kgraph.gui.lasting_engine.ProcessEngine", engines)


def test_shapes_wait_for_no_evaluation(apart, opened, engines):
    drawing, *others = engines.made
    assert others == []  # nobody has asked yet
    opened.panels.runs.evaluate_requested.emit("0001")
    assert drawing.of_type(Evaluate) == []
    (judging,) = engines.made[1:]
    assert len(judging.of_type(Evaluate)) == 1
    opened.panels.results.head.button.click()
    assert [engine.is_closed for engine in engines.made] == [False, True, False]


def test_what_nobody_asks_for_long_is_ended_until_somebody_asks(
    qtbot, apart, opened, engines
):
    asking = opened.panels.results._asking
    asking._idle.setInterval(1)
    opened.panels.runs.evaluate_requested.emit("0001")
    assert not asking._idle.isActive()  # an answer is waited for
    opened.panels.results.head.button.click()
    qtbot.waitUntil(lambda: engines.last.is_closed)
    opened.panels.runs.evaluate_requested.emit("0001")
    assert len(engines.last.of_type(Evaluate)) == 1
    assert not engines.last.is_closed


def test_the_engine_of_evaluations_goes_with_the_window(apart, opened, engines):
    opened.panels.runs.evaluate_requested.emit("0001")
    opened.engine.close()
    assert all(engine.is_closed for engine in engines.made)


def test_a_key_shows_the_panel_and_evaluates(qtbot, opened, engines):
    panel = opened.panels.results
    qtbot.waitUntil(lambda: panel.visibleRegion().isEmpty())
    qtbot.keyClick(opened, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: not panel.visibleRegion().isEmpty())
    qtbot.keyClick(opened, Qt.Key.Key_F7)
    (request,) = engines.last.of_type(Evaluate)
    assert request.path == str(opened.document.path)


def test_a_run_of_the_table_is_evaluated(opened, engines):
    opened.panels.runs.evaluate_requested.emit("0001")
    (request,) = engines.last.of_type(Evaluate)
    assert request.run == "0001"


def test_without_a_run_there_is_nothing_to_evaluate(shown, engines):
    shown.actions_by_name["evaluate"].trigger()
    assert engines.last.of_type(Evaluate) == []
    assert "train first" in shown.panels.notice.text


def test_a_run_that_ends_is_offered(qtbot, opened):
    opened.session.state_changed.emit(State.STARTING)
    ended = TrainingEnded("0001", "finished", 2, 1.0)
    opened.session.reported.emit(ended)
    opened.session.state_changed.emit(State.IDLE)
    panel = opened.panels.results
    assert "Run 0001 has ended" in panel.head.told.text()
    assert panel.head.subject.run == "0001"
    assert opened.docks.problems.isVisible()  # nothing is taken from who watches


def pick(qtbot, window, engines):
    """Picks a sample in the Data panel; returns the window that shows it."""
    data = window.panels.data
    window.docks.data.raise_()
    data.show_description(DATA)
    data.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: engines.last.of_type(Look) != [])
    look = engines.last.of_type(Look)[-1]
    found = replace(sample(17), part="train")
    engines.last.received.emit(Looked(look.number, 1, (found,)))
    data.samples.list.setCurrentRow(0)
    data.samples.list.setFocus()
    qtbot.keyClick(data.samples.list, Qt.Key.Key_Return)
    return window.panels.results.walking.dialog


def test_a_sample_that_is_picked_in_the_data_is_looked_at_closely(
    qtbot, opened, engines
):
    opened.panels.results.head.choose_run("0001")
    dialog = pick(qtbot, opened, engines)
    look = engines.last.of_type(Look)[-1]
    assert (look.columns, look.positions) == (("image", "digit"), (17,))
    assert look.detail > 1
    engines.last.received.emit(Looked(look.number, 1, (sample(17),)))
    assert dialog.values.topLevelItem(0).text(0) == "digit"
    (request,) = engines.last.of_type(Predict)
    assert (request.positions, request.part) == ((17,), "train")


def test_a_run_is_not_asked_about_other_data(qtbot, opened, document, engines):
    other = DataSource("builtin", "iris")
    document.edit("Choose", lambda p: replace(p, data=replace(p.data, source=other)))
    opened.panels.results.head.choose_run("0001")
    dialog = pick(qtbot, opened, engines)
    assert "other data" in dialog.note.text()
    assert engines.last.of_type(Predict) == []


def test_without_a_run_a_sample_is_seen_all_the_same(qtbot, shown, engines):
    dialog = pick(qtbot, shown, engines)
    assert "no run to ask yet" in dialog.note.text()


def test_another_drawing_forgets_the_results(opened, document):
    panel = opened.panels.results
    panel.head.say("Old news.")
    document.replace(digits())
    assert panel.head.told.text() == ""
