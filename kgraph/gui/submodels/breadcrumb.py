"""The way down to the graph that is shown: a step for each graph above it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kgraph.gui.look.tips import plain_tip

BETWEEN = "\u203a"
MORE = "…"
MOST_STEPS = 5  # of the way that are shown; those in the middle are left out
WIDEST = 160  # pixels of a name


class Breadcrumb(QWidget):
    """The way down from the main graph; each step can be gone back to."""

    chosen = Signal(int)
    renamed = Signal()
    """The last step, which is the graph that is shown, was double-clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._way: Sequence[str] = ()
        self.steps: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 1, 6, 2)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setMinimumWidth(1)  # a long way makes no window wider

    def show_way(self, way: Sequence[str]) -> None:
        """Shows the names of the graphs of a way; nothing for the main graph alone."""
        self.setVisible(len(way) > 1)
        if list(way) == list(self._way):
            return
        self._way = list(way)
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.steps = []
        hidden = range(1, len(way) - MOST_STEPS + 1)
        for number, name in enumerate(way):
            if number in hidden and number > 1:
                continue
            if number:
                self._insert(QLabel(BETWEEN))
            if number in hidden:
                between = f" {BETWEEN} ".join(way[n] for n in hidden)
                self._insert(QLabel(MORE, toolTip=plain_tip(between)))
            else:
                self._insert(self._step(number, name))

    def _step(self, number: int, name: str) -> QToolButton:
        is_last = number == len(self._way) - 1
        step = _Step(number, name, is_last)
        step.chosen.connect(self.renamed if is_last else self.chosen)
        self.steps.append(step)
        return step

    def _insert(self, widget: QWidget) -> None:
        self._row.insertWidget(self._row.count() - 1, widget)


class _Step(QToolButton):
    chosen = Signal(int)

    def __init__(self, number: int, name: str, is_last: bool) -> None:
        super().__init__(autoRaise=True)
        middle = Qt.TextElideMode.ElideMiddle
        short = self.fontMetrics().elidedText(name, middle, WIDEST)
        self.setText(short.replace("&", "&&"))
        self._number = number
        self._is_last = is_last
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "here" if is_last else "crumb")
        tip = "Double-click to rename" if is_last else f"Go up to {name}"
        self.setToolTip(plain_tip(tip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Goes up on a click."""
        super().mouseReleaseEvent(event)
        if not self._is_last and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Renames the graph that is shown."""
        if self._is_last:
            self.chosen.emit(self._number)
