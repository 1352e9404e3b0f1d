"""Losses and metrics of a run, drawn while it goes on."""

from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kgraph.gui.theme import Theme
from kgraph.gui.training.series import Series
from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan

INTERVAL = 50  # milliseconds between two repaints: 20 a second is all the eye needs
VALIDATION = "val_"
NOT_DRAWN = ("learning_rate",)  # on another scale than any loss or metric


def is_loss(name: str) -> bool:
    """Whether a value of the log belongs among the losses.

    Example:

    >>> is_loss("val_head_loss"), is_loss("accuracy")
    (True, False)
    """
    return name == "loss" or name.endswith("_loss")


class CurvesView(QWidget):
    """Two plots beside each other, in units of epochs.

    Events only fill buffers; a timer draws what is new, so that however fast batches
    end, the window has time for its user.
    """

    broken = Signal(str)
    """A sentence: some value was no number for the first time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._losses = _Plot("Loss by epoch", theme)
        self._metrics = _Plot("Metrics by epoch", theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(self._losses.widget)
        layout.addWidget(self._metrics.widget)
        self._batches = 1
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.draw)

    def begin(self, event: TrainingBegan) -> None:
        """Forgets the last run."""
        self._batches = max(event.batches, 1)
        for plot in self._plots():
            plot.clear()

    def add_batches(self, event: BatchesEnded) -> None:
        """Takes batch-level values in."""
        for name, values in event.logs.items():
            count = len(values)
            xs = [(event.step + i + 1) / self._batches for i in range(count)]
            self._extend(name, xs, [float(v) for v in values], is_batch=True)

    def add_epoch(self, event: EpochEnded) -> None:
        """Takes epoch-level values in."""
        for name, value in event.logs.items():
            self._extend(name, [event.epoch + 1.0], [float(value)], is_batch=False)

    def draw(self) -> None:
        """Draws what is new; called by the timer."""
        drawn = [plot.draw() for plot in self._plots()]
        if not any(drawn):
            self._timer.stop()

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        for plot in self._plots():
            plot.set_theme(theme)

    def series(self, name: str, *, is_batch: bool = False) -> Series | None:
        """Returns the numbers of a curve, None if it has none yet."""
        return self._plot_for(name).series(name, is_batch=is_batch)

    def _plots(self) -> "tuple[_Plot, _Plot]":
        return self._losses, self._metrics

    def _plot_for(self, name: str) -> "_Plot":
        return self._losses if is_loss(name) else self._metrics

    def _extend(
        self, name: str, xs: list[float], ys: list[float], *, is_batch: bool
    ) -> None:
        if name in NOT_DRAWN:
            return
        curve = self._plot_for(name).curve(name, is_batch=is_batch)
        was_sound = curve.series.broken_at is None
        curve.extend(xs, ys)
        if was_sound and curve.series.broken_at is not None:
            self._plot_for(name).mark(curve.series.broken_at)
            what = (
                "NaN"
                if curve.series.broken_value != curve.series.broken_value
                else "infinite"
            )
            self.broken.emit(
                f"{name} became {what} in epoch {int(curve.series.broken_at) + 1}. "
                "A lower learning rate or scaled data often helps."
            )
        if not self._timer.isActive():
            self._timer.start()


class _Curve:
    """A series and the line that shows it."""

    def __init__(self, item: pg.PlotDataItem) -> None:
        self.series = Series()
        self.item = item
        self._is_stale = False

    def extend(self, xs: Iterable[float], ys: Iterable[float]) -> None:
        self.series.extend(list(xs), list(ys))
        self._is_stale = True

    def draw(self) -> bool:
        if not self._is_stale:
            return False
        self._is_stale = False
        if self.series.has_points:
            self.item.setData(self.series.x, self.series.y, connect="finite")
        return True


class _Plot:
    """One plot: a curve for each name, and thinner ones for the batches."""

    def __init__(self, title: str, theme: Theme) -> None:
        self._title = title
        self._legend = QLabel(wordWrap=True)  # above: it never hides a curve
        self._view = pg.PlotWidget()
        self._item = item = self._view.getPlotItem()
        item.showGrid(x=True, y=True, alpha=0.12)
        item.setClipToView(True)
        item.setDownsampling(auto=True, mode="peak")
        item.hideButtons()
        self._curves: dict[tuple[str, bool], _Curve] = {}
        self._marks: list[pg.InfiniteLine] = []
        self.widget = QWidget()
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(8, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._legend)
        layout.addWidget(self._view, 1)
        self.set_theme(theme)

    def clear(self) -> None:
        self._item.clear()
        self._curves.clear()
        self._marks.clear()
        self._item.enableAutoRange()
        self._explain()

    def series(self, name: str, *, is_batch: bool) -> Series | None:
        curve = self._curves.get((name, is_batch))
        return curve.series if curve else None

    def curve(self, name: str, *, is_batch: bool) -> _Curve:
        """Returns a curve; the first value of a name makes it, and its legend."""
        key = (name, is_batch)
        if key not in self._curves:
            if is_batch:
                self.curve(name, is_batch=False)
            item = self._item.plot()
            item.setZValue(0 if is_batch else 1)
            self._curves[key] = _Curve(item)
            self._paint(key)
            self._explain()
        return self._curves[key]

    def mark(self, x: float) -> None:
        """Draws a line where a value was no number."""
        line = pg.InfiniteLine(x, pen=self._mark_pen())
        self._item.addItem(line, ignoreBounds=True)
        self._marks.append(line)

    def draw(self) -> bool:
        drawn = [curve.draw() for curve in self._curves.values()]
        if any(drawn):
            # else the axes would follow the curves only one frame later
            self._item.getViewBox().updateAutoRange()
        return any(drawn)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._view.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.muted)
        for key in self._curves:
            self._paint(key)
        for line in self._marks:
            line.setPen(self._mark_pen())
        self._explain()

    def _explain(self) -> None:
        """Says which colour is which; a thin line is the same value by batch."""
        parts = [f"<b>{self._title}</b>"]
        for name, is_batch in self._curves:
            if not is_batch:
                spot = "○" if name.startswith(VALIDATION) else "●"
                color = self._color(name).name()
                parts.append(f'<span style="color: {color}">{spot}</span>&nbsp;{name}')
        self._legend.setText("&nbsp;&nbsp; ".join(parts))

    def _paint(self, key: tuple[str, bool]) -> None:
        name, is_batch = key
        item = self._curves[key].item
        color = self._color(name)
        if is_batch:
            color.setAlpha(130)
            item.setPen(color, width=1)
            return
        is_validation = name.startswith(VALIDATION)
        item.setPen(color, width=2)
        item.setSymbol("o")
        item.setSymbolSize(5)
        item.setSymbolPen(color)
        item.setSymbolBrush(self._theme.surface if is_validation else color)

    def _color(self, name: str) -> QColor:
        names = [shown for shown, is_batch in self._curves if not is_batch]
        return QColor(self._theme.curve(names.index(name)))

    def _mark_pen(self) -> object:
        return pg.mkPen(self._theme.error, style=Qt.PenStyle.DotLine)
