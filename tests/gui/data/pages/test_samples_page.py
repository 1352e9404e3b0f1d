"""Samples are seen as what they are, page by page, by class and by part."""

import pytest
from inspector_pages import pick
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from kgraph.document.columns import Column, DataDescription
from kgraph.document.looks import Curves, Picture, Sample, Waveform, Words
from kgraph.document.project import Split
from kgraph.gui.data.pages.samples_page import COUNT
from kgraph.gui.theme import LIGHT
from kgraph.messages import Look, Looked

RED = Picture(2, 1, 3, bytes([255, 0, 0, 0, 0, 255]), "200 × 100 × 3")
LOOKS = {
    "picture": RED,
    "curves": Curves(((0.0, None, 1.0), (1.0, 0.5, 0.0)), -1.0, 1.0, "3 × 2"),
    "sound": Waveform((-0.5, -0.2), (0.5, 0.2), "1 s"),
}


def sample(position, *looks, part="train"):
    return Sample(position, part, looks)


@pytest.fixture
def page(room):
    room.describe()
    room.panel.tabs.setCurrentIndex(1)
    return room.panel.samples


def test_nothing_is_asked_for_until_somebody_looks(room):
    room.describe()
    assert room.engine.of_type(Look) == []
    room.panel.tabs.setCurrentIndex(1)
    assert len(room.engine.of_type(Look)) == 1


def test_the_first_column_that_is_something_to_see_is_looked_at(room, page):
    asked = room.asked(Look)
    assert asked.columns == ("image", "pet")
    assert (asked.first, asked.count, asked.where, asked.part) == (0, COUNT, None, None)


@pytest.mark.parametrize("kind", LOOKS)
def test_what_can_be_painted_is_painted(room, page, kind):
    room.show(
        sample(7, LOOKS[kind], Words("cat")), sample(8, LOOKS[kind], Words("dog"))
    )
    assert page.list.viewMode() == QListView.ViewMode.IconMode
    item = page.list.item(0)
    assert item.text() == "cat"
    assert not item.icon().isNull()
    assert "Sample 7 · Training" in item.toolTip()
    assert LOOKS[kind].size in item.toolTip()


def test_pixels_are_what_they_are(room, page):
    room.show(sample(0, RED, Words("cat")))
    image = page.list.item(0).icon().pixmap(176, 88).toImage()
    y = image.height() // 2
    assert image.pixelColor(2, y).red() > 200 > image.pixelColor(2, y).blue()
    right = image.pixelColor(image.width() - 3, y)
    assert right.blue() > 200 > right.red()


def test_what_is_held_back_is_marked(room, page):
    room.show(sample(0, RED), sample(1, RED, part="test"))
    assert "▬</span> Test" in page._note.text()
    assert "Validation" not in page._note.text()
    below = [
        page.list.item(row).icon().pixmap(176, 93).toImage().pixelColor(40, 47)
        for row in range(2)
    ]
    assert [color.alpha() > 0 for color in below] == [False, True]


def test_texts_are_read_in_a_list(room, page):
    pick(page.column, "note")
    assert room.asked(Look).columns == ("note", "pet")
    room.show(
        sample(0, Words("a long text"), Words("cat")),
        sample(1, Words("", is_missing=True), Words("dog")),
    )
    assert page.list.viewMode() == QListView.ViewMode.ListMode
    texts = [page.list.item(row).text() for row in range(2)]
    assert texts == ["a long text   cat", "missing   dog"]


def test_one_turns_pages(room, page, qtbot):
    room.show(*(sample(n, RED) for n in range(COUNT)), total=100)
    assert page._note.text() == f"1 to {COUNT} of 100"
    assert not page.back.isEnabled()
    qtbot.mouseClick(page.on, Qt.MouseButton.LeftButton)
    assert room.asked(Look).first == COUNT
    room.show(*(sample(n, RED) for n in range(4)), total=COUNT + 4)
    assert not page.on.isEnabled()
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert room.asked(Look).first == 0


def test_others_are_asked_for_by_chance(room, page, qtbot):
    seed = room.asked(Look).seed
    qtbot.mouseClick(page.others, Qt.MouseButton.LeftButton)
    assert room.asked(Look).seed != seed


def test_a_class_and_a_part_are_looked_at_alone(room, page):
    pick(page.class_, "dog")
    assert room.asked(Look).where == ("pet", "dog")
    pick(page.part, "Validation")
    assert room.asked(Look).part == "validation"
    room.show(total=0)
    assert page._note.text() == "No such samples."
    pick(page.label, "No class")
    assert room.asked(Look).where is None
    assert room.asked(Look).columns == ("image",)
    assert not page.class_.isEnabled()


def test_an_answer_that_is_late_is_not_shown(room, page):
    first = room.asked(Look).number
    pick(page.part, "Test")
    room.show(sample(1, RED, part="test"))
    room.engine.received.emit(Looked(first, 9, ()))
    assert page.list.count() == 1


def test_another_split_is_looked_at_anew_but_no_other_edit(room, page):
    count = len(room.engine.of_type(Look))
    room.document.edit_graph("Move", lambda g: g)
    assert len(room.engine.of_type(Look)) == count
    room.panel.sourcing.edit("x", split=Split(seed=5))
    assert len(room.engine.of_type(Look)) == count + 1
    assert room.asked(Look).project.data.split.seed == 5


def test_why_nothing_can_be_shown_is_said(room, page):
    room.refuse(Look, "people.csv has gone.")
    assert page._note.text() == "people.csv has gone."


def test_what_looks_like_html_in_the_data_is_no_html(room, page):
    room.show(sample(0, RED, Words("<b>cat</b>")))
    assert "&lt;b&gt;cat" in page.list.item(0).toolTip()
    pick(page.part, "Test")
    room.refuse(Look, "<b>It</b> has gone.")
    assert page._note.text() == "&lt;b&gt;It&lt;/b&gt; has gone."


def test_an_engine_that_died_leaves_a_sentence_and_one_that_is_started_is_asked_again(
    room, page, engines
):
    room.engine.died.emit("The engine has died.")
    assert page._note.text() == "The engine has died."
    pick(page.part, "Test")
    room.lasting.restart()
    assert engines.last.of_type(Look)[-1].part == "test"


def test_it_is_painted_anew_in_other_colours(room, page):
    room.show(sample(7, LOOKS["sound"], Words("cat")))
    room.panel.set_theme(LIGHT)
    image = page.list.item(0).icon().pixmap(176, 88).toImage()
    assert image.pixelColor(1, 1) == LIGHT.window


def test_numbers_alone_are_listed(room):
    room.describe(DataDescription(9, (Column("age"),)))
    room.panel.tabs.setCurrentIndex(1)
    assert room.asked(Look).columns == ("age",)
