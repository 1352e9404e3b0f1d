"""Of events, those that tell something are marked, by names that have room."""

from PySide6.QtGui import QFontMetricsF

from kgraph.gui.training.curves.items.flags import shortened, worth_showing
from kgraph.messages import Marked


def test_of_events_only_what_tells_something_is_marked(view):
    marks = [
        Marked("stage", 0, "warm-up"),
        Marked("rate", 0, "Learning rate 0.1", 0.1),
        Marked("best", 10, "first"),
        Marked("checkpoint", 10, "saved"),
        Marked("best", 20, "second"),
    ]
    choices = view.bar.choices
    shown = [mark.text for mark in worth_showing(marks, choices)]
    assert shown == ["warm-up", "second"]
    view.bar.options["has_checkpoints"].trigger()
    assert len(worth_showing(marks, view.bar.choices)) == 3
    view.bar.options["has_marks"].trigger()
    assert worth_showing(marks, view.bar.choices) == []


def test_no_name_of_a_stage_lies_over_the_next(qapp):
    metrics = QFontMetricsF(qapp.font())
    width = metrics.horizontalAdvance("Feature extraction")
    assert shortened("Feature extraction", width + 1, metrics) == "Feature extraction"
    short = shortened("Feature extraction", width / 2, metrics)
    assert short.startswith("Fea")
    assert metrics.horizontalAdvance(short) <= width / 2
    assert shortened("Feature extraction", 12, metrics) == ""
