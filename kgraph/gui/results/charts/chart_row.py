"""Charts beside each other, as far as there is room for them."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from kgraph.gui.results.charts.chart import Chart

LEAST = 190  # pixels in which a chart can be read


class ChartRow(QWidget):
    """Shows all charts, or where that is too narrow the one that is chosen."""

    def __init__(self, *charts: Chart) -> None:
        super().__init__()
        self._charts = self._shown = charts
        self.tabs = QTabBar(drawBase=False, expanding=False, visible=False)
        self.tabs.setAccessibleName("Charts")
        self.tabs.setProperty("role", "pages")
        row = QHBoxLayout()
        row.setSpacing(2)
        for chart in charts:
            self.tabs.addTab(chart.title)
            row.addWidget(chart, 1)
        self.tabs.currentChanged.connect(lambda _: self._arrange())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(row, 1)
        self.setMinimumWidth(1)

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Takes those charts away that have nothing to say."""
        self._shown = tuple(charts)
        for place, chart in enumerate(self._charts):
            self.tabs.setTabVisible(place, chart in self._shown)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many charts as can be read."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < LEAST * len(self._shown)
        self.tabs.setVisible(is_narrow)
        for place, chart in enumerate(self._charts):
            is_chosen = not is_narrow or place == self.tabs.currentIndex()
            chart.setVisible(is_chosen and chart in self._shown)
