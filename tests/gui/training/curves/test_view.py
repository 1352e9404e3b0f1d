"""Curves on the screen: they follow, are zoomed, switched, compared and taken away."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from kgraph.gui.theme import LIGHT
from kgraph.gui.training.curves import CurvesView
from kgraph.gui.training.curves.items.flags import shortened, worth_showing
from kgraph.gui.training.curves.items.legend import Entry, Legend
from kgraph.gui.training.curves.items.lines import DOTS
from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.messages import BatchesEnded, EpochEnded, Marked, TrainingBegan
from kgraph.runs import Epoch

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot, theme):
    """Three epochs of ten batches."""
    view = CurvesView(theme, clock=lambda: 0.0)
    qtbot.addWidget(view)
    view.resize(900, 260)
    view.show()
    qtbot.waitExposed(view)
    view.begin(TrainingBegan("0007", 4, 10, 320, ("accuracy",)))
    for epoch in range(3):
        add_epoch(view, epoch)
    view.draw()
    return view


def add_epoch(view, epoch, rate=0.1):
    values = [3.0 - epoch - batch / 10 for batch in range(10)]
    logs = {"loss": values, "accuracy": [1 - v / 4 for v in values]}
    view.add_batches(BatchesEnded(epoch, 9, 10 * epoch, logs))
    logs = {"loss": values[-1], "val_loss": 3.2 - epoch, "learning_rate": rate}
    view.add_epoch(EpochEnded(epoch, 10 * epoch + 10, 60.0, logs))


def x_range(plot):
    return tuple(plot.item.getViewBox().viewRange()[0])


def y_range(plot):
    return tuple(plot.item.getViewBox().viewRange()[1])


def middle_of(plot):
    viewport = plot.view.viewport()
    return viewport, viewport.rect().center()


def turn_wheel(plot, amount=240):
    viewport, place = middle_of(plot)
    turn = QWheelEvent(
        *(QPointF(place), QPointF(viewport.mapToGlobal(place))),
        *(QPoint(), QPoint(0, amount)),
        *(LEFT & ~LEFT, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(viewport, turn)


def test_all_is_seen_and_what_is_new(view):
    losses = view.pair.losses
    assert x_range(losses) == pytest.approx((0.0, 3.03))
    add_epoch(view, 3)
    view.draw()
    assert x_range(losses)[1] == pytest.approx(4.04)
    low, high = y_range(losses)
    assert low < -0.9
    assert high > 3.2


def test_zoom_does_not_fight_new_data(view):
    losses, metrics = view.pair.plots
    turn_wheel(losses)
    seen, height = x_range(losses), y_range(losses)
    assert not view.pair.is_following
    assert view.bar.follow.isVisible()
    add_epoch(view, 3)
    view.draw()
    assert x_range(losses) == pytest.approx(seen)
    assert x_range(metrics) == pytest.approx(seen), "both show the same batches"
    assert y_range(losses) == pytest.approx(height)
    QTest.mouseClick(view.bar.follow, LEFT)
    view.draw()
    assert x_range(losses)[1] == pytest.approx(4.04)
    assert not view.bar.follow.isVisible()


def test_a_double_click_follows_again(view):
    turn_wheel(view.pair.losses)
    viewport, place = middle_of(view.pair.losses)
    QTest.mouseDClick(viewport, LEFT, pos=place)
    assert view.pair.is_following


def test_keys_zoom_pan_and_follow(view):
    pair = view.pair
    pair.setFocus()
    QTest.keyClick(pair, Qt.Key.Key_Plus)
    view.draw()
    assert x_range(pair.losses) == pytest.approx((0.303, 2.727))
    QTest.keyClick(pair, Qt.Key.Key_Right)
    QTest.keyClick(pair, Qt.Key.Key_Left)
    QTest.keyClick(pair, Qt.Key.Key_Minus)
    assert not pair.is_following
    QTest.keyClick(pair, Qt.Key.Key_Home)
    assert pair.is_following


@pytest.mark.parametrize(
    ("unit", "title", "end"),
    [
        (Unit.EPOCH, "Loss by epoch", 3),
        (Unit.STEP, "Loss by step", 30),
        (Unit.TIME, "Loss by minute", 180),
    ],
)
def test_the_x_axis_counts_what_is_chosen(view, unit, title, end):
    view.bar.units[unit].trigger()
    view.draw()
    assert view.pair.losses.title == title
    assert x_range(view.pair.losses)[1] == pytest.approx(end * 1.01)


def test_a_logarithmic_scale_leaves_out_what_it_cannot_show(view):
    view.bar.log.trigger()
    view.draw()
    low, high = y_range(view.pair.losses)
    assert low > -2, "zero and less have no place on it"
    assert 0.4 < high < 0.9
    view.grab()


def test_smoothing_draws_averages_over_faint_curves(view):
    line = view.pair.losses._lines["", ("loss", True)]
    assert line._average.xData is None or not len(line._average.xData)
    view.bar.slider.setValue(90)
    view.draw()
    assert len(line._average.xData) == 30
    assert line._average.yData[0] == pytest.approx(3.0)
    assert line._average.yData[-1] > 0.5, "it lags"
    view.bar.slider.setValue(0)
    view.draw()
    assert not len(line._average.xData)


def test_names_switch_their_curves(view):
    losses = view.pair.losses
    assert losses.legend.texts == ["loss", "val_loss", "learning rate"]
    QTest.mouseClick(losses.legend.button("loss"), LEFT)
    drawn = {
        key.name: line._curve.isVisible() for (_, key), line in losses._lines.items()
    }
    assert drawn == {"loss": False, "val_loss": True}
    view.draw()
    assert y_range(losses)[0] > 1.0, "the axis is for what is drawn"
    QTest.mouseClick(losses.legend.button("loss"), LEFT)
    assert all(line._curve.isVisible() for line in losses._lines.values())


def test_the_learning_rate_comes_when_it_tells_something(view):
    axis = view.pair.losses.item.getAxis("right")
    assert not axis.isVisible()
    add_epoch(view, 3, rate=0.01)
    assert axis.isVisible()
    view.draw()
    QTest.mouseClick(view.pair.losses.legend.button("learning_rate"), LEFT)
    assert not axis.isVisible()


def test_values_are_told_where_the_mouse_is(view):
    losses = view.pair.losses
    view.add_mark(Marked("best", 20, "val_loss 2.2"))
    view.draw()
    box = losses.item.getViewBox()
    place = losses.view.mapFromScene(box.mapViewToScene(QPointF(2.0, 1.0)))
    QTest.mouseMove(losses.view.viewport(), place)
    readout = losses._readout
    assert readout.isVisible()
    for word in ("epoch 2.0", "val_loss 2.2", "val_loss", "<b>2.2</b>", "batch 1."):
        assert word in readout.text()
    assert view.pair.metrics._readout.isVisible(), "in both plots"
    QApplication.sendEvent(losses.view.viewport(), QEvent(QEvent.Type.Leave))
    assert not readout.isVisible()


def test_names_from_files_are_no_html(view):
    view.add_epoch(EpochEnded(3, 40, 1.0, {"<b>x</b>_loss": 1.0}))
    view.draw()
    view.pair._point_at(3.0)
    assert "&lt;b&gt;x" in view.pair.losses._readout.text()


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


def test_names_stand_in_their_order_whichever_came_first(qtbot):
    legend = Legend("Loss", LIGHT)
    qtbot.addWidget(legend)
    legend.resize(600, 40)
    legend.show()
    loss, rate = (Entry(id, id, LIGHT.text) for id in ("loss", "rate"))
    legend.show_entries([rate])
    legend.show_entries([loss, rate])
    qtbot.waitUntil(lambda: 0 < legend.button("loss").x() < legend.button("rate").x())


def test_names_without_room_stand_in_a_menu(qtbot):
    legend = Legend("Loss", LIGHT)
    qtbot.addWidget(legend)
    legend.resize(260, 40)
    legend.show()
    names = [f"a_long_name_{n}" for n in range(6)]
    legend.show_entries([Entry(id, id, LIGHT.text) for id in names])
    legend.allow_rows(2)
    hidden = [name for name in names if legend.button(name).isHidden()]
    assert hidden
    assert hidden == names[-len(hidden) :]
    row = legend.button(names[0]).sizeHint().height()
    assert legend.heightForWidth(260) <= 2 * row + 2
    more = next(b for b in legend.findChildren(QToolButton) if b.menu())
    assert more.text() == f"+{len(hidden)}"
    more.menu().aboutToShow.emit()
    with qtbot.waitSignal(legend.switched) as switched:
        more.menu().actions()[-1].trigger()
    assert switched.args == [names[-1], False]
    legend.allow_rows(9)
    assert not any(legend.button(name).isHidden() for name in names)
    assert more.isHidden()


def test_no_name_of_a_stage_lies_over_the_next(qapp):
    metrics = QFontMetricsF(qapp.font())
    width = metrics.horizontalAdvance("Feature extraction")
    assert shortened("Feature extraction", width + 1, metrics) == "Feature extraction"
    short = shortened("Feature extraction", width / 2, metrics)
    assert short.startswith("Fea")
    assert metrics.horizontalAdvance(short) <= width / 2
    assert shortened("Feature extraction", 12, metrics) == ""


def test_other_runs_are_drawn_over_this_one(view):
    epochs = [Epoch(e, 5 * e + 5, 1.0, {"loss": 4.0 - e}) for e in range(6)]
    view.overlay("0003", "wide", epochs, {"loss": [1.0] * 30})
    view.draw()
    losses = view.pair.losses
    assert view.runs.texts == ["this run 0007", "wide"]
    assert x_range(losses)[1] == pytest.approx(6 * 1.01), "by epochs of its own"
    colors = {
        run: line._curve.opts["pen"].color().name()
        for (run, _), line in losses._lines.items()
    }
    assert len(set(colors.values())) == 2
    QTest.mouseClick(view.runs.button("0003"), LEFT)
    view.draw()
    assert x_range(losses)[1] == pytest.approx(3 * 1.01)
    view.remove_overlay("0003")
    view.remove_overlay("0003")
    assert view.overlays == ()
    assert not view.runs.isVisible()


def test_clear_leaves_this_run_alone(view, qtbot):
    for run in ("0001", "0002"):
        view.overlay(run, run, [Epoch(0, 10, 1.0, {"loss": 1.0})], {})
    removed = []
    view.overlay_removed.connect(removed.append)
    QTest.mouseClick(view.clear, LEFT)
    assert removed == ["0001", "0002"]
    assert not view.clear.isVisible()


def test_a_run_that_begins_is_drawn_once(view):
    view.overlay("0008", "before", [Epoch(0, 10, 1.0, {"loss": 1.0})], {})
    removed = []
    view.overlay_removed.connect(removed.append)
    view.begin(TrainingBegan("0008", 4, 10, 320))
    assert (view.overlays, removed) == ((), ["0008"])


def test_a_window_without_a_run_shows_others(qtbot, theme):
    view = CurvesView(theme)
    qtbot.addWidget(view)
    view.show()
    view.overlay("0001", "one", [Epoch(0, 10, 1.0, {"accuracy": 1.0})], {})
    view.draw()
    view.pair._point_at(0.5)
    assert view.pair.shown == [view.pair.metrics]
    assert view.runs.texts == ["one"]


def test_a_run_of_before_is_recalled_and_goes_on(view):
    epochs = [Epoch(0, 10, 1.0, {"loss": 2.0})]
    view.recall("0005", epochs, {"loss": [2.0] * 13})
    view.begin(TrainingBegan("0005", 2, 10, 320, first_step=10))
    assert view.series("loss", is_batch=True).last_step == 10


def test_dots_tell_few_points_apart(view):
    line = view.pair.losses._lines["", ("val_loss", False)]
    assert len(line._dots.data) == 3
    for epoch in range(3, DOTS + 5):
        view.add_epoch(EpochEnded(epoch, 10 * epoch + 10, 1.0, {"val_loss": 1.0}))
    view.draw()
    assert len(line._dots.data) == 0


def test_a_narrow_view_shows_one_plot(view, qtbot):
    view.resize(340, 260)
    qtbot.waitUntil(lambda: view.pair.shown == [view.pair.losses])
    QTest.mouseClick(view.bar.plots[1], LEFT)
    assert view.pair.shown == [view.pair.metrics]
    view.resize(900, 260)
    qtbot.waitUntil(lambda: len(view.pair.shown) == 2)


def test_pictures_and_a_table_are_taken_away(view, tmp_path, qtbot):
    view.overlay("0003", "wide", [Epoch(0, 10, 1.0, {"loss": 4.0})], {})
    view.bar.show_rate()
    view.draw()
    for kind in ("png", "svg", "csv"):
        target = tmp_path / f"curves.{kind}"
        with qtbot.waitSignal(view.said) as said:
            view.saving.write(kind, target).join()
        assert said.args == [f"The curves are in {target}.", "success"]
    image = QImage(str(tmp_path / "curves.png"))
    assert image.width() > 2 * 800
    colors = Counter(
        image.pixel(x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert view._theme.curve(0).rgb() in colors
    ground = colors[view._theme.surface.rgb()] / colors.total()
    assert ground > 0.8, "nothing is filled"
    assert QSvgRenderer(str(tmp_path / "curves.svg")).isValid()
    assert b"wide" in (tmp_path / "curves.svg").read_bytes()
    lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert len(lines) == 1 + 30 + 3 + 1


def test_a_place_that_cannot_be_written_is_one_sentence(view, tmp_path, qtbot):
    with qtbot.waitSignal(view.said) as said:
        view.saving.write("csv", tmp_path / "no" / "x.csv").join()
    assert "cannot be saved" in said.args[0]
    assert said.args[1] == "error"


def test_nothing_is_drawn_while_nobody_looks(view, qtbot):
    qtbot.waitUntil(lambda: not view.pair.is_drawing)
    view.hide()
    add_epoch(view, 3)
    assert not view.pair.is_drawing
    view.show()
    qtbot.waitUntil(lambda: x_range(view.pair.losses)[1] > 4)
    qtbot.waitUntil(lambda: not view.pair.is_drawing)


def test_a_run_of_nothing_but_nan_can_be_drawn(view):
    view.begin(TrainingBegan("0008", 4, 10, 320))
    view.add_batches(BatchesEnded(0, 1, 0, {"loss": ["nan", "nan"]}))
    for step in ("log", "smooth"):
        if step == "log":
            view.bar.log.trigger()
        else:
            view.bar.slider.setValue(50)
        view.draw()
        view.pair._point_at(0.1)
        view.grab()


def test_it_follows_the_theme(view):
    view.set_theme(LIGHT)
    view.draw()
    line = view.pair.losses._lines["", ("val_loss", False)]
    assert line._curve.opts["pen"].color() == LIGHT.curve(1)
