"""The bar above the canvas: a tab for each open graph, and the way down to this one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.look.icons import icon
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme

BETWEEN = "\u203a"
MORE = "…"
MOST_STEPS = 5  # of the way that are shown; those in the middle are left out
WIDEST = 160  # pixels of a name

Titles = Sequence[tuple[str, str]]
"""Id and name of graphs."""


class GraphBar(QWidget):
    """Shows what it is told; takes no space while the main graph alone is open."""

    chosen = Signal(str)
    """Id of the graph whose tab was clicked."""

    close_wished = Signal(str)
    rename_wished = Signal(str)
    crumb_chosen = Signal(int)
    """Place in the way down that was clicked; 0 is the main graph."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(visible=False)
        self._theme = theme
        self._titles: Titles = ()
        self.tabs = _Tabs()
        self.tabs.currentChanged.connect(self._choose)
        self.tabs.tabBarDoubleClicked.connect(self._wish_rename)
        self.tabs.close_wished.connect(self._wish_close)
        self.crumbs = Breadcrumb()
        self.crumbs.chosen.connect(self.crumb_chosen)
        self.crumbs.renamed.connect(self._wish_rename_of_shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.crumbs)

    def show_graphs(self, titles: Titles, shown: str, way: Sequence[str]) -> None:
        """Shows the open graphs.

        Args:
            shown: Id of the graph on the canvas.
            way: Names of the graphs from the main one to the shown one.
        """
        ids = [id for id, _ in titles]
        self.tabs.blockSignals(True)
        if ids != [id for id, _ in self._titles]:
            self.tabs.rebuild(len(ids), self._theme)
        for index, (_, name) in enumerate(titles):
            self.tabs.setTabText(index, name.replace("&", "&&"))
            self.tabs.setTabToolTip(index, plain_tip(name))
        self.tabs.setCurrentIndex(ids.index(shown))
        self.tabs.blockSignals(False)
        self._titles = tuple(titles)
        self.crumbs.show_way(way)
        self.setVisible(len(ids) > 1)

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self.tabs.set_theme(theme)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._titles):
            self.chosen.emit(self._titles[index][0])

    def _wish_rename(self, index: int) -> None:
        if 0 <= index < len(self._titles):
            self.rename_wished.emit(self._titles[index][0])

    def _wish_close(self, index: int) -> None:
        if 0 < index < len(self._titles):
            self.close_wished.emit(self._titles[index][0])

    def _wish_rename_of_shown(self) -> None:
        self._wish_rename(self.tabs.currentIndex())


class _Tabs(QTabBar):
    """Tabs that can be closed, all but the first."""

    close_wished = Signal(int)

    def __init__(self) -> None:
        super().__init__(documentMode=True, expanding=False)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Open graphs")

    def rebuild(self, count: int, theme: Theme) -> None:
        """Makes as many tabs as there are graphs."""
        while self.count():
            self.removeTab(0)
        for index in range(count):
            self.addTab("")
            if index:
                button = QToolButton(toolTip="Close (Ctrl+W)", autoRaise=True)
                button.setIconSize(QSize(12, 12))
                button.setProperty("role", "tab-close")
                button.clicked.connect(self._close_of_button)
                self.setTabButton(index, QTabBar.ButtonPosition.RightSide, button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draws the close buttons anew."""
        for index in range(1, self.count()):
            button = self._button(index)
            button.setIcon(icon("close", theme, theme.muted))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Closes the tab that is clicked with the middle button."""
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index > 0:
            self.close_wished.emit(index)
        super().mouseReleaseEvent(event)

    def _button(self, index: int) -> QToolButton:
        button = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
        assert isinstance(button, QToolButton)
        return button

    def _close_of_button(self) -> None:
        sender = self.sender()
        for index in range(1, self.count()):
            if self._button(index) is sender:
                self.close_wished.emit(index)
                return


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
