"""The table of runs, as a person works with it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from run_table import LEFT, cell, click, shown, text

from kgraph.document import files
from kgraph.gui.runs.comparison import RunsComparisonDialog
from kgraph.gui.runs.deletion import RunsDeletionDialog
from kgraph.gui.runs.table import RunsTable
from kgraph.gui.theme import LIGHT
from kgraph.runs import Epoch, RunStore
from kgraph.runs.storing.labelling import set_remarks, set_tags

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, panel, name):
    """Presses the button of an action."""
    action = panel.actions_by_name.by_name[name]
    buttons = panel.findChildren(QToolButton)
    button = next(b for b in buttons if b.defaultAction() is action)
    qtbot.mouseClick(button, LEFT)


def sort_by(qtbot, panel, title):
    header = panel.table.horizontalHeader()
    column = cell(panel, "0001", title).column()
    panel.table.scrollTo(cell(panel, "0001", title))
    place = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)


def heard(signal):
    values = []
    signal.connect(values.append)
    return values


def test_the_latest_run_comes_first_and_tells_what_it_was(panel):
    assert shown(panel) == ["0003", "0002", "0001"]
    assert text(panel, "0001", "State") == "finished"
    assert text(panel, "0001", "Took") == "1.0 s"
    assert text(panel, "0001", "Epochs") == "2"
    assert text(panel, "0001", "Best at") == "2"
    assert text(panel, "0001", "Best value") == "val_loss 0.5"
    assert text(panel, "0001", "val_accuracy") == "0.5"
    assert text(panel, "0001", "test loss") == "0.5"
    assert text(panel, "0002", "Tags") == "wide"
    assert panel.count.text() == "3 runs"


def test_only_settings_that_differ_are_columns(panel):
    titles = [column.title for column in panel.model.columns]
    assert "learning_rate" in titles
    assert "batch_size" not in titles
    assert text(panel, "0002", "learning_rate") == "0.1"


def test_numbers_sort_as_numbers_and_runs_without_one_come_last(panel, store, qtbot):
    run = store.begin(project_of(store), seed=1, versions={})
    store.end(run.id, "failed", error="The loss is not a number.")
    panel.refresh()
    qtbot.waitUntil(lambda: len(shown(panel)) == 4)
    sort_by(qtbot, panel, "Best value")
    assert shown(panel) == ["0002", "0001", "0003", "0004"]
    sort_by(qtbot, panel, "Best value")
    assert shown(panel) == ["0003", "0001", "0002", "0004"]


def test_columns_have_room_for_what_comes_later_and_stay_where_they_are_dragged(
    panel, store, qtbot
):
    def width(title):
        return panel.table.columnWidth(cell(panel, "0001", title).column())

    header = panel.table.horizontalHeader()
    fitting, state = width("State"), cell(panel, "0001", "State").column()
    edge = header.sectionViewportPosition(state) + header.sectionSize(state)
    place = QPoint(edge - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), LEFT, pos=place)
    qtbot.mouseMove(header.viewport(), place + QPoint(40, 0))
    qtbot.mouseRelease(header.viewport(), LEFT, pos=place + QPoint(40, 0))
    before, dragged = width("Tags"), width("State")
    set_tags(store.folder, "0001", ["a tag that needs much room"])
    panel.refresh()
    tag = panel.fontMetrics().horizontalAdvance("a tag that needs much room")
    qtbot.waitUntil(lambda: width("Tags") > max(before, tag))
    assert width("State") == dragged == fitting + 40


def project_of(store):
    return files.load(store.get("1").document)


def test_typing_finds_runs(panel, qtbot):
    qtbot.keyClicks(panel.search, "learning_rate=0.1")
    assert shown(panel) == ["0002"]
    assert panel.count.text() == "1 of 3 runs"
    panel.search.clear()
    qtbot.keyClicks(panel.search, "WIDE finished")
    assert shown(panel) == ["0002"]
    panel.search.clear()
    assert len(shown(panel)) == 3


@pytest.mark.parametrize(("title", "typed"), [("Tags", "a, b"), ("Remarks", "Again.")])
def test_tags_and_remarks_are_written_where_they_stand(
    panel, store, qtbot, title, typed
):
    click(qtbot, panel, "0001")
    index = cell(panel, "0001", title)
    panel.table.scrollTo(index)
    place = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(panel.table.viewport(), LEFT, pos=place)
    editor = panel.table.findChild(QLineEdit)
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text(panel, "0001", title) == typed)
    run = store.get("1")
    assert run.tags == (("a", "b") if title == "Tags" else ())
    assert run.remarks == ("Again." if title == "Remarks" else "")


def test_what_other_programs_write_is_seen_and_the_selection_stays(panel, path, qtbot):
    click(qtbot, panel, "0001")
    other = RunStore.beside(path)
    set_remarks(other.folder, "0002", "From a terminal.")
    run = other.begin(project_of(other), seed=5, versions={})
    panel._reader._look()
    qtbot.waitUntil(lambda: "0004" in shown(panel))
    assert text(panel, "0004", "State") == "running"
    assert text(panel, "0002", "Remarks") == "From a terminal."
    assert [row.run.id for row in panel.table.selected()] == ["0001"]

    other.record(run.id, [Epoch(0, 1, 0.5, {"loss": 0.5})])
    panel._reader._look()
    qtbot.waitUntil(lambda: text(panel, "0004", "Epochs") == "1")
    other.end(run.id, "stopped")
    panel._reader._look()
    qtbot.waitUntil(lambda: text(panel, "0004", "State") == "stopped")


def test_ticked_runs_are_laid_over(panel, qtbot):
    told = heard(panel.overlay_requested)
    click(qtbot, panel, "0001")
    click(qtbot, panel, "0003", CONTROL)
    press(qtbot, panel, "overlay")
    assert [set(runs) for runs in told] == [{"0001", "0003"}]
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert told[-1] == ()

    box = panel.table.visualRect(cell(panel, "0002", "Run"))
    qtbot.mouseClick(
        panel.table.viewport(), LEFT, pos=QPoint(box.left() + 10, box.center().y())
    )
    assert told[-1] == ("0002",)


def test_another_drawing_takes_the_overlays_away(panel, qtbot, tmp_path):
    click(qtbot, panel, "0001")
    press(qtbot, panel, "overlay")
    told = heard(panel.overlay_requested)
    panel.show_runs_of(tmp_path / "other.kgraph")
    assert told == [()]
    qtbot.waitUntil(lambda: "No runs yet" in panel._none.text())


def test_enter_shows_the_curves_of_a_run(panel, qtbot):
    told = heard(panel.show_requested)
    click(qtbot, panel, "0002")
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert told == ["0002"]


def test_two_runs_are_compared(panel, qtbot):
    click(qtbot, panel, "0001")
    assert not panel.actions_by_name.by_name["compare"].isEnabled()
    click(qtbot, panel, "0003", CONTROL)
    press(qtbot, panel, "compare")
    dialog = panel.findChild(RunsComparisonDialog)
    assert dialog.height() < panel.window().height(), "its buttons are to be seen"
    lines = []
    for group in range(3):
        item = dialog.tree.topLevelItem(group)
        for place in range(item.childCount()):
            lines.append([item.child(place).text(column) for column in range(3)])
    assert ["optimizer.learning_rate", "0.01", "0.001"] in lines
    assert any("Dropout" in line[0] for line in lines)
    assert ["best val_loss", "0.5", "10"] in lines
    dialog.reject()


def test_deleting_asks_and_says_how_much_room_it_makes(panel, store, qtbot):
    store.get("2").last_weights.write_bytes(b"w" * 3_000_000)
    click(qtbot, panel, "0002")
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    dialog = panel.findChild(RunsDeletionDialog)
    assert "run 0002" in dialog.text()
    assert "3 MB" in dialog.informativeText()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(store.list()) == 3

    qtbot.waitUntil(lambda: panel.findChild(RunsDeletionDialog) is None)
    press(qtbot, panel, "delete")
    dialog = panel.findChild(RunsDeletionDialog)
    qtbot.mouseClick(dialog.delete_button, LEFT)
    qtbot.waitUntil(lambda: shown(panel) == ["0003", "0001"])
    assert [run.id for run in store.list()] == ["0001", "0003"]
    assert not (store.folder / "0002").exists()


def menu_of(qtbot, panel, run):
    click(qtbot, panel, run)
    place = panel.table.visualRect(cell(panel, run, "Started")).center()
    panel.table.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    menu.close()
    return actions


def test_the_menu_offers_what_can_be_done(panel, store, qtbot):
    run = store.get("1")
    for name in (run.last_weights, run.checkpoint):
        name.write_bytes(b"some")
    told = {
        name: heard(signal)
        for name, signal in (
            ("Continue This Run", panel.continue_requested),
            ("Make Its Weights the Current Ones", panel.weights_requested),
            ("Export This Run's Model…", panel.export_requested),
            ("Open the Drawing of This Run", panel.drawing_requested),
            ("Show Its Curves", panel.show_requested),
            ("Evaluate This Run", panel.evaluate_requested),
        )
    }
    actions = menu_of(qtbot, panel, "0001")
    for name in told:
        assert actions[name].isEnabled(), name
        actions[name].trigger()
    drawing = told.pop("Open the Drawing of This Run")
    assert drawing == [str(run.document)]
    assert all(values == ["0001"] for values in told.values())
    assert not actions["Stop This Run"].isEnabled()

    actions = menu_of(qtbot, panel, "0002")
    for name in ("Continue This Run", "Export This Run's Model…"):
        assert not actions[name].isEnabled(), name


def test_a_run_of_another_program_can_be_stopped_and_not_deleted(
    panel, store, path, qtbot
):
    run = RunStore.beside(path)
    begun = run.begin(project_of(store), seed=5, versions={})
    panel.refresh()
    qtbot.waitUntil(lambda: begun.id in shown(panel))
    told = heard(panel.stop_requested)
    actions = menu_of(qtbot, panel, begun.id)
    actions["Stop This Run"].trigger()
    assert told == [begun.id]
    assert not actions["Delete…"].isEnabled()
    run.end(begun.id, "stopped")


def test_columns_can_be_hidden_and_stay_so(panel, qtbot):
    table = panel.table
    table._choose_columns(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    action = next(a for a in menu.actions() if a.text() == "Took")
    action.trigger()
    menu.close()
    column = cell(panel, "0001", "Took").column()
    assert table.horizontalHeader().isSectionHidden(column)
    panel.refresh()
    panel.set_theme(LIGHT)
    assert table.horizontalHeader().isSectionHidden(column)
    assert "Took" in RunsTable(panel.model)._hidden


def test_no_runs_is_said(empty, tmp_path, qtbot):
    empty.show_runs_of(tmp_path / "other.kgraph")
    qtbot.waitUntil(lambda: "No runs yet" in empty._none.text())
    assert empty._bar.isHidden()


def test_a_broken_store_is_said(panel, path, qtbot):
    (path.with_suffix(".runs") / "runs.sqlite").write_bytes(b"not a database" * 100)
    panel.refresh()
    qtbot.waitUntil(lambda: "runs.sqlite" in panel._none.text())
    assert panel._bar.isHidden()
