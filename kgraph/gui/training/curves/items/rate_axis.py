"""The learning rate: a curve of its own, with an axis at the right."""

import numpy as np
import pyqtgraph as pg
from msgspec.structs import replace
from PySide6.QtCore import Qt

from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.items.lines import View, points
from kgraph.gui.training.curves.numbers.told import Told

ROOM = 0.15  # of what is seen, above and below


class RateAxis:
    """Draws rates into a plot of something else, on a scale of their own."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._curve = pg.PlotCurveItem(connect="finite")
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.setZValue(-50)  # behind the other: that one hears the mouse
        self._box.addItem(self._curve)
        self._axis = plot.getAxis("right")
        self._axis.enableAutoSIPrefix(False)
        plot.scene().addItem(self._box)
        self._axis.linkToView(self._box)
        plot.getViewBox().sigResized.connect(self._lie_behind)
        self.show(False)

    def show(self, is_shown: bool) -> None:
        """Switches the curve and its axis on or off."""
        self._curve.setVisible(is_shown)
        self._plot.showAxis("right", is_shown)

    def set_theme(self, theme: Theme) -> None:
        """Colours the curve anew."""
        self._curve.setPen(theme.muted, width=1, style=Qt.PenStyle.DashLine)

    def draw(self, told: Told, view: View, choices: Choices) -> None:
        """Draws the part that is seen; the last rate holds until now."""
        x, y = points(told.rates, told.timeline, view, replace(choices, is_log=False))
        if not len(x):
            self._curve.setData(x, y)
            return
        now = told.timeline.place(told.last_step, choices.unit)
        x, y = np.append(x, max(now, x[-1])), np.append(y, y[-1])
        self._curve.setData(x, y)
        low, high = float(np.nanmin(y)), float(np.nanmax(y))
        room = ROOM * (high - low) or abs(high) or 1.0
        self._box.setRange(
            xRange=(view.left, view.right), yRange=(low - room, high + room), padding=0
        )

    def _lie_behind(self) -> None:
        self._box.setGeometry(self._plot.getViewBox().sceneBoundingRect())
