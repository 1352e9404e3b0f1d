"""One chart of the results: axes, what is drawn, and a line that says what is what."""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kgraph.gui.theme import Theme

UNIT = (0.0, 1.0)
SPOT = 5  # pixels of a point
LINES = 2  # of a legend, at most: what has no room is told by its tip


class Line(NamedTuple):
    """A curve.

    Attributes:
        label: What it is, in the legend; empty for none.
        role: `curve` by its number, `accent`, or `guide` for what is only compared.
        has_points: Whether each point is marked.
    """

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    role: str = "curve"
    has_points: bool = False


class Points(NamedTuple):
    """A cloud of points."""

    x: Sequence[float]
    y: Sequence[float]


class Bars(NamedTuple):
    """Bars beside each other, from 0 up."""

    centres: Sequence[float]
    heights: Sequence[float]
    width: float


Mark = Line | Points | Bars


class Chart(QWidget):
    """A plot whose axes the person can zoom; a double click shows all again.

    Args:
        x, y: What the axes say.
        is_unit: Whether both axes go from 0 to 1.
        tip: What the tip of the legend says besides.
    """

    def __init__(
        self,
        title: str,
        x: str,
        y: str,
        theme: Theme,
        *,
        is_unit: bool = False,
        tip: str = "",
    ) -> None:
        super().__init__()
        self.title = title
        self._tip = tip
        self._axes = x, y
        self._theme = theme
        self._is_unit = is_unit
        self._marks: tuple[Mark, ...] = ()
        self._note = ""
        self.legend = QLabel(wordWrap=True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.legend.setMaximumHeight(LINES * self.legend.fontMetrics().lineSpacing())
        self.view = pg.PlotWidget()
        self.view.setMinimumSize(1, 1)
        self.view.setAccessibleName(title)
        self._item = self.view.getPlotItem()
        self._item.showGrid(x=True, y=True, alpha=0.12)
        self._item.hideButtons()
        self._item.getViewBox().setMenuEnabled(False)
        self._item.setLabels(bottom=x, left=y)
        for side in ("left", "bottom"):
            self._item.getAxis(side).setStyle(maxTickLevel=1)
        self.view.scene().sigMouseClicked.connect(self._click)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 2, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        layout.addWidget(self.view, 1)
        self.set_theme(theme)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn."""
        return self._marks

    @property
    def axes(self) -> tuple[str, str]:
        """What the axes say."""
        return self._axes

    def show_marks(self, *marks: Mark, note: str = "") -> None:
        """Draws these in place of what was there.

        Args:
            note: What the legend says behind the title.
        """
        self._marks = marks
        self._note = note
        self._paint()
        self.show_all()

    def show_all(self) -> None:
        """Shows the whole of it."""
        if self._is_unit:
            box = self._item.getViewBox()
            box.setRange(xRange=UNIT, yRange=UNIT, padding=0.02)
        else:
            self._item.enableAutoRange()

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._theme = theme
        self.view.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.muted)
        self._paint()

    def color_of(self, mark: Mark) -> QColor:
        """Returns the colour of what is drawn."""
        if not isinstance(mark, Line):
            return self._theme.accent
        if mark.role != "curve":
            guide = self._theme.muted
            return self._theme.accent if mark.role == "accent" else guide
        curves = [m for m in self._marks if isinstance(m, Line) and m.role == "curve"]
        return self._theme.curve(next(i for i, m in enumerate(curves) if m is mark))

    def _click(self, event: Any) -> None:
        if event.double():
            self.show_all()

    def _paint(self) -> None:
        self._item.clear()
        for mark in self._marks:
            self._item.addItem(self._drawn(mark))
        parts = [f"<b>{escape(self.title)}</b>"]
        for mark in self._marks:
            if isinstance(mark, Line) and mark.label:
                color = self.color_of(mark).name()
                spot = f'<span style="color: {color}">●</span>'
                parts.append(f"{spot}&nbsp;{escape(mark.label)}")
        if self._note:
            muted = self._theme.muted.name()
            parts.append(f'<span style="color: {muted}">{escape(self._note)}</span>')
        self.legend.setText("&nbsp;&nbsp; ".join(parts))
        self.legend.setToolTip("<br>".join(filter(None, (*parts, escape(self._tip)))))

    def _drawn(self, mark: Mark) -> Any:
        color = self.color_of(mark)
        if isinstance(mark, Bars):
            faint = QColor(color)
            faint.setAlpha(150)
            return pg.BarGraphItem(
                x=list(mark.centres),
                height=list(mark.heights),
                width=mark.width,
                brush=faint,
                pen=pg.mkPen(self._theme.surface),
            )
        if isinstance(mark, Points):
            faint = QColor(color)
            faint.setAlpha(130)
            return pg.ScatterPlotItem(
                x=list(mark.x), y=list(mark.y), size=SPOT, brush=faint, pen=None
            )
        is_guide = mark.role == "guide"
        style = Qt.PenStyle.DashLine if is_guide else Qt.PenStyle.SolidLine
        item = pg.PlotDataItem(list(mark.x), list(mark.y))
        item.setPen(pg.mkPen(color, width=1 if is_guide else 2, style=style))
        if mark.has_points:
            item.setSymbol("o")
            item.setSymbolSize(SPOT + 1)
            item.setSymbolPen(color)
            item.setSymbolBrush(color)
        return item
