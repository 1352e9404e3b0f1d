"""Samples are recalled, shown with their answers, and dropped from files."""

import dropping
from inspector_pages import pick
from judged_results import PREDICTION, sample
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QListView

from kgraph.document.looks import Sample, Words
from kgraph.gui.results.pages import CLASSES, PREDICT, SAMPLES
from kgraph.messages import (
    Predict,
    Predicted,
    Recall,
    Recalled,
)


def test_the_worst_are_recalled_only_once_somebody_looks(judged, engines):
    assert engines.last.of_type(Recall) == []
    judged.pages.turn_to(SAMPLES)
    assert [r.positions for r in engines.last.of_type(Recall)] == [(17, 99)]
    judged.pages.turn_to(CLASSES)
    judged.pages.turn_to(SAMPLES)
    assert len(engines.last.of_type(Recall)) == 1


def test_rows_are_told_in_words(judged, engines, answer):
    judged.pages.turn_to(SAMPLES)
    looks = Words("tabby"), Words("7")
    answer(Recalled, samples=tuple(Sample(p, None, looks) for p in (17, 99)))
    gallery = judged.pages.gallery.list
    assert gallery.viewMode() == QListView.ViewMode.ListMode
    assert gallery.item(0).text() == (
        "is cat, said dog (90.0%)    loss 4.5    photo tabby, age 7"
    )


def test_the_answer_to_a_sample_is_shown_beside_it(qtbot, judged, engines, answer):
    judged.pages.turn_to(PREDICT)
    qtbot.mouseClick(judged.pages.predict.on, Qt.MouseButton.LeftButton)
    answer(Predicted, run="0001", predictions=(PREDICTION,), columns=("photo",))
    animal, weight = judged.pages.predict.views
    assert [g.label for g in animal.guesses] == ["dog", "cat"]
    assert animal.value_of(animal.guesses[0]) == "90.0%"
    assert weight.guesses == ()
    assert engines.last.of_type(Recall)[-1].positions == (17,)
    answer(Recalled, samples=(sample(17),))
    assert not judged.pages.predict.list.item(0).icon().isNull()


def test_the_samples_of_a_part_come_one_by_one(qtbot, panel, engines):
    panel.pages.turn_to(PREDICT)
    page = panel.pages.predict
    for button in (page.on, page.on, page.back):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    places = [request.places for request in engines.last.of_type(Predict)]
    assert places == [(0,), (1,), (0,)]
    pick(panel.head.part, "Training")
    qtbot.mouseClick(page.on, Qt.MouseButton.LeftButton)
    last = engines.last.of_type(Predict)[-1]
    assert (last.part, last.places) == ("train", (0,))


def test_files_are_dropped(panel, engines, answer, tmp_path):
    path = tmp_path / "seven.png"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    dropping.drop(panel.pages.predict.list, data, QPoint(9, 9))
    assert panel.pages.current is panel.pages.predict
    (request,) = engines.last.of_type(Predict)
    assert (request.run, request.files) == ("best", (str(path),))
    named = type(PREDICTION)("seven.png", PREDICTION.answers)
    told = (sample(0), Sample(0, None, (Words("tabby"), Words("7"))))
    answer(
        Predicted,
        run="0001",
        predictions=(named, named),
        columns=("photo", "age"),
        samples=told,
    )
    page = panel.pages.predict
    assert page.list.item(0).text() == "seven.png\ndog (90.0%); 3.2"
    assert not page.list.item(0).icon().isNull()
    assert page.note.text() == "age 7"
    page.list.setCurrentRow(1)
    assert page.note.text() == "photo tabby, age 7"
