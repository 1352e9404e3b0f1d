"""A sample that is double-clicked is seen large, with what is said to it."""

import pytest
from judged_results import PICTURE, PREDICTION, sample
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from kgraph.document.looks import Sample, Waveform, Words
from kgraph.gui.results.closely.walking import DETAIL
from kgraph.gui.results.pages import SAMPLES
from kgraph.gui.theme import LIGHT
from kgraph.messages import Failed, Predict, Predicted, Recall, Recalled

LEFT = Qt.MouseButton.LeftButton


def double_click(qtbot, view, row: int) -> None:
    place = view.visualItemRect(view.item(row)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=place)


@pytest.fixture
def opened(qtbot, judged, answer):
    """The window of the worst mistake; nothing is known of it yet."""
    judged.pages.turn_to(SAMPLES)
    answer(Recalled, samples=(sample(17), sample(99)))
    double_click(qtbot, judged.pages.gallery.list, 0)
    return judged


@pytest.fixture
def dialog(opened, qtbot):
    return opened.walking.dialog


@pytest.fixture
def reply(engines):
    """Lets the engine answer the last question of a kind."""

    def reply(kind, event, **fields) -> None:
        asked = engines.last.of_type(kind)[-1]
        engines.last.received.emit(event(asked.number, **fields))

    return reply


def values(dialog):
    rows = map(dialog.values.topLevelItem, range(dialog.values.topLevelItemCount()))
    return [(row.text(0), row.text(1)) for row in rows]


def test_the_worst_mistake_is_seen_large_with_its_answers(dialog, engines, reply):
    recall, predict = (engines.last.of_type(kind)[-1] for kind in (Recall, Predict))
    assert (recall.positions, recall.detail) == ((17,), DETAIL)
    assert (predict.run, predict.part, predict.positions) == ("0001", "test", (17,))
    assert dialog.windowTitle() == "Sample 17  (1 of 2)"
    before = dialog.large.grab().toImage()
    reply(Recall, Recalled, samples=(sample(17),))
    assert dialog.large.grab().toImage() != before
    assert dialog.size_note.text() == PICTURE.size
    assert values(dialog) == [("age", "7")]
    reply(Predict, Predicted, run="0001", predictions=(PREDICTION,))
    animal, weight = dialog.views
    assert [g.label for g in animal.guesses] == ["dog", "cat"]
    assert (animal.answer.truth, weight.answer.text) == ("cat", "3.2")
    assert dialog.note.text() == "Run 0001 says:"
    assert dialog.play.isHidden()


def test_it_is_turned_to_the_next_and_back(qtbot, dialog, engines, reply):
    assert (dialog.back.isEnabled(), dialog.on.isEnabled()) == (False, True)
    first = engines.last.of_type(Recall)[-1]
    qtbot.mouseClick(dialog.on, LEFT)
    assert dialog.windowTitle() == "Sample 99  (2 of 2)"
    assert (dialog.back.isEnabled(), dialog.on.isEnabled()) == (True, False)
    engines.last.received.emit(Recalled(first.number, (sample(17),)))
    assert values(dialog) == []  # nobody looks at that any more
    reply(Recall, Recalled, samples=(sample(99),))
    assert values(dialog) == [("age", "7")]
    qtbot.mouseClick(dialog.back, LEFT)
    assert dialog.windowTitle() == "Sample 17  (1 of 2)"


def test_it_grows_with_its_window(dialog, qtbot, reply):
    reply(Recall, Recalled, samples=(sample(17),))
    dialog.resize(500, 300)
    qtbot.waitUntil(lambda: dialog.width() == 500)
    small = dialog.large.size()
    dialog.resize(1100, 700)
    qtbot.waitUntil(lambda: dialog.large.height() > small.height() + 300)
    assert dialog.large.width() > small.width() + 200


def test_a_sound_is_played_by_what_the_system_has(qtbot, dialog, reply, monkeypatch):
    played = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: played.append(url.toLocalFile())
    )
    sound = Sample(17, None, (Waveform((-0.5,), (0.5,), "1 value"),), "/tones/a.wav")
    reply(Recall, Recalled, samples=(sound,))
    assert dialog.play.isVisible()
    assert "Player" in dialog.play.text()
    qtbot.mouseClick(dialog.play, LEFT)
    assert played == ["/tones/a.wav"]
    assert "No program" in dialog.size_note.text()  # this system has none


def test_what_the_system_might_run_is_not_opened(dialog, reply):
    program = Sample(17, None, (PICTURE,), "/tones/a.desktop")
    reply(Recall, Recalled, samples=(program,))
    assert dialog.play.isHidden()


def test_a_text_is_there_to_be_read_and_a_row_is_listed(qtbot, dialog, reply):
    text = Words("It was the best of times, it was the worst of times.")
    reply(Recall, Recalled, samples=(Sample(17, None, (text, Words("7"))),))
    assert dialog.text.isVisible()
    assert dialog.text.toPlainText() == text.text
    assert values(dialog) == [("age", "7")]
    qtbot.mouseClick(dialog.on, LEFT)
    row = Sample(99, None, (Words("tabby"), Words("", is_missing=True)))
    reply(Recall, Recalled, samples=(row,))
    assert not dialog.text.isVisible()
    assert values(dialog) == [("photo", "tabby"), ("age", "missing")]


def test_what_cannot_be_is_said_in_its_place(dialog, engines):
    for kind in (Recall, Predict):
        number = engines.last.of_type(kind)[-1].about
        name = kind.__name__
        engines.last.received.emit(Failed(name, f"No {name}.", subject=number))
    assert (dialog.size_note.text(), dialog.note.text()) == (
        "No Recall.",
        "No Predict.",
    )


def test_one_window_serves_all_and_goes_with_the_drawing(qtbot, opened, dialog):
    double_click(qtbot, opened.pages.gallery.list, 1)
    assert opened.walking.dialog is dialog
    assert dialog.windowTitle() == "Sample 99  (2 of 2)"
    opened.set_theme(LIGHT)
    opened.begin_anew()
    assert opened.walking.dialog is None
