"""Curves on the screen: they follow, are zoomed, switched, compared and taken away."""

from collections import Counter

import pytest
from drawn_curves import LEFT, add_epoch, middle_of, turn_wheel, x_range, y_range
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.gui.theme import LIGHT
from kgraph.gui.training.curves.items.lines import DOTS
from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.messages import BatchesEnded, EpochEnded, Marked, TrainingBegan
from kgraph.runs import Epoch

RATE = 20  # milliseconds in which pyqtgraph hears of one movement of the mouse


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


def test_values_are_told_where_the_mouse_is(view, qtbot):
    losses = view.pair.losses
    view.add_mark(Marked("best", 20, "val_loss 2.2"))
    view.draw()
    viewport = losses.view.viewport()
    QTest.mouseMove(viewport, QPoint(1, 1))  # wherever an earlier test has left it
    qtbot.wait(RATE)
    box = losses.item.getViewBox()
    place = losses.view.mapFromScene(box.mapViewToScene(QPointF(2.0, 1.0)))
    QTest.mouseMove(viewport, place)
    readout = losses._readout
    assert readout.isVisible()
    for word in ("epoch 2.0", "val_loss 2.2", "val_loss", "<b>2.2</b>", "batch 1."):
        assert word in readout.text()
    assert view.pair.metrics._readout.isVisible(), "in both plots"
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert not readout.isVisible()


def test_names_from_files_are_no_html(view):
    view.add_epoch(EpochEnded(3, 40, 1.0, {"<b>x</b>_loss": 1.0}))
    view.draw()
    view.pair._point_at(3.0)
    assert "&lt;b&gt;x" in view.pair.losses._readout.text()


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
