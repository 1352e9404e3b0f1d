"""A person evaluates a run, looks at what went wrong, and asks about samples."""

import csv
import io

import pytest
from inspector_pages import pick
from judged_results import EVALUATION, sample
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QListView

from kgraph.gui.results.pages import CLASSES, CURVES, NUMBERS, SAMPLES
from kgraph.gui.theme import DARK, LIGHT
from kgraph.messages import (
    Evaluate,
    Evaluated,
    Evaluating,
    Failed,
    Recall,
    Recalled,
)


def tabs(panel):
    bar = panel.pages.tabs
    return [bar.tabText(i) for i in range(bar.count()) if bar.isTabVisible(i)]


def click(qtbot, widget, point):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point.toPoint())


def cell(panel, row, column):
    return panel.pages.classes.heat_map.place_of(row, column).center()


def test_evaluate_asks_about_the_chosen_run_and_part(qtbot, panel, engines):
    head = panel.head
    assert [head.run.itemText(i) for i in range(3)] == [
        "Best run",
        "Latest run",
        "Run 0001",
    ]
    pick(head.run, "Run 0001")
    pick(head.part, "Validation")
    qtbot.mouseClick(head.button, Qt.MouseButton.LeftButton)
    (request,) = engines.last.of_type(Evaluate)
    assert (request.run, request.part) == ("0001", "validation")
    assert request.path.endswith("animals.kgraph")
    assert (head.button.text(), head.told.text()) == ("Cancel", " Evaluating…")
    qtbot.mouseClick(head.button, Qt.MouseButton.LeftButton)
    assert len(engines.made) == 2  # a busy engine cannot be asked to stop
    assert (head.button.text(), head.button.isEnabled()) == ("Evaluate", True)
    assert "cancelled" in head.told.text()


def test_how_far_an_evaluation_got_is_seen(panel, engines, answer):
    bar, told = panel.head.bar, panel.head.told
    assert bar.isHidden()
    panel.evaluate()
    assert (bar.isHidden(), bar.maximum()) == (False, 0)  # nobody knows how long
    answer(Evaluating, done=1200, total=3600)
    assert (bar.value(), bar.maximum()) == (1200, 3600)
    assert told.text() == " Evaluating: 1,200 of 3,600 samples"
    engines.last.received.emit(Evaluating(99, 7, 9))  # that nobody waits for
    assert bar.value() == 1200
    answer(Evaluated, evaluation=EVALUATION)
    assert bar.isHidden()
    assert "Run 0001" in told.text()


def test_what_came_out_is_told_in_a_line_and_on_the_pages_that_suit(judged):
    assert "Run 0001 on 122 test samples:  loss 0.25" in judged.head.told.text()
    assert judged.head.button.isEnabled()
    assert tabs(judged) == ["Classes", "Curves", "Samples", "Predict"]
    heat_map = judged.pages.classes.heat_map
    assert heat_map.in_words(0, 1) == "cat taken for dog: 3 of 10 (30%)."
    assert "eel taken for cat: 22 of 110 (20%)." in heat_map.accessibleDescription()


def test_another_output_has_other_pages(qtbot, judged):
    pick(judged.head.output, "weight")
    assert tabs(judged) == ["Numbers", "Samples", "Predict"]
    numbers = judged.pages.current
    assert numbers is judged.pages.numbers
    assert numbers.errors.text() == "kilograms:  MAE 0.5    RMSE 0.65    R² 0.7"
    assert numbers.scatter.marks[1].y == (1.5, 2.0, 3.0)
    assert numbers.residuals.marks[1].y == [-0.5, 0.0, 1.0]
    assert sum(numbers.spread.marks[0].heights) == 3
    pick(numbers.number, "length")
    assert numbers.errors.text() == "length:  MAE 0    RMSE 0"
    pick(judged.head.output, "animal")
    assert judged.pages.current is judged.pages.classes


def test_the_classes_are_sorted_by_number(qtbot, judged):
    table = judged.pages.classes.table
    header = table.header()

    def shown():
        return [table.topLevelItem(i).text(0) for i in range(3)]

    assert shown() == ["cat", "dog", "eel"]
    support = header.sectionViewportPosition(4) + 5
    qtbot.mouseClick(
        header.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPointF(support, header.height() / 2).toPoint(),
    )
    assert shown() in (["dog", "cat", "eel"], ["eel", "cat", "dog"])
    assert table.topLevelItem(0).text(6) in ("0.700", "0.600")


def test_a_cell_shows_its_samples(qtbot, judged, engines, answer):
    heat_map = judged.pages.classes.heat_map
    click(qtbot, heat_map, cell(judged, 0, 1))
    assert judged.pages.current is judged.pages.gallery
    assert judged.pages.gallery.title.text() == "cat, taken for dog: 3 samples"
    (request,) = engines.last.of_type(Recall)
    assert request.positions == (41, 17, 3)
    assert (request.run, request.part) == ("0001", "test")
    assert request.columns == ("photo", "age")
    answer(Recalled, samples=tuple(sample(p) for p in request.positions))
    gallery = judged.pages.gallery.list
    assert gallery.viewMode() == QListView.ViewMode.IconMode
    assert not gallery.item(0).icon().isNull()
    assert gallery.item(0).text() == "is cat, said dog"
    click(qtbot, judged.pages.gallery.worst, QPointF(5, 5))
    assert judged.pages.gallery.title.text() == "Highest losses"
    assert judged.pages.gallery.positions == (17, 99)


def test_a_cell_is_reached_by_keys(qtbot, judged):
    heat_map = judged.pages.classes.heat_map
    with qtbot.waitSignal(heat_map.chosen) as chosen:
        qtbot.keyClick(heat_map, Qt.Key.Key_Right)
        qtbot.keyClick(heat_map, Qt.Key.Key_Return)
    assert chosen.args == [0, 1]
    for key in [Qt.Key.Key_Down] * 5:
        qtbot.keyClick(heat_map, key)
    with qtbot.assertNotEmitted(heat_map.chosen):  # nobody is there
        qtbot.keyClick(heat_map, Qt.Key.Key_Return)
    qtbot.keyClick(heat_map, Qt.Key.Key_Right)
    with qtbot.waitSignal(heat_map.chosen) as chosen:
        qtbot.keyClick(heat_map, Qt.Key.Key_Return)
    assert chosen.args == [2, 2]


def test_what_cannot_be_is_said_where_it_was_asked(panel, engines):
    told = []
    panel.said.connect(lambda *words: told.append(words))
    panel.evaluate()
    number = engines.last.requests[-1].about
    engines.last.received.emit(Failed("Evaluate", "No samples.", subject=number))
    assert told == [("No samples.", "error")]
    assert "No samples." in panel.head.told.text()
    assert panel.head.button.isEnabled()
    panel.pages.predict.on.click()
    number = engines.last.requests[-1].about
    engines.last.received.emit(Failed("Predict", "No such file.", subject=number))
    assert panel.pages.predict.note.text() == "No such file."


def test_an_engine_that_dies_keeps_nobody_waiting(panel, engines):
    panel.evaluate()
    engines.last.died.emit("The engine ended.")
    assert panel.head.button.isEnabled()
    assert "The engine ended." in panel.head.told.text()


def test_a_run_that_has_ended_is_offered(panel):
    panel.hear_of("0001")
    assert panel.head.subject.run == "0001"
    assert "Run 0001 has ended: evaluate it" in panel.head.told.text()


def test_another_drawing_begins_with_nothing(judged):
    judged.begin_anew()
    assert judged.evaluation is None
    assert judged.head.told.text() == ""
    assert judged.pages.current not in (judged.pages.classes, judged.pages.gallery)


@pytest.mark.parametrize("page", [CLASSES, CURVES, NUMBERS, SAMPLES])
def test_every_page_is_taken_away(judged, page, tmp_path):
    if page == NUMBERS:
        judged.head.output.setCurrentIndex(1)
        judged.head.output_chosen.emit(1)
    judged.pages.turn_to(page)
    for kind in ("png", "svg", "csv"):
        judged.saving.write(kind, tmp_path / f"results.{kind}").join()
    assert (tmp_path / "results.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "results.svg").read_bytes()
    rows = list(csv.reader(io.StringIO((tmp_path / "results.csv").read_text())))
    expected = {
        CLASSES: ["eel", "22", "0", "88"],
        CURVES: ["ROC", "cat: 0.900", "0.1", "0.9"],
        NUMBERS: ["Residuals", "points", "3.0", "1.0"],
        SAMPLES: ["17", "cat", "dog (90.0%)", "4.5"],
    }[page]
    assert expected in rows


def test_other_colours_are_taken_everywhere(judged):
    for page in (CLASSES, CURVES, SAMPLES):
        judged.set_theme(DARK)
        judged.pages.turn_to(page)
        dark = judged.grab().toImage()
        judged.set_theme(LIGHT)
        assert judged.grab().toImage() != dark


def test_an_answer_that_nobody_waits_for_changes_nothing(panel, engines):
    panel.evaluate()
    first = engines.last.requests[-1].number
    panel.begin_anew()
    engines.last.received.emit(Evaluated(first, EVALUATION))
    assert panel.evaluation is None


def test_it_squeezes_nothing_in_a_small_window(judged, qtbot):
    pages, head = judged.pages, judged.head
    for page in range(pages.tabs.count()):
        pages.turn_to(page)
    assert judged.minimumSizeHint().width() <= 348

    def is_below() -> bool:
        return head.run.mapTo(head, QPoint()).y() >= pages.tabs.geometry().bottom()

    judged.resize(348, 300)
    qtbot.waitUntil(is_below)
    end = head.export.mapTo(head, head.export.rect().topRight()).x()
    assert end <= head.width()
    judged.resize(900, 300)
    qtbot.waitUntil(lambda: not is_below())


def test_charts_stand_side_by_side_or_are_chosen_where_that_is_too_narrow(
    qtbot, judged
):
    judged.pages.turn_to(CURVES)
    curves = judged.pages.curves

    def seen() -> list[str]:
        return [chart.title for chart in curves.charts if chart.isVisible()]

    assert seen() == ["ROC", "Precision, recall", "Calibration"]
    judged.resize(340, 300)
    qtbot.waitUntil(lambda: seen() == ["ROC"])
    tabs = curves.row.tabs
    place = tabs.tabRect(2).center()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
    assert seen() == ["Calibration"]
    assert "cat: 0.900" in curves.roc.legend.toolTip()
    judged.resize(900, 300)
    qtbot.waitUntil(lambda: len(seen()) == 3)
