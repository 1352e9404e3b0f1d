"""What the window does with runs: curves, stopping, weights, drawings."""

import pytest
import run_table

from kgraph.document import files
from kgraph.messages import Stop, TakeWeights
from kgraph.runs import RunStore
from kgraph.runs.folder.commands import CommandReader


@pytest.fixture
def opened(shown, path, store, qtbot):
    """The window, with the drawing whose runs are three, and their table in front."""
    window = shown
    project = files.load(store.get("1").document)
    files.save(project, path)
    window.document.replace(project, path)
    window.docks.runs.raise_()
    qtbot.waitUntil(lambda: len(window.panels.runs.model.rows) == 3)
    return window


def test_ticked_runs_are_drawn_over_and_unticked_where_they_are_taken_away(opened):
    panel, curves = opened.panels.runs, opened.panels.training.curves
    panel.table.select({"0001", "0003"})
    panel.actions_by_name.by_name["overlay"].trigger()
    assert set(curves.overlays) == {"0001", "0003"}
    curves.overlay_removed.emit("0003")
    assert panel.model.ticked == ("0001",)
    assert curves.overlays == ("0001",)
    panel.actions_by_name.by_name["overlay"].trigger()
    panel.actions_by_name.by_name["overlay"].trigger()
    assert curves.overlays == ()


def test_the_curves_of_a_run_are_shown_again(opened):
    panel = opened.panels.runs
    panel.show_requested.emit("0002")
    curves = opened.panels.training.curves
    assert list(curves.series("val_loss").y) == [20.0, 0.25]
    assert opened.docks.training.isVisible()


def test_a_run_of_another_program_hears_that_it_is_to_stop(opened, path, qtbot):
    other = RunStore.beside(path)
    run = other.begin(opened.document.project, seed=0, versions={})
    heard = CommandReader(other.folder / run.id)
    panel = opened.panels.runs
    panel.refresh()
    qtbot.waitUntil(lambda: run.id in run_table.shown(panel))
    panel.table.select({run.id})
    panel.actions_by_name.by_name["stop"].trigger()
    assert heard.read() == [Stop()]
    assert "asked to stop" in opened.panels.notice.text
    other.end(run.id, "stopped")


def test_weights_of_a_run_are_asked_for(opened, store, engines, qtbot):
    store.get("2").last_weights.write_bytes(b"weights")
    panel = opened.panels.runs
    panel.table.select({"0002"})
    panel.actions_by_name.by_name["take"].trigger()
    qtbot.waitUntil(lambda: any(e.of_type(TakeWeights) for e in engines.made))
